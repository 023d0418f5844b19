using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>留痕、台账: what must be written down, by whom signed, how numbered, and how long kept.</summary>
public sealed partial record RecordKeeping : Parameters
{
    /// <summary>Fields that must be filled.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>Fields that must be filled where a condition holds.</summary>
    public ImmutableArray<(Condition When, ImmutableArray<string> Fields)> Also { get; init; } = [];

    /// <summary>Fields with the only values that they may have.</summary>
    public ImmutableArray<(string Field, ImmutableArray<string> Values)> OneOf { get; init; } = [];

    public ImmutableArray<string> SignedBy { get; init; } = [];

    /// <summary>One record for each of these: for each person, for each unit and year.</summary>
    public ImmutableArray<string> OnePer { get; init; } = [];

    public Numbering? Numbering { get; init; }

    /// <summary>How long it is kept; null: for good.</summary>
    public Span? Keep { get; init; }

    /// <summary>The field whose day starts the time of keeping.</summary>
    public string? KeepFrom { get; init; }

    public override NormKind Kind => NormKind.Record;

    internal override IEnumerable<string> Names =>
        [
            .. Fields,
            .. SignedBy,
            .. OnePer,
            .. KeepFrom is { } from ? [from] : Array.Empty<string>(),
            .. OneOf.Select(each => each.Field),
            .. Also.SelectMany(each => (IEnumerable<string>)[.. each.When.Names, .. each.Fields]),
            "number",
            "numbers",
            "existing",
            .. Numbering?.Names ?? [],
        ];

    internal static RecordKeeping Read(Fields fields)
    {
        var keep = fields.Find("keep");
        var record = new RecordKeeping
        {
            Fields = fields.Terms("fields"),
            Also = [.. fields.Each("also").Select(ReadAlso)],
            OneOf = fields.Inner("one-of") is { } values
                ? [.. values.Map.Pairs.Select(pair => (values.AsTerm(pair.Key)!, values.AsTerms(pair.Value)))]
                : [],
            SignedBy = fields.Terms("signed-by"),
            OnePer = fields.Terms("one-per"),
            Numbering = fields.Inner("numbering") is { } numbering ? Numbering.Read(numbering) : null,
            Keep = keep is null or Node.Scalar { Text: "for-good" } ? null : fields.Length("keep"),
            KeepFrom = fields.Term("keep-from"),
        };
        if (record is { Keep: not null, KeepFrom: null })
        {
            _ = fields.Need("keep-from");
        }

        if (
            record.Fields.IsEmpty
            && record.OneOf.IsEmpty
            && record.SignedBy.IsEmpty
            && record.OnePer.IsEmpty
            && record.Numbering is null
            && keep is null
        )
        {
            _ = fields.Need("fields");
        }

        return record;
    }

    private static (Condition, ImmutableArray<string>) ReadAlso(Fields fields)
    {
        _ = fields.Need("when");
        var also = (fields.Condition("when"), fields.NeedTerms("fields"));
        fields.Done();
        return also;
    }
}

/// <summary>How records are numbered: 象督〔2026〕7号, per organ, kind and year, without gaps.</summary>
/// <param name="Form">The number with {year}, {n} and names of attributes in braces.</param>
public sealed record Numbering(string Form, ImmutableArray<string> Per, bool Gapless)
{
    internal IEnumerable<string> Names =>
        Form.Split('{')
            .Skip(1)
            .Select(part => part.Split('}')[0])
            .Where(name => name is not ("n" or "year"))
            .Concat(Per)
            .Append("day");

    /// <summary>象督〔2026〕7号: the form with its braces filled.</summary>
    internal string Fill(Question question, decimal number)
    {
        var text = Form.Replace("{n}", number.Plain(), StringComparison.Ordinal);
        foreach (var name in Names.Append("year"))
        {
            var value =
                question.Situation.Attributes[name]?.ToString()
                ?? (name == "year" ? question.Today.Year.ToString() : "");
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }

        return text;
    }

    internal static Numbering Read(Fields fields)
    {
        var numbering = new Numbering(
            fields.NeedText("form"),
            fields.Terms("per"),
            fields.Flag("gapless", otherwise: true)
        );
        if (numbering.Form.Length > 0 && !numbering.Form.Contains("{n}", StringComparison.Ordinal))
        {
            fields.Wrong(fields.Find("form")!, "编号样式里要有 {n}", "the form of the number holds {n}");
        }

        fields.Done();
        return numbering;
    }
}
