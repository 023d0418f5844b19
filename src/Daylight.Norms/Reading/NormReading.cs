using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Daylight.Norms;

/// <summary>Reads one norm of a rule file.</summary>
internal static partial class NormReading
{
    /// <returns>Null where the head is too broken to name the norm; faults say why.</returns>
    public static Norm? Read(Node.Map map, Reader reader)
    {
        var before = reader.Faults.Count;
        var fields = new Fields(map, reader);
        var id = Id(fields);
        var kind = Kind(fields);
        reader.AfterHearing = fields.OneOf<bool>("after", Fields.Hearing, ["hearing", "nothing"]) ?? false;
        var says = fields.NeedText("says");
        var source = fields.Inner("source") is { } inner ? ReadSource(inner) : null;
        if (source is null)
        {
            _ = fields.Need("source");
        }

        var norm = new Norm
        {
            Id = id ?? default,
            Kind = kind ?? NormKind.Record,
            Title = fields.Text("title") ?? says,
            Says = says,
            Source = source ?? new Source("", [], "", "", Verified: false),
            About = fields.Term("about"),
            CountsBy =
                fields.OneOf(
                    "counts-by",
                    text => Naming.Enum<CountsBy>(text, Naming.CountsBys),
                    Naming.CountsBys
                ) ?? CountsBy.Act,
            When = fields.Condition("when"),
            Owes = fields.Term("owes"),
            DischargedBy = fields.Terms("discharged-by"),
            OnLapse = fields.Inner("on-lapse") is { } lapse ? Lapse(lapse) : [],
            Override =
                fields.OneOf(
                    "override",
                    text => Naming.Enum<Override>(text, Naming.Overrides),
                    Naming.Overrides
                ) ?? Override.Forbidden,
            Legacy = fields.Inner("legacy") is { } legacy ? ReadLegacy(legacy) : null,
            Note = fields.Text("note"),
            Versions = kind is { } known ? Versions(fields, known, says, source, reader) : [],
            At = map.At,
        };
        if (kind is null)
        {
            _ = fields.Find("since");
        }

        fields.Done();
        CheckNames(norm, reader);
        return id is null || norm.Versions.IsEmpty || reader.Faults.AnySince(before) ? null : norm;
    }

    // In a situation these words name its parts (start, done, steps, ...): an attribute cannot have them too.
    private static void CheckNames(Norm norm, Reader reader)
    {
        var names = norm.When.Names.Concat(norm.Versions.SelectMany(version => version.Parameters.Names));
        foreach (var name in names.Distinct().Where(CaseReading.Parts.Contains))
        {
            reader.Faults.Add(
                norm.At,
                1,
                new Phrase(
                    $"“{name}”是情形里的专用词，不能作名目",
                    $"'{name}' names a part of a situation and cannot be an attribute"
                ),
                new Phrase("换一个词", "take another word")
            );
        }
    }

    private static NormId? Id(Fields fields)
    {
        if (fields.Scalar(fields.Need("norm")) is not { } written)
        {
            return null;
        }

        if (NormId.TryParse(written.Text, out var id))
        {
            return id;
        }

        fields.Wrong(
            written,
            "小写字母、数字、连字符，用点连接，如 integrity.rung.no-awards",
            "small letters, digits and hyphens joined by points, such as integrity.rung.no-awards"
        );
        return null;
    }

    private static NormKind? Kind(Fields fields)
    {
        _ = fields.Need("kind");
        return fields.OneOf("kind", text => Naming.Enum<NormKind>(text, Naming.Kinds), Naming.Kinds);
    }

    private static Source ReadSource(Fields fields)
    {
        var source = new Source(
            fields.Text("document") ?? "",
            Rows(fields),
            fields.Text("article") ?? "",
            fields.Text("date") ?? "",
            fields.Flag("verified")
        );
        if (source.Document.Length == 0 && source.Rows.IsEmpty)
        {
            _ = fields.Need("document");
        }

        if (source.Date.Length > 0 && !DateForm.IsMatch(source.Date))
        {
            fields.Wrong(
                fields.Find("date")!,
                "年、年月或年月日，如 2019、2019-03、2019-03-03",
                "a year, month or day such as 2019, 2019-03, 2019-03-03"
            );
        }

        fields.Done();
        return source;
    }

    private static ImmutableArray<string> Rows(Fields fields)
    {
        var rows = ImmutableArray.CreateBuilder<string>();
        foreach (var item in Fields.Items(fields.Find("rows")))
        {
            if (fields.Scalar(item) is { } row && RowForm.IsMatch(row.Text))
            {
                rows.Add(row.Text);
            }
            else
            {
                fields.Wrong(item, "清单行号，如 001-025", "a row of the inventory such as 001-025");
            }
        }

        return rows.ToImmutable();
    }

    private static ImmutableArray<Consequence> Lapse(Fields fields)
    {
        _ = fields.Need("proposes");
        var consequences = fields.Consequences();
        fields.Done();
        return consequences;
    }

    private static Legacy ReadLegacy(Fields fields)
    {
        var legacy = new Legacy(fields.NeedText("reason"), fields.NeedText("replacement"));
        fields.Done();
        return legacy;
    }

    private static ImmutableArray<NormVersion> Versions(
        Fields norm,
        NormKind kind,
        string says,
        Source? source,
        Reader reader
    )
    {
        if (norm.Need("since") is not { } since)
        {
            return [];
        }

        if (since is not Node.Map dated)
        {
            norm.Wrong(
                since,
                "从哪天起 → 怎样规定，如 2026-01-01: { within: 5wd }",
                "start days with their parameters, such as 2026-01-01: { within: 5wd }"
            );
            return [];
        }

        var versions = ImmutableArray.CreateBuilder<NormVersion>();
        foreach (var pair in dated.Pairs)
        {
            if (pair.Value is not Node.Map map)
            {
                norm.Wrong(
                    pair.Value,
                    "这一版的内容，如 { within: 5wd }",
                    "the parameters of this version, such as { within: 5wd }"
                );
                continue;
            }

            var fields = new Fields(map, reader);
            var first = norm.AsDay(pair.Key);
            var until = fields.Day("until");
            var words = fields.Text("version-says") ?? says;
            var own = fields.Inner("source") is { } inner ? ReadSource(inner) : source;
            var parameters = Parameters(kind, fields);
            fields.Done();
            if (first is { } day && own is not null)
            {
                if (until < day)
                {
                    fields.Wrong(
                        map.Find("until")!,
                        $"不早于起始日 {pair.Key.Text}",
                        $"a day not before the start, {pair.Key.Text}"
                    );
                }

                versions.Add(new NormVersion(day, until, parameters, words, own));
            }
        }

        if (dated.Pairs.IsEmpty)
        {
            norm.Wrong(since, "至少一个起始日", "at least one start day");
        }

        return [.. versions.OrderBy(version => version.Since)];
    }

    private static Parameters Parameters(NormKind kind, Fields fields) =>
        kind switch
        {
            NormKind.Deadline => Deadline.Read(fields),
            NormKind.Cycle => Cycle.Read(fields),
            NormKind.Threshold => Threshold.Read(fields),
            NormKind.Ranking => Ranking.Read(fields),
            NormKind.Quota => Quota.Read(fields),
            NormKind.Separation => Separation.Read(fields),
            NormKind.Gate => Gate.Read(fields),
            NormKind.Tenure => Tenure.Read(fields),
            NormKind.Formula => Formula.Read(fields),
            NormKind.Routing => Routing.Read(fields),
            NormKind.Disclosure => Disclosure.Read(fields),
            NormKind.Record => RecordKeeping.Read(fields),
        };

    [GeneratedRegex(
        @"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex DateForm { get; }

    [GeneratedRegex(@"^[0-9]{3}-[0-9]{3}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RowForm { get; }
}
