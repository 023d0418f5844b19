using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>Reads worked cases, and the situations of the command line, which are written in the same words.</summary>
internal static class CaseReading
{
    /// <summary>The words that name the parts of a situation.</summary>
    public static readonly string[] Parts =
    [
        "subject",
        "conduct",
        "start",
        "date",
        "done",
        "suspended",
        "extended",
        "occurrences",
        "steps",
        "entries",
        "roles",
        "relations",
        "stays",
        "posted",
    ];

    public static ImmutableArray<WorkedCase> Read(
        IEnumerable<(string Path, Node Root)> files,
        ImmutableArray<Norm> norms,
        Reader reader,
        ImmutableHashSet<string> written
    )
    {
        var cases = ImmutableArray.CreateBuilder<WorkedCase>();
        foreach (var (_, root) in files)
        {
            foreach (var item in Fields.Items(root))
            {
                if (item is not Node.Map map)
                {
                    reader.Faults.Add(
                        item,
                        new Phrase("这里应是一个情形（- case: …）", "a worked case stands here (- case: ...)")
                    );
                }
                else if (Case(map, norms, reader, written) is { } read)
                {
                    cases.Add(read);
                }
            }
        }

        return cases.ToImmutable();
    }

    private static WorkedCase? Case(
        Node.Map map,
        ImmutableArray<Norm> norms,
        Reader reader,
        ImmutableHashSet<string> written
    )
    {
        var before = reader.Faults.Count;
        var fields = new Fields(map, reader);
        var title = fields.NeedText("case");
        var asked = fields.Scalar(fields.Need("ask"));
        var norm = asked is null ? null : norms.FirstOrDefault(norm => norm.Id.Text == asked.Text);
        if (asked is not null && norm is null && !written.Contains(asked.Text))
        {
            reader.Faults.Unknown(asked, new Phrase("规则", "norm"), [.. norms.Select(each => each.Id.Text)]);
        }

        var on = Moment(fields, "on");
        _ = fields.Need("on");
        var given = fields.Inner("given") ?? new Fields(new Node.Map(map.At, []), reader);
        var situation = Situation(given, on ?? default);
        var expect = fields.Inner("expect");
        if (expect is null)
        {
            _ = fields.Need("expect");
        }

        fields.Done();
        if (norm is not null)
        {
            CheckNames(given, norm);
        }

        return norm is null || expect is null || on is null || reader.Faults.AnySince(before)
            ? null
            : new WorkedCase(title, norm.Id, situation, Named(expect.Map, reader), map.At);
    }

    /// <summary>A situation as <c>given:</c> writes it.</summary>
    public static Situation Situation(Fields given, DateTimeOffset on)
    {
        var subject = given.Text("subject") ?? "";
        var clock = new Clock
        {
            Start = Moment(given, "start"),
            Given = given.Span("date"),
            Done = Moment(given, "done"),
            Suspended = [.. given.Each("suspended").Select(Suspended)],
            Extended = [.. given.Each("extended").Select(Extended)],
        };
        return new Situation(on)
        {
            Subject = subject,
            Conduct = given.Day("conduct"),
            Clock = clock,
            Occurrences =
            [
                .. given.Each("occurrences").SelectMany(each => Occurrences(each, subject)),
                .. Steps(given, subject),
            ],
            Entries = [.. given.Each("entries").Select(Entry)],
            Roles = Roles(given),
            Relations = [.. given.Each("relations").Select(Relation)],
            Stays = [.. given.Each("stays").Select(Stay)],
            Posted = [.. given.Each("posted").Select(Posting)],
            Attributes = Rest(given, Parts),
        };
    }

    // A name in a case that its norm never reads is a slip of the pen: the case would prove nothing.
    public static void CheckNames(Fields given, Norm norm)
    {
        var known = norm
            .When.Names.Concat(norm.Versions.SelectMany(version => version.Parameters.Names))
            .Distinct()
            .ToArray();
        foreach (
            var pair in given.Map.Pairs.Where(pair =>
                !Parts.Contains(pair.Key.Text) && !known.Contains(pair.Key.Text)
            )
        )
        {
            given.Faults.Add(
                pair.Key,
                new Phrase(
                    $"规则“{norm.Id}”用不到“{pair.Key.Text}”",
                    $"norm '{norm.Id}' does not read '{pair.Key.Text}'"
                ),
                Nearest.To(pair.Key.Text, [.. known, .. Parts]) is { } near
                    ? new Phrase($"是不是“{near}”？", $"did you mean '{near}'?")
                    : new Phrase(
                        $"它用到：{string.Join("、", known)}",
                        $"it reads: {string.Join(", ", known)}"
                    )
            );
        }
    }

    // "times: 49" stands for 49 occurrences alike, so that a share can be tried at its boundary.
    private static IEnumerable<Occurrence> Occurrences(Fields fields, string subject)
    {
        var times = fields.Count("times") ?? 1;
        return Enumerable.Repeat(Occurrence(fields, subject), Math.Min(times, 10_000));
    }

    private static Occurrence Occurrence(Fields fields, string subject)
    {
        _ = fields.Need("kind");
        _ = fields.Need("day");
        var day = fields.Day("day");
        return new Occurrence(
            fields.Text("subject") ?? subject,
            fields.Text("kind") ?? "",
            day ?? default,
            fields.Number("amount") ?? 1
        )
        {
            Label = fields.Text("label") ?? "",
            Reversed = fields.Day("reversed"),
            Attributes = Rest(fields, ["subject", "kind", "day", "amount", "label", "reversed", "times"]),
        };
    }

    private static IEnumerable<Occurrence> Steps(Fields given, string subject)
    {
        if (given.Inner("steps") is not { } steps)
        {
            yield break;
        }

        foreach (var pair in steps.Map.Pairs)
        {
            foreach (
                var day in Fields
                    .Items(pair.Value)
                    .OfType<Node.Scalar>()
                    .Select(steps.AsDay)
                    .OfType<DateOnly>()
            )
            {
                yield return new Occurrence(subject, pair.Key.Text, day);
            }
        }
    }

    private static Suspension Suspended(Fields fields)
    {
        var suspension = new Suspension(
            Moment(fields, "from") ?? default,
            Moment(fields, "until") ?? DateTimeOffset.MaxValue,
            fields.NeedText("reason")
        );
        _ = fields.Need("from");
        fields.Done();
        return suspension;
    }

    private static Extension Extended(Fields fields)
    {
        _ = fields.Need("asked");
        var extension = new Extension(
            Moment(fields, "asked") ?? default,
            fields.Day("to"),
            fields.Span("by"),
            fields.Text("approved-by"),
            fields.Text("reason") ?? ""
        );
        fields.Done();
        return extension;
    }

    private static Entry Entry(Fields fields)
    {
        _ = fields.Need("score");
        return new Entry(fields.NeedText("subject"), fields.Number("score") ?? 0)
        {
            Attributes = Rest(fields, ["subject", "score"]),
        };
    }

    private static ImmutableArray<(string, string)> Roles(Fields given) =>
        given.Inner("roles") is { } roles
            ?
            [
                .. roles.Map.Pairs.SelectMany(pair =>
                    Fields
                        .Items(pair.Value)
                        .OfType<Node.Scalar>()
                        .Select(person => (pair.Key.Text, person.Text))
                ),
            ]
            : [];

    private static Relation Relation(Fields fields)
    {
        var relation = new Relation(
            fields.NeedText("one"),
            fields.NeedText("other"),
            fields.NeedText("kind")
        );
        fields.Done();
        return relation;
    }

    private static Stay Stay(Fields fields)
    {
        _ = fields.Need("from");
        return new Stay(fields.Day("from") ?? default, fields.Day("to"))
        {
            Attributes = Rest(fields, ["from", "to"]),
        };
    }

    private static Posting Posting(Fields fields)
    {
        _ = fields.Need("from");
        var posting = new Posting(fields.NeedText("channel"), fields.Day("from") ?? default, fields.Day("to"))
        {
            Content =
            [
                .. Fields.Items(fields.Find("content")).OfType<Node.Scalar>().Select(item => item.Text),
            ],
        };
        fields.Done();
        return posting;
    }

    private static Attributes Rest(Fields fields, string[] parts) =>
        Attributes.Of(
            fields
                .Map.Pairs.Where(pair => !parts.Contains(pair.Key.Text))
                .Select(pair => (pair.Key.Text, AsValue(pair.Value, fields.Reader)))
                .DistinctBy(pair => pair.Text)
        );

    public static Attributes Named(Node.Map map, Reader reader) =>
        Attributes.Of(
            map.Pairs.Select(pair => (pair.Key.Text, AsValue(pair.Value, reader)))
                .DistinctBy(pair => pair.Text)
        );

    private static Value AsValue(Node node, Reader reader) =>
        node switch
        {
            Node.Scalar scalar => Conditions.Plain(scalar),
            Node.List list => new Value.Several([.. list.Items.Select(item => AsValue(item, reader))]),
            Node.Map map => new Value.Parts([
                .. map.Pairs.Select(pair => (pair.Key.Text, AsValue(pair.Value, reader))),
            ]),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>A moment, or the start of a day; on the end of a day for the day of asking.</summary>
    public static DateTimeOffset? Moment(Fields fields, string key)
    {
        if (fields.Scalar(fields.Find(key)) is not { } scalar)
        {
            return null;
        }

        switch (Conditions.Plain(scalar with { Quoted = false }))
        {
            case Value.Moment moment:
                return moment.At;
            case Value.Day day:
                return key is "on" or "until" ? Shanghai.EndOf(day.Date) : Shanghai.StartOf(day.Date);
            default:
                fields.Wrong(
                    scalar,
                    "日期或时刻，如 2026-05-08 或 2026-05-08 09:30",
                    "a day or a moment such as 2026-05-08 or 2026-05-08 09:30"
                );
                return null;
        }
    }
}
