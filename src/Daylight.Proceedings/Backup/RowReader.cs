using System.Buffers.Binary;
using System.Text;
using Daylight.Store;

namespace Daylight.Proceedings.Backup;

/// <summary>Reads what <see cref="RowWriter"/> wrote, and nothing else.</summary>
internal sealed class RowReader(Stream from)
{
    private const int MostName = 128;
    private const int MostColumns = 100;
    private const int MostManifest = 1 << 24;

    /// <summary>Longest value: far above the largest piece of an attachment.</summary>
    private const int MostValue = 1 << 28;

    private static readonly UTF8Encoding s_strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    private readonly byte[] _number = new byte[sizeof(long)];

    public BackupManifest Manifest() => BackupManifest.Parse(Bytes(MostManifest));

    /// <summary>The next table, or null at the end, after which nothing may follow.</summary>
    public DurableTable? Next()
    {
        switch (Byte())
        {
            case RowWriter.Table:
                var name = Name();
                var columns = Number();
                if (columns is 0 or > MostColumns)
                {
                    throw BackupBrokenException.Malformed($"the table {name} has {columns} columns");
                }

                return new DurableTable(name, [.. Enumerable.Range(0, (int)columns).Select(_ => Column())]);
            case RowWriter.End:
                return from.ReadByte() < 0
                    ? null
                    : throw BackupBrokenException.Malformed("there are bytes behind its end");
            case var other:
                throw BackupBrokenException.Malformed($"a table must begin where 0x{other:x2} stands");
        }
    }

    /// <summary>The rows of the table that <see cref="Next"/> returned; to be read to their end.</summary>
    public IEnumerable<object?[]> Rows(DurableTable table)
    {
        for (long read = 0; ; read++)
        {
            switch (Byte())
            {
                case RowWriter.Row:
                    var row = new object?[table.Columns.Count];
                    for (var i = 0; i < row.Length; i++)
                    {
                        row[i] = Value();
                    }

                    yield return row;
                    break;
                case RowWriter.EndOfTable:
                    if (Number() != (ulong)read)
                    {
                        throw BackupBrokenException.Malformed(
                            $"the table {table.Name} has {read} rows and says another number"
                        );
                    }

                    yield break;
                case var other:
                    throw BackupBrokenException.Malformed(
                        $"a row of {table.Name} must begin where 0x{other:x2} stands"
                    );
            }
        }
    }

    private Column Column()
    {
        var name = Name();
        var kind = (ColumnKind)Byte();
        return Enum.IsDefined(kind)
            ? new Column(name, kind)
            : throw BackupBrokenException.Malformed($"the column {name} is of kind {(int)kind}");
    }

    private object? Value()
    {
        switch (Byte())
        {
            case 0:
                return null;
            case 1:
                Fill(_number);
                return BinaryPrimitives.ReadInt64LittleEndian(_number);
            case 2:
                return Text(MostValue);
            case 3:
                return Bytes(MostValue);
            case var other:
                throw BackupBrokenException.Malformed($"a value is of kind {other}");
        }
    }

    /// <summary>Names of tables and columns go into statements.</summary>
    private string Name()
    {
        var name = Text(MostName);
        return
            name.Length > 0
            && name.All(letter =>
                char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_'
            )
            ? name
            : throw BackupBrokenException.Malformed($"\"{name}\" names no table or column");
    }

    private string Text(int most)
    {
        try
        {
            return s_strict.GetString(Bytes(most));
        }
        catch (DecoderFallbackException)
        {
            throw BackupBrokenException.Malformed("a text is not UTF-8");
        }
    }

    private byte[] Bytes(int most)
    {
        var length = Number();
        if (length > (ulong)most)
        {
            throw BackupBrokenException.Malformed($"a value says that it has {length} bytes");
        }

        // Not all at once on the word of a length: a cut file must not cost a large array.
        var bytes = new byte[Math.Min((int)length, 1 << 16)];
        for (var done = 0; ; )
        {
            Fill(bytes.AsSpan(done));
            done = bytes.Length;
            if (done == (int)length)
            {
                return bytes;
            }

            Array.Resize(ref bytes, (int)Math.Min((long)length, done * 2L));
        }
    }

    private ulong Number()
    {
        ulong number = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var part = Byte();
            number |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return shift == 0 || part != 0
                    ? number
                    : throw BackupBrokenException.Malformed("a number is longer than it need be");
            }
        }

        throw BackupBrokenException.Malformed("a number is too large");
    }

    private byte Byte() => from.ReadByte() is var read and >= 0 ? (byte)read : throw CutOff();

    private void Fill(Span<byte> bytes)
    {
        if (from.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw CutOff();
        }
    }

    private static BackupBrokenException CutOff() =>
        BackupBrokenException.Malformed("it ends before its end");
}
