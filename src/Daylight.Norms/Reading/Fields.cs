using System.Collections.Immutable;
using System.Globalization;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>
/// The named values of one map of a rule file, read one by one. What is missing, misspelt or of the wrong form
/// becomes a fault and reading goes on, so that one run shows all of them.
/// </summary>
internal sealed partial class Fields(Node.Map map, Reader reader)
{
    private readonly List<string> _known = [];

    public Node.Map Map => map;

    public Reader Reader => reader;

    public Faults Faults => reader.Faults;

    public bool Has(string key) => map.Find(key) is not null;

    public Node? Find(string key)
    {
        _known.Add(key);
        return map.Find(key) is Node.Scalar { Text: "", Quoted: false } ? null : map.Find(key);
    }

    public Node? Need(string key)
    {
        if (Find(key) is { } node)
        {
            return node;
        }

        // What was probably meant is one fault and not two: the misspelt key counts as known.
        var written = map
            .Pairs.Select(pair => pair.Key)
            .FirstOrDefault(each => !_known.Contains(each.Text) && Nearest.To(each.Text, [key]) is not null);
        if (written is not null)
        {
            _known.Add(written.Text);
            Faults.Add(
                written,
                new Phrase(
                    $"不认识名目“{written.Text}”，又缺少“{key}”",
                    $"unknown key '{written.Text}', and '{key}' is missing"
                ),
                new Phrase($"是不是“{key}”？", $"did you mean '{key}'?")
            );
        }
        else
        {
            Faults.Add(map, new Phrase($"缺少“{key}”", $"'{key}' is missing"));
        }

        return null;
    }

    /// <summary>Reports every key that nobody asked for. Call it last.</summary>
    public void Done()
    {
        foreach (var pair in map.Pairs.Where(pair => !_known.Contains(pair.Key.Text)))
        {
            if (pair.Value is Node.Scalar { Text: "", Quoted: false })
            {
                // "is: max(a, 10)" without quotes: YAML ends the value at the comma and takes the rest for a key.
                Faults.Add(
                    pair.Key,
                    new Phrase($"“{pair.Key.Text}”后面没有内容", $"'{pair.Key.Text}' has no value"),
                    new Phrase("{ } 里含逗号的内容要加引号", "inside { } a value with a comma needs quotes")
                );
                continue;
            }

            Faults.Unknown(pair.Key, new Phrase("名目", "key"), [.. _known.Distinct()]);
        }
    }

    public string? Text(string key) => Scalar(Find(key))?.Text;

    public string NeedText(string key) => Scalar(Need(key))?.Text ?? "";

    public string? Term(string key) => AsTerm(Find(key));

    public string NeedTerm(string key) => AsTerm(Need(key)) ?? "";

    public ImmutableArray<string> Terms(string key) => AsTerms(Find(key));

    public ImmutableArray<string> NeedTerms(string key) => AsTerms(Need(key));

    public bool Flag(string key, bool otherwise = false) =>
        Scalar(Find(key)) is not { } scalar
            ? otherwise
            : AsFlag(scalar) ?? Wrong(scalar, "true 或 false", "true or false", otherwise);

    /// <param name="least">The smallest number that makes sense here.</param>
    public int? Count(string key, int least = 0) => Find(key) is { } node ? AsCount(node, least) : null;

    public decimal? Number(string key) => Find(key) is { } node ? AsNumber(node) : null;

    public Share? Share(string key)
    {
        if (Scalar(Find(key)) is not { } scalar)
        {
            return null;
        }

        reader.Numerals.Add(scalar);
        return Norms.Share.Parse(scalar.Text)
            ?? Wrong<Share?>(scalar, "比例，如 80% 或 2/3", "a share such as 80% or 2/3", null);
    }

    public Span? Span(string key) => Find(key) is { } node ? AsSpan(node) : null;

    public Span NeedSpan(string key) => (Need(key) is { } node ? AsSpan(node) : null) ?? new Span.SameDay();

    public ImmutableArray<Span> Spans(string key) => [.. Items(Find(key)).Select(AsSpan).OfType<Span>()];

    public Period? Period(string key)
    {
        if (Scalar(Find(key)) is not { } scalar)
        {
            return null;
        }

        reader.Numerals.Add(scalar);
        return Norms.Period.Parse(scalar.Text)
            ?? Wrong<Period?>(
                scalar,
                "周期，如 year、2 years、half-month、15 days",
                "a period such as year, 2 years, half-month, 15 days",
                null
            );
    }

    public Window? Window(string key)
    {
        if (Scalar(Find(key)) is not { } scalar)
        {
            return null;
        }

        reader.Numerals.Add(scalar);
        if (Norms.Window.Parse(scalar.Text) is { } window)
        {
            return window;
        }

        Faults.Unknown(scalar, new Phrase("期间", "window"), Norms.Window.Examples);
        return null;
    }

    public DateOnly? Day(string key) => Scalar(Find(key)) is { } scalar ? AsDay(scalar) : null;

    public Rounding? Rounding(string key) => OneOf(key, Roundings.Parse, Roundings.Words);

    /// <summary>One word out of a known set.</summary>
    public T? OneOf<T>(string key, Func<string, T?> parse, IReadOnlyCollection<string> known)
        where T : struct
    {
        if (Scalar(Find(key)) is not { } scalar)
        {
            return null;
        }

        if (parse(scalar.Text) is { } value)
        {
            return value;
        }

        Faults.Unknown(scalar, new Phrase($" {key} 的写法", $"value of {key}"), known);
        return null;
    }

    /// <summary>The maps of a list; a single map counts as a list of one.</summary>
    public ImmutableArray<Fields> Each(string key)
    {
        var found = ImmutableArray.CreateBuilder<Fields>();
        foreach (var item in Items(Find(key)))
        {
            if (item is Node.Map inner)
            {
                found.Add(new Fields(inner, reader));
            }
            else
            {
                Wrong(item, $"“{key}”下应是带名目的内容", $"'{key}' holds named values");
            }
        }

        return found.ToImmutable();
    }

    public ImmutableArray<Fields> NeedEach(string key)
    {
        _ = Need(key);
        return Each(key);
    }

    public Fields? Inner(string key)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case Node.Map inner:
                return new Fields(inner, reader);
            case var other:
                Wrong(other, $"“{key}”下应是带名目的内容", $"'{key}' holds named values");
                return null;
        }
    }

    /// <summary>The one bound that a map names (at-least, at-most, more-than, less-than, exactly), or null.</summary>
    public Bound? Bound() => Bounds() is [var first, ..] ? first : null;

    public ImmutableArray<Bound> Bounds()
    {
        var found = ImmutableArray.CreateBuilder<Bound>();
        foreach (var key in Norms.Bound.Keys)
        {
            if (Scalar(Find(key)) is { } scalar)
            {
                found.Add(new Bound(Norms.Bound.Compare(key)!.Value, AsLimit(scalar)));
            }
        }

        return found.ToImmutable();
    }

    public Condition Condition(string key) =>
        Find(key) is { } node ? new Conditions(reader).Read(node) : Norms.Condition.Always;

    /// <summary>proposes: one or several terms; after: hearing or nothing.</summary>
    public ImmutableArray<Consequence> Consequences()
    {
        var proposes = Terms("proposes");
        var hearing = OneOf<bool>("after", Hearing, ["hearing", "nothing"]) ?? reader.AfterHearing;
        return [.. proposes.Select(term => new Consequence(term, hearing))];
    }

    internal static bool? Hearing(string text) =>
        text switch
        {
            "hearing" => true,
            "nothing" => false,
            _ => null,
        };

    /// <summary>A span that is a length of time: days, working days, months, years.</summary>
    public Span? Length(string key)
    {
        if (Span(key) is not { } span)
        {
            return null;
        }

        if (
            span
            is Calendar.Span.Days
                or Calendar.Span.WorkingDays
                or Calendar.Span.Months
                or Calendar.Span.Years
        )
        {
            return span;
        }

        Wrong(map.Find(key)!, "一段时间，如 10y、24m、60d", "a length of time such as 10y, 24m, 60d");
        return null;
    }

    public DayInPeriod? DayInPeriod(string key)
    {
        if (Scalar(Find(key)) is not { } scalar)
        {
            return null;
        }

        reader.Numerals.Add(scalar);
        return Norms.DayInPeriod.Parse(scalar.Text)
            ?? Wrong<DayInPeriod?>(
                scalar,
                "01-31（每年1月31日）或 day 5（每月5日）",
                "01-31 (each year) or day 5 (each month)",
                null
            );
    }

    /// <summary>Opening hours such as 08:30-12:00.</summary>
    public ImmutableArray<Opening> Openings(string key)
    {
        var openings = ImmutableArray.CreateBuilder<Opening>();
        foreach (var item in Items(Find(key)))
        {
            var parts = (Scalar(item)?.Text ?? "").Split('-');
            if (
                parts.Length == 2
                && TimeOnly.TryParseExact(
                    parts[0].Trim(),
                    "HH:mm",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var from
                )
                && TimeOnly.TryParseExact(
                    parts[1].Trim(),
                    "HH:mm",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var to
                )
                && from < to
            )
            {
                openings.Add(new Opening(from, to));
            }
            else
            {
                Wrong(item, "办公时间，如 08:30-12:00", "opening hours such as 08:30-12:00");
            }
        }

        return openings.ToImmutable();
    }

    public static ImmutableArray<Node> Items(Node? node) =>
        node switch
        {
            null => [],
            Node.List list => list.Items,
            _ => [node],
        };
}
