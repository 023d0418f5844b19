using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>任期、轮岗: how long somebody may, or must, stay in a post, a state, an office.</summary>
public sealed partial record Tenure : Parameters
{
    /// <summary>The longest stay.</summary>
    public Span? AtMost { get; init; }

    /// <summary>The shortest stay before it may end.</summary>
    public Span? AtLeast { get; init; }

    /// <summary>How many times, or terms, at most.</summary>
    public int? Times { get; init; }

    /// <summary>Separate stays are added up; otherwise only the present unbroken one counts.</summary>
    public bool AddedUp { get; init; }

    public ImmutableArray<Span> Remind { get; init; } = [];

    public ImmutableArray<Exemption> Exempt { get; init; } = [];

    public ImmutableArray<Consequence> Proposes { get; init; } = [];

    public override NormKind Kind => NormKind.Tenure;

    internal override IEnumerable<string> Names => Exempt.SelectMany(exemption => exemption.When.Names);

    internal static Tenure Read(Fields fields)
    {
        var tenure = new Tenure
        {
            AtMost = fields.Length("at-most"),
            AtLeast = fields.Length("at-least"),
            Times = fields.Count("times", least: 1),
            AddedUp = fields.Flag("added-up"),
            Remind = fields.Spans("remind"),
            Exempt = [.. fields.Each("exempt").Select(Exemption.Read)],
            Proposes = fields.Consequences(),
        };
        if (tenure is { AtMost: null, AtLeast: null, Times: null })
        {
            _ = fields.Need("at-most");
        }

        return tenure;
    }
}

/// <summary>Who is exempt, in the words of the rule.</summary>
public sealed record Exemption(Condition When, string Says)
{
    internal static Exemption Read(Fields fields)
    {
        _ = fields.Need("when");
        var exemption = new Exemption(fields.Condition("when"), fields.NeedText("says"));
        fields.Done();
        return exemption;
    }
}
