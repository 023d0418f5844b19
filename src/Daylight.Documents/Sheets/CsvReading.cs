using System.Text;
using Daylight.Norms;

namespace Daylight.Documents.Sheets;

/// <summary>Reads one CSV file (RFC 4180, with comma, tab or semicolon): a field in quotes may hold anything.</summary>
internal sealed class CsvReading(byte[] file, FileLimits limits)
{
    private static readonly Encoding s_utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private readonly List<SheetRow> _rows = [];
    private readonly List<Cell> _row = [];
    private readonly StringBuilder _field = new();
    private string _text = "";
    private char _comma = ',';
    private int _at;
    private int _line = 1;
    private int _column = 1;
    private int _cells;

    public Sheet Read()
    {
        _text = Text();
        _comma = Separator();
        while (_at < _text.Length)
        {
            ReadField();
        }

        EndField();
        EndRow();
        return new Sheet("CSV", _rows);
    }

    private string Text()
    {
        if (file.Length > limits.Unpacked)
        {
            throw new FileRefusedException(
                new FileIsTooLarge(new Phrase("字节数", "bytes"), limits.Unpacked)
            );
        }

        var text =
            Decode(s_utf8)
            ?? Decode(
                CodePagesEncodingProvider.Instance.GetEncoding(
                    54936,
                    EncoderFallback.ExceptionFallback,
                    DecoderFallback.ExceptionFallback
                )!
            )
            ?? throw new FileRefusedException(new FileIsNoTable());
        return text.Length == 0 || text.AsSpan().TrimStart() is ['<' or '%', ..] || text.Any(IsBinary)
            ? throw new FileRefusedException(new FileIsNoTable())
            : text;
    }

    private static bool IsBinary(char letter) =>
        char.IsControl(letter) && letter is not ('\t' or '\r' or '\n' or '\u0085');

    private string? Decode(Encoding guessed)
    {
        var (encoding, skip) = file.AsSpan() switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (s_utf8, 3),
            [0xFF, 0xFE, ..] => (new UnicodeEncoding(false, false, true), 2),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(true, false, true), 2),
            _ => (guessed, 0),
        };
        try
        {
            return encoding.GetString(file.AsSpan(skip));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private char Separator()
    {
        var head = _text.Split('\n', 2)[0];
        return head.Contains(',', StringComparison.Ordinal) ? ','
            : head.Contains('\t', StringComparison.Ordinal) ? '\t'
            : head.Contains(';', StringComparison.Ordinal) ? ';'
            : ',';
    }

    private void ReadField()
    {
        if (_text[_at] == '"')
        {
            ReadQuoted();
        }

        while (_at < _text.Length && _text[_at] != _comma && _text[_at] is not ('\r' or '\n'))
        {
            _field.Append(_text[_at++]);
        }

        if (_at == _text.Length)
        {
            return;
        }

        EndField();
        if (_text[_at] == _comma)
        {
            _at++;
            return;
        }

        _at += _text[_at] == '\r' && _at + 1 < _text.Length && _text[_at + 1] == '\n' ? 2 : 1;
        EndRow();
    }

    private void ReadQuoted()
    {
        var from = new CellAddress(_line, _column);
        for (_at++; ; _at++)
        {
            if (_at >= _text.Length)
            {
                throw new FileRefusedException(
                    new FileIsNotReadable(
                        new Phrase($"{from} 的引号没有结束", $"the quote at {from} does not end")
                    )
                );
            }

            if (_text[_at] != '"')
            {
                _field.Append(_text[_at]);
            }
            else if (_at + 1 < _text.Length && _text[_at + 1] == '"')
            {
                _field.Append(_text[_at++]);
            }
            else
            {
                break;
            }
        }

        _at++;
        if (_at < _text.Length && _text[_at] != _comma && _text[_at] is not ('\r' or '\n'))
        {
            throw new FileRefusedException(
                new FileIsNotReadable(
                    new Phrase($"{from} 的引号之后还有文字", $"there is text after the quote at {from}")
                )
            );
        }
    }

    /// <summary>The apostrophe that keeps a cell inert is no part of what was written.</summary>
    private void EndField()
    {
        var text = _field.ToString();
        _field.Clear();
        Check(new Phrase("单元格的字数", "letters of a cell"), text.Length, limits.Letters);
        Check(new Phrase("列数", "columns"), _column, limits.Columns);
        if (text is ['\'', var second, ..] && Inert.IsActive(second))
        {
            text = text[1..];
        }

        if (text.Length > 0)
        {
            Check(new Phrase("单元格数", "cells"), ++_cells, limits.Cells);
            _row.Add(new Cell(new CellAddress(_line, _column), text, CellKind.Text));
        }

        _column++;
    }

    private void EndRow()
    {
        if (_row.Count > 0)
        {
            Check(new Phrase("行数", "rows"), _line, limits.Rows);
            _rows.Add(new SheetRow(_line, [.. _row]));
        }

        _row.Clear();
        _column = 1;
        _line++;
    }

    private static void Check(Phrase what, int count, int most)
    {
        if (count > most)
        {
            throw new FileRefusedException(new FileIsTooLarge(what, most));
        }
    }
}
