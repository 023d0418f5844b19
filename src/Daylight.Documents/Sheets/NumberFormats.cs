using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Daylight.Documents.Sheets;

/// <summary>How the styles of a book show numbers: what is a day, what has leading noughts, what is a share in percent.</summary>
internal sealed partial class NumberFormats(IReadOnlyList<string> codes, bool since1904)
{
    public static NumberFormats None { get; } = new([], false);

    /// <summary>Quoted and escaped letters, colours, conditions and fillers of a format; they show no number.</summary>
    [GeneratedRegex(@"""[^""]*""|\\.|_.|\*.|\[[^\]]*\]", RegexOptions.None, 1000)]
    private static partial Regex Beside { get; }

    [GeneratedRegex("^(?<whole>0+)(?:\\.(?<part>0+))?(?<percent>%?)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plain { get; }

    /// <exception cref="FileRefusedException">when the part that is named is missing.</exception>
    public static NumberFormats Read(OfficeArchive archive, string? part, bool since1904)
    {
        if (part is null)
        {
            return new NumberFormats([], since1904);
        }

        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        var codes = new List<string>();
        var inCells = false;
        using var reader = archive.Xml(part);
        while (reader.Read())
        {
            if (reader.LocalName == "cellXfs")
            {
                inCells = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "numFmt" })
            {
                own[reader.GetAttribute("numFmtId") ?? ""] = reader.GetAttribute("formatCode") ?? "";
            }
            else if (inCells && reader is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                var id = reader.GetAttribute("numFmtId") ?? "0";
                codes.Add(own.GetValueOrDefault(id) ?? BuiltIn(id));
            }
        }

        return new NumberFormats(codes, since1904);
    }

    /// <summary>The cell of a number, as its style shows it.</summary>
    public Cell Show(CellAddress at, string value, int style)
    {
        if (
            !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number)
        )
        {
            return new Cell(at, value, CellKind.Fault);
        }

        var code = Beside.Replace(style < codes.Count ? codes[style] : "", "").Split(';')[0].Trim();
        return DayOf(number, code) is { } day ? new Cell(at, day, CellKind.Day)
            : Math.Abs(number) > 7e27
                ? new Cell(at, number.ToString("R", CultureInfo.InvariantCulture), CellKind.Number)
            : new Cell(at, Written((decimal)number, code), CellKind.Number);
    }

    private static string Written(decimal number, string code)
    {
        if (Plain.Match(code) is not { Success: true } plain)
        {
            return code.EndsWith('%')
                ? $"{(number * 100m).ToString("0.############", CultureInfo.InvariantCulture)}%"
                : number.ToString("0.############################", CultureInfo.InvariantCulture);
        }

        var percent = plain.Groups["percent"].Value;
        var places = plain.Groups["part"].Value;
        return (percent.Length > 0 ? number * 100m : number).ToString(
                places.Length > 0 ? $"{plain.Groups["whole"].Value}.{places}" : plain.Groups["whole"].Value,
                CultureInfo.InvariantCulture
            ) + percent;
    }

    private string? DayOf(double number, string code)
    {
        var letters = code.ToLowerInvariant();
        if (
            letters.Contains("general", StringComparison.Ordinal)
            || letters.IndexOfAny(['y', 'm', 'd', 'h', 's', 'e']) < 0
            || letters.Contains('0', StringComparison.Ordinal)
                && !letters.Contains("s.0", StringComparison.Ordinal)
        )
        {
            return null;
        }

        if (number is < 0 or >= 2958466)
        {
            return null;
        }

        var first =
            since1904 ? new DateTime(1904, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)
            : number < 60 ? new DateTime(1899, 12, 31, 0, 0, 0, DateTimeKind.Unspecified)
            : new DateTime(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);
        var at = first.AddSeconds(Math.Round(number * 86_400));
        var timed = letters.IndexOfAny(['h', 's']) >= 0;
        var dayed = letters.IndexOfAny(['y', 'd', 'e']) >= 0 || !timed;
        return at.ToString(
            dayed && at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd"
                : dayed ? "yyyy-MM-dd HH:mm"
                : "HH:mm",
            CultureInfo.InvariantCulture
        );
    }

    private static string BuiltIn(string id) =>
        id switch
        {
            "1" => "0",
            "2" => "0.00",
            "9" => "0%",
            "10" => "0.00%",
            "14" or "15" or "16" or "17" or "27" or "28" or "29" or "30" or "31" or "36" => "yyyy-mm-dd",
            "50" or "51" or "52" or "53" or "54" or "57" or "58" => "yyyy-mm-dd",
            "18" or "19" or "20" or "21" or "32" or "33" or "34" or "35" or "45" or "46" or "47" => "h:mm",
            "55" or "56" => "h:mm",
            "22" => "yyyy-mm-dd h:mm",
            _ => "",
        };
}
