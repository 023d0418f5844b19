using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>前置关卡: a step that opens only when what must come before has been done and what must be there is there.</summary>
public sealed partial record Gate : Parameters
{
    /// <summary>The step that is guarded.</summary>
    public required string Step { get; init; }

    public ImmutableArray<Predecessor> After { get; init; } = [];

    /// <summary>The predecessors must have been done in the order in which they are listed.</summary>
    public bool InOrder { get; init; }

    /// <summary>Fields or papers that must be there.</summary>
    public ImmutableArray<string> Has { get; init; } = [];

    /// <summary>What must hold.</summary>
    public Condition Holds { get; init; } = Condition.Always;

    /// <summary>Forums in which the step may be taken; empty where any may.</summary>
    public ImmutableArray<string> Forums { get; init; } = [];

    public ImmutableArray<string> ForbiddenForums { get; init; } = [];

    /// <summary>Bars the step while another occurrence of the kind shares the named attributes and its time.</summary>
    public Overlap? NoOther { get; init; }

    /// <summary>Offices that may let somebody through with a recorded reason; empty where nobody may.</summary>
    public ImmutableArray<string> ExceptionBy { get; init; } = [];

    public override NormKind Kind => NormKind.Gate;

    internal override IEnumerable<string> Names =>
        [
            "forum",
            "exception-by",
            "exception-reason",
            .. Has,
            .. Holds.Names,
            .. NoOther?.Same ?? [],
            .. After.SelectMany(step => step.When.Names),
        ];

    internal static Gate Read(Fields fields)
    {
        var gate = new Gate
        {
            Step = fields.NeedTerm("step"),
            After =
            [
                .. Fields
                    .Items(fields.Find("needs"))
                    .Select(item => Predecessor.Read(item, fields))
                    .OfType<Predecessor>(),
            ],
            InOrder = fields.Flag("in-order"),
            Has = fields.Terms("has"),
            Holds = fields.Condition("holds"),
            Forums = fields.Terms("forums"),
            ForbiddenForums = fields.Terms("forbidden-forums"),
            NoOther = fields.Inner("no-other") is { } other ? Overlap.Read(other) : null,
            ExceptionBy = fields.Terms("exception-by"),
        };
        if (
            gate.After.IsEmpty
            && gate.Has.IsEmpty
            && gate.Holds.IsAlways
            && gate.Forums.IsEmpty
            && gate.ForbiddenForums.IsEmpty
            && gate.NoOther is null
        )
        {
            _ = fields.Need("needs");
        }

        return gate;
    }
}

/// <summary>A step that must have been done before.</summary>
/// <param name="Before">At least so long before the guarded step: papers seven days before the hearing.</param>
/// <param name="NotOlder">At most so long before: a recommendation is valid for one year.</param>
/// <param name="Times">How many times.</param>
public sealed record Predecessor(string Step, Span? Before, Span? NotOlder, int Times, Condition When)
{
    /// <summary>Whether it was done as needed, why, and the first day on which its spans allow the guarded step.</summary>
    /// <param name="days">The days on which it was done, in order.</param>
    /// <param name="notBefore">Where an order is kept: the day of the step before it.</param>
    internal (bool Met, Explanation Why, DateOnly? Opens) Judge(
        Question question,
        ImmutableArray<DateOnly> days,
        DateOnly notBefore
    )
    {
        var (step, today) = (question.Words.Say(Step), question.Today);
        var times = Times > 1 ? new Phrase($"{Times}次", $" {Times} times") : new Phrase("", "");
        if (days.Length < Times)
        {
            var so = days.IsEmpty ? "还没有做" : $"只做了{days.Length}次";
            return (
                false,
                new Explanation(
                    $"须先“{step.Zh}”{times.Zh}：{so}。",
                    $"'{step.En}'{times.En} comes first: done {days.Length} times."
                ),
                null
            );
        }

        var late = days.Where(day => day >= notBefore).ToImmutableArray();
        if (late.IsEmpty)
        {
            return (
                false,
                new Explanation(
                    $"“{step.Zh}”在{days[^1].Zh()}，早于它前面的步骤，次序不对。",
                    $"'{step.En}' on {days[^1].En()} came before the step that precedes it."
                ),
                null
            );
        }

        var opens = Before is { } span ? late.Min(day => question.Calendar.Due(day, span).Day) : null;
        var good = late.Where(day =>
            (Before is not { } gap || question.Calendar.Due(day, gap).Day <= today)
            && (NotOlder is not { } valid || question.Calendar.Due(day, valid).Day >= today)
        );
        var met = good.Any();
        var spans = new[]
        {
            Before is { } least ? new Phrase($"须至少提前{least.Words}", $"at least {least} before") : null,
            NotOlder is { } most ? new Phrase($"{most.Words}内有效", $"valid for {most}") : null,
        }
            .OfType<Phrase>()
            .Joined();
        var bounds =
            Before is null && NotOlder is null
                ? new Phrase("", "")
                : new Phrase($"（{spans.Zh}）", $" ({spans.En})");
        var at = met ? good.First() : late[^1];
        return (
            met,
            new Explanation(
                $"“{step.Zh}”{times.Zh}{bounds.Zh}：{at.Zh()}，{(met ? "符合" : "不符合")}。",
                $"'{step.En}'{times.En}{bounds.En}: {at.En()}, {(met ? "met" : "not met")}."
            ),
            opens
        );
    }

    internal static Predecessor? Read(Node node, Fields outer)
    {
        if (node is not Node.Map map)
        {
            return outer.AsTerm(node) is { } step
                ? new Predecessor(step, null, null, 1, Condition.Always)
                : null;
        }

        var fields = new Fields(map, outer.Reader);
        var predecessor = new Predecessor(
            fields.NeedTerm("done"),
            fields.Span("before"),
            fields.Span("not-older"),
            fields.Count("times", least: 1) ?? 1,
            fields.Condition("when")
        );
        fields.Done();
        return predecessor;
    }
}

/// <summary>Another occurrence of the kind with the same values of these attributes, on a day of the same period.</summary>
public sealed record Overlap(string Kind, ImmutableArray<string> Same, Window Within)
{
    internal static Overlap Read(Fields fields)
    {
        var overlap = new Overlap(
            fields.NeedTerm("kind"),
            fields.NeedTerms("same"),
            fields.Window("within") ?? new Window.Calendar(PeriodUnit.Year)
        );
        fields.Done();
        return overlap;
    }
}
