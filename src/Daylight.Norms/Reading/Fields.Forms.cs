using System.Collections.Immutable;
using System.Globalization;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>What a single node says: a term, a number, a span, a day; a fault where it is none.</summary>
internal sealed partial class Fields
{
    public string? AsTerm(Node? node)
    {
        if (Scalar(node) is not { } scalar)
        {
            return null;
        }

        reader.Term(scalar);
        return scalar.Text;
    }

    public ImmutableArray<string> AsTerms(Node? node) => [.. Items(node).Select(AsTerm).OfType<string>()];

    public decimal? AsNumber(Node node)
    {
        if (Scalar(node) is not { } scalar)
        {
            return null;
        }

        reader.Numerals.Add(scalar);
        return Numbers.Parse(scalar.Text) ?? Wrong<decimal?>(scalar, "数字", "a number", null);
    }

    public int? AsCount(Node node, int least = 0)
    {
        if (Scalar(node) is not { } scalar)
        {
            return null;
        }

        reader.Numerals.Add(scalar);
        return
            int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count >= least
            && count <= 1_000_000
            ? count
            : Wrong<int?>(
                scalar,
                $"{least} 到 1000000 的整数",
                $"a whole number from {least} to 1000000",
                null
            );
    }

    public Span? AsSpan(Node node)
    {
        if (Scalar(node) is not { } scalar)
        {
            return null;
        }

        reader.Numerals.Add(scalar);
        if (Calendar.Span.TryParse(scalar.Text, out var span, out _))
        {
            return span;
        }

        Wrong(
            scalar,
            "时限，如 5wd（5个工作日）、60d（60日）、1h、30min、2m（2个月）、1y、same-day、month-end、quarterly、year-end、monthly:5、by:2026-12-31、long-term",
            "a span such as 5wd (working days), 60d (days), 1h, 30min, 2m (months), 1y, same-day, month-end, quarterly, year-end, monthly:5, by:2026-12-31, long-term"
        );
        return null;
    }

    public Limit AsLimit(Node.Scalar scalar)
    {
        if (Numbers.Parse(scalar.Text) is { } number)
        {
            reader.Numerals.Add(scalar);
            return new Limit.Fixed(number);
        }

        if (Norms.Share.Parse(scalar.Text) is { } share)
        {
            reader.Numerals.Add(scalar);
            return new Limit.OfShare(share);
        }

        if (scalar.Text.Length > 0 && char.IsDigit(scalar.Text[0]))
        {
            Wrong(scalar, "数字、比例（80%、2/3）或者一个名目", "a number, a share (80%, 2/3) or a name");
        }

        reader.Term(scalar);
        return new Limit.Named(scalar.Text);
    }

    public DateOnly? AsDay(Node.Scalar scalar) =>
        DateOnly.TryParseExact(
            scalar.Text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        ) && day.Year is >= 1900 and <= 2200
            ? day
            : Wrong<DateOnly?>(
                scalar,
                "1900年至2200年的日期，如 2026-05-08",
                "a date from 1900 to 2200 such as 2026-05-08",
                null
            );

    internal static bool? AsFlag(Node.Scalar scalar) =>
        scalar.Text switch
        {
            "true" or "yes" or "是" => true,
            "false" or "no" or "否" => false,
            _ => null,
        };

    public Node.Scalar? Scalar(Node? node)
    {
        switch (node)
        {
            case null:
                return null;
            case Node.Scalar scalar:
                return scalar;
            default:
                Wrong(node, "这里应是一个词或一个数", "a single word or number stands here");
                return null;
        }
    }

    /// <summary>A scalar that is not what should stand here; or, for a map or a list, what it lacks.</summary>
    public void Wrong(Node at, string zh, string en)
    {
        if (at is Node.Scalar { Text.Length: > 0 } scalar)
        {
            Faults.Add(
                at,
                new Phrase($"“{scalar.Text}”写得不对", $"'{scalar.Text}' is not right here"),
                new Phrase($"应写：{zh}", $"expected: {en}")
            );
        }
        else
        {
            Faults.Add(at, new Phrase($"应写：{zh}", $"expected: {en}"));
        }
    }

    private T Wrong<T>(Node at, string zh, string en, T otherwise)
    {
        Wrong(at, zh, en);
        return otherwise;
    }
}
