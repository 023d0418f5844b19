using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Daylight.Documents.Docx;

/// <summary>
/// The numbers that a word processor sets before paragraphs of a list. They stand nowhere in the text, and without them a
/// reader does not know which paragraph is （二）.
/// </summary>
internal sealed partial class ListNumbers
{
    private const int MostLevels = 9;

    private readonly Dictionary<string, string> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<(string List, int Level), Level> _levels = [];
    private readonly Dictionary<(string Number, int Level), int> _starts = [];
    private readonly Dictionary<string, (string Number, int Level)> _styles = new(StringComparer.Ordinal);
    private readonly Dictionary<(string List, int Level), int> _counts = [];
    private readonly HashSet<(string Number, int Level)> _restarted = [];

    [GeneratedRegex("%(?<level>[1-9])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Gap { get; }

    public static ListNumbers Read(OfficeArchive archive)
    {
        var numbers = new ListNumbers();
        if (archive.Find("word/numbering.xml") is not null)
        {
            numbers.ReadLists(archive);
        }

        if (archive.Find("word/styles.xml") is not null)
        {
            numbers.ReadStyles(archive);
        }

        return numbers;
    }

    /// <summary>The label of the next paragraph, empty where it has none. Its own number goes before that of its style.</summary>
    public string Next(string? style, string? number, string? level)
    {
        var own =
            number is null && style is not null ? _styles.GetValueOrDefault(style) : (number, Whole(level));
        if (own.Item1 is not { } id || id == "0" || !_lists.TryGetValue(id, out var list))
        {
            return "";
        }

        var depth = Math.Clamp(own.Item2, 0, MostLevels - 1);
        if (!_levels.TryGetValue((list, depth), out var form))
        {
            return "";
        }

        Count(id, list, depth, form);
        return form.Format == "bullet" ? "" : Label(list, form);
    }

    private void Count(string id, string list, int depth, Level form)
    {
        var first = _starts.GetValueOrDefault((id, depth), form.Start);
        if (_starts.ContainsKey((id, depth)) && _restarted.Add((id, depth)))
        {
            _counts.Remove((list, depth));
        }

        _counts[(list, depth)] = _counts.TryGetValue((list, depth), out var before) ? before + 1 : first;
        for (var deeper = depth + 1; deeper < MostLevels; deeper++)
        {
            _counts.Remove((list, deeper));
        }
    }

    private string Label(string list, Level form) =>
        Gap.Replace(
            form.Text,
            gap =>
            {
                var level = Whole(gap.Groups["level"].Value) - 1;
                var known = _levels.GetValueOrDefault((list, level), form);
                return Written(_counts.GetValueOrDefault((list, level), known.Start), known.Format);
            }
        );

    private static string Written(int number, string format) =>
        format switch
        {
            "chineseCounting"
            or "chineseCountingThousand"
            or "japaneseCounting"
            or "taiwaneseCounting"
            or "taiwaneseCountingThousand"
            or "ideographDigital" => HanNumbers.Write(number),
            "decimalEnclosedCircle" or "decimalEnclosedCircleChinese" when number is >= 1 and <= 20 => (
                (char)('①' + number - 1)
            ).ToString(),
            "lowerLetter" when number is >= 1 and <= 26 => ((char)('a' + number - 1)).ToString(),
            "upperLetter" when number is >= 1 and <= 26 => ((char)('A' + number - 1)).ToString(),
            _ => number.ToString(CultureInfo.InvariantCulture),
        };

    private void ReadLists(OfficeArchive archive)
    {
        string list = "",
            number = "";
        var level = 0;
        using var reader = archive.Xml("word/numbering.xml");
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            var value = Attribute(reader, "val") ?? "";
            switch (reader.LocalName)
            {
                case "abstractNum":
                    (list, number) = (Attribute(reader, "abstractNumId") ?? "", "");
                    break;
                case "num":
                    number = Attribute(reader, "numId") ?? "";
                    break;
                case "abstractNumId" when number.Length > 0:
                    _lists[number] = value;
                    break;
                case "lvlOverride":
                    level = Whole(Attribute(reader, "ilvl"));
                    break;
                case "startOverride" when number.Length > 0:
                    _starts[(number, level)] = Whole(value);
                    break;
                case "lvl":
                    level = Whole(Attribute(reader, "ilvl"));
                    break;
                default:
                    if (number.Length == 0)
                    {
                        Learn((list, level), reader.LocalName, value);
                    }

                    break;
            }
        }
    }

    private void Learn((string, int) place, string name, string value)
    {
        var known = _levels.GetValueOrDefault(place, new Level(1, "decimal", ""));
        _levels[place] = name switch
        {
            "start" => known with { Start = Whole(value) },
            "numFmt" => known with { Format = value },
            "lvlText" => known with { Text = value },
            _ => known,
        };
    }

    private void ReadStyles(OfficeArchive archive)
    {
        var style = "";
        using var reader = archive.Xml("word/styles.xml");
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "style" })
            {
                style = Attribute(reader, "styleId") ?? "";
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "numId" } && style.Length > 0)
            {
                _styles[style] = (Attribute(reader, "val") ?? "", _styles.GetValueOrDefault(style).Level);
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "ilvl" } && style.Length > 0)
            {
                _styles[style] = (
                    _styles.GetValueOrDefault(style).Number ?? "",
                    Whole(Attribute(reader, "val"))
                );
            }
        }
    }

    private static string? Attribute(XmlReader reader, string name) =>
        reader.GetAttribute(name, reader.NamespaceURI);

    private static int Whole(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : 0;

    private sealed record Level(int Start, string Format, string Text);
}
