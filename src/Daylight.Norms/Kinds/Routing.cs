using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>流转、升级: to whom a matter goes, and to whom it goes next when a step lapsed.</summary>
public sealed partial record Routing : Parameters
{
    /// <summary>Stages one after the other: first by body, then by level. Each stage takes its first route that fits, or all of them.</summary>
    public ImmutableArray<Stage> Stages { get; init; } = [];

    /// <summary>The ladder: each step only after the former one lapsed.</summary>
    public ImmutableArray<LadderStep> Ladder { get; init; } = [];

    /// <summary>Names of attributes whose holders must not get the matter: the reported person, his head.</summary>
    public ImmutableArray<string> Never { get; init; } = [];

    public override NormKind Kind => NormKind.Routing;

    internal override IEnumerable<string> Names =>
        [
            "lapsed",
            .. Never,
            .. Stages.SelectMany(stage => stage.Routes).SelectMany(route => route.When.Names),
            .. Ladder.SelectMany(step => step.StartsHere?.Names ?? []),
        ];

    internal static Routing Read(Fields fields)
    {
        var routing = new Routing
        {
            Stages = fields.Has("routes")
                ? [Stage.Read(fields, named: false)]
                : [.. fields.Each("stages").Select(stage => Stage.Read(stage, named: true))],
            Ladder = [.. fields.Each("ladder").Select(LadderStep.Read)],
            Never = fields.Terms("never-to"),
        };
        if (routing.Stages.IsEmpty && routing.Ladder.IsEmpty)
        {
            _ = fields.Need("routes");
        }

        return routing;
    }
}

/// <summary>One stage of a routing.</summary>
public sealed record Stage(
    string Name,
    ImmutableArray<Route> Routes,
    ImmutableArray<string> Otherwise,
    bool All
)
{
    internal static Stage Read(Fields fields, bool named)
    {
        var stage = new Stage(
            named ? fields.NeedTerm("stage") : "",
            [.. fields.NeedEach("routes").Select(Route.Read)],
            fields.Terms("otherwise"),
            fields.OneOf<bool>("takes", Takes, ["first", "all"]) ?? false
        );
        if (named)
        {
            fields.Done();
        }

        return stage;
    }

    private static bool? Takes(string text) =>
        text switch
        {
            "first" => false,
            "all" => true,
            _ => null,
        };
}

/// <summary>One route: when, to whom, with whom, within what time, proposing what.</summary>
/// <param name="Unless">Whom it goes to instead where <paramref name="To"/> must not get it.</param>
public sealed record Route(
    Condition When,
    ImmutableArray<string> To,
    ImmutableArray<string> With,
    ImmutableArray<string> Unless,
    Span? Within,
    ImmutableArray<Consequence> Proposes,
    string Says
)
{
    internal static Route Read(Fields fields)
    {
        var route = new Route(
            fields.Condition("when"),
            fields.NeedTerms("to"),
            fields.Terms("with"),
            fields.Terms("else-to"),
            fields.Span("within"),
            fields.Consequences(),
            fields.Text("says") ?? ""
        );
        fields.Done();
        return route;
    }
}

/// <summary>One step of a ladder.</summary>
/// <param name="Within">How long it has before it lapses; null where another norm says so.</param>
/// <param name="DecidedBy">Who alone decides it, as a term: giver; null where the power to decide is enough.</param>
/// <param name="StartsHere">Matters that meet this may start here: urgent ones at the orange slip.</param>
public sealed record LadderStep(
    string Step,
    ImmutableArray<string> To,
    Span? Within,
    Condition? StartsHere,
    ImmutableArray<Consequence> Proposes,
    string? DecidedBy
)
{
    internal static LadderStep Read(Fields fields)
    {
        var step = new LadderStep(
            fields.NeedTerm("step"),
            fields.Terms("to"),
            fields.Span("within"),
            fields.Has("starts-here") ? fields.Condition("starts-here") : null,
            fields.Consequences(),
            fields.Term("decided-by")
        );
        fields.Done();
        return step;
    }
}
