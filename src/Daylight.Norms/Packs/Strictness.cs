using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>Whether one set of parameters binds at least as strictly as another of the same kind.</summary>
internal static class Strictness
{
    private static readonly ImmutableArray<DateOnly> s_starts =
    [
        .. Enumerable.Range(0, 400).Select(n => new DateOnly(2024, 1, 1).AddDays(n)),
    ];

    /// <returns>Null where the two cannot be compared.</returns>
    public static bool? AtLeast(Parameters upper, Parameters lower) =>
        (upper, lower) switch
        {
            (Deadline above, Deadline below) => Of(above, below),
            (Cycle above, Cycle below) => Of(above, below),
            (Threshold above, Threshold below) => Of(above, below),
            (Quota above, Quota below) => Of(above, below),
            (Separation above, Separation below) => Of(above, below),
            (Gate above, Gate below) => Of(above, below),
            (Tenure above, Tenure below) => Of(above, below),
            (Disclosure above, Disclosure below) => Of(above, below),
            (RecordKeeping above, RecordKeeping below) => Of(above, below),
            _ => null,
        };

    private static bool? Of(Deadline above, Deadline below) =>
        above.Within is null || below.Within is null
            ? above.Within is null && below.Within is null
                ? true
                : null
            : NotLater(below.Within, above.Within)
                && (below.Extending?.AtMost ?? 0) <= (above.Extending?.AtMost ?? 0)
                && (
                    above.Extending?.By is not { } by
                    || below.Extending is null
                    || (below.Extending.By is { } own && NotLater(own, by))
                )
                && (!below.RollForward || above.RollForward)
                && below.SuspendedBy.All(above.SuspendedBy.Contains);

    private static bool? Of(Cycle above, Cycle below) =>
        above.FromLastTime != below.FromLastTime || !above.Does.SequenceEqual(below.Does) ? null
        : above.FromLastTime
            ? s_starts.All(day => below.Every.After(day) <= above.Every.After(day))
                && below.AtLeast >= above.AtLeast
        : above.Every != below.Every ? null
        : below.AtLeast >= above.AtLeast
            && s_starts.All(day => Last(below, day) <= Last(above, day))
            && above.Points.All(point =>
                below.Points.Any(own =>
                    own.Does == point.Does && s_starts.All(day => own.By.In(day) <= point.By.In(day))
                )
            );

    private static DateOnly Last(Cycle cycle, DateOnly day) =>
        cycle.By is { } by ? by.In(cycle.Every.StartOf(day)) : cycle.Every.EndOf(day);

    private static bool? Of(Threshold above, Threshold below) =>
        above.Measure != below.Measure
        || !above.Counts.SequenceEqual(below.Counts)
        || !Same(above.Where, below.Where)
        || !Same(above.Part, below.Part)
            ? null
            : above.Rungs.All(rung =>
                below.Rungs.Any(own =>
                    own.Window == rung.Window
                    && own.Years == rung.Years
                    && rung.Proposes.All(each => own.Proposes.Any(mine => mine.Proposes == each.Proposes))
                    && SoonerReached(rung.Bound, own.Bound)
                )
            );

    // A rung is stricter where it is reached sooner: a lower floor, a higher ceiling.
    private static bool SoonerReached(Bound above, Bound below) =>
        above.Comparison == below.Comparison
        && (above.Limit, below.Limit) switch
        {
            (Limit.Fixed one, Limit.Fixed other) => Sooner(above.Comparison, one.Amount, other.Amount),
            (Limit.OfShare one, Limit.OfShare other) => Sooner(
                above.Comparison,
                one.Share.Of(1),
                other.Share.Of(1)
            ),
            _ => above.Limit == below.Limit,
        };

    private static bool Sooner(Comparison comparison, decimal above, decimal below) =>
        comparison.IsFloor() ? below <= above
        : comparison is Comparison.Exactly ? below == above
        : below >= above;

    private static bool? Of(Quota above, Quota below) =>
        above.Requires.All(each =>
            below.Requires.Any(own =>
                own.Counts == each.Counts
                && own.Of == each.Of
                && (own.When.IsAlways || Same(own.When, each.When))
                && Demands(each, own)
            )
        ) && (above.Form.IsEmpty || (!below.Form.IsEmpty && below.Form.All(above.Form.Contains)));

    // Whatever numbers there are, what the lower requirement lets pass must pass the upper one too.
    private static bool Demands(Headcount above, Headcount below) =>
        (above.Bound.Limit is Limit.Named || below.Bound.Limit is Limit.Named)
            ? above.Bound == below.Bound
            : Enumerable
                .Range(1, 120)
                .All(whole =>
                    Enumerable
                        .Range(0, whole + 2)
                        .All(n => !Passes(below, n, whole) || Passes(above, n, whole))
                );

    private static bool Passes(Headcount each, decimal number, decimal whole) =>
        each.Bound.Limit switch
        {
            Limit.Fixed @fixed => each.Bound.Comparison.Holds(number, @fixed.Amount),
            Limit.OfShare share => each.Bound.Comparison.Holds(
                number,
                each.Rounding is { } rounding
                    ? rounding.Round(share.Share.Of(whole), 0)
                    : share.Share.Of(whole)
            ),
            _ => true,
        };

    private static bool? Of(Separation above, Separation below) =>
        above.Apart.All(group => below.Apart.Any(own => group.All(own.Contains)))
        && above.Filled.All(below.Filled.Contains)
        && above.Unrelated.All(below.Unrelated.Contains);

    private static bool? Of(Gate above, Gate below) =>
        above.Step == below.Step
        && above.After.All(each => below.After.Any(own => Demands(each, own)))
        && (!above.InOrder || below.InOrder)
        && above.Has.All(below.Has.Contains)
        && (
            above.Holds.IsAlways
            || Parts(above.Holds).All(part => Parts(below.Holds).Any(own => Same(part, own)))
        )
        && (above.Forums.IsEmpty || (!below.Forums.IsEmpty && below.Forums.All(above.Forums.Contains)))
        && above.ForbiddenForums.All(below.ForbiddenForums.Contains)
        && (
            above.NoOther is null
            || (
                below.NoOther is { } other
                && other.Kind == above.NoOther.Kind
                && other.Same.SequenceEqual(above.NoOther.Same)
                && other.Within == above.NoOther.Within
            )
        )
        && below.ExceptionBy.All(above.ExceptionBy.Contains);

    private static bool Demands(Predecessor above, Predecessor below) =>
        above.Step == below.Step
        && below.Times >= above.Times
        && (below.When.IsAlways || Same(above.When, below.When))
        && (above.Before is null || (below.Before is { } before && NotLater(above.Before, before)))
        && (above.NotOlder is null || (below.NotOlder is { } old && NotLater(old, above.NotOlder)));

    private static bool? Of(Tenure above, Tenure below) =>
        (above.AtMost is null || (below.AtMost is { } most && NotLater(most, above.AtMost)))
        && (above.AtLeast is null || (below.AtLeast is { } least && NotLater(above.AtLeast, least)))
        && (above.Times is null || below.Times <= above.Times)
        && (!above.AddedUp || below.AddedUp)
        && below.Exempt.All(own => above.Exempt.Any(each => Same(each.When, own.When)));

    private static bool? Of(Disclosure above, Disclosure below) =>
        above.Audience.All(below.Audience.Contains)
        && above.Channels.All(below.Channels.Contains)
        && (
            above.Channels.IsEmpty
            || (below.AtLeastChannels ?? below.Channels.Length)
                >= (above.AtLeastChannels ?? above.Channels.Length)
        )
        && above.Content.All(below.Content.Contains)
        && above.Needs.All(below.Needs.Contains)
        && (above.Within is null || (below.Within is { } within && NotLater(within, above.Within)))
        && (above.For is null || (below.For is { } length && NotLater(above.For, length)));

    private static bool? Of(RecordKeeping above, RecordKeeping below) =>
        above.Fields.All(below.Fields.Contains)
        && above.SignedBy.All(below.SignedBy.Contains)
        && above.OnePer.SequenceEqual(below.OnePer)
        && above.OneOf.All(each =>
            below.OneOf.Any(own => own.Field == each.Field && own.Values.All(each.Values.Contains))
        )
        && above.Also.All(each =>
            below.Also.Any(own =>
                (own.When.IsAlways || Same(own.When, each.When)) && each.Fields.All(own.Fields.Contains)
            )
        )
        && (above.Numbering is null || below.Numbering is not null)
        && (above.Keep is null ? below.Keep is null : below.Keep is null || NotLater(above.Keep, below.Keep));

    /// <summary>The first span never ends later than the other one, whenever both start.</summary>
    private static bool NotLater(Span one, Span other) =>
        s_starts.All(day =>
            WorkCalendar.Shipped.Due(day, other).Last is not { } last
            || WorkCalendar.Shipped.Due(day, one).Last <= last
        );

    private static ImmutableArray<Condition> Parts(Condition condition) =>
        condition is Condition.All all ? all.Parts : [condition];

    // Conditions hold lists, which records compare by reference: their words are compared instead.
    private static bool Same(Condition one, Condition other) => one.Say(Words.None) == other.Say(Words.None);
}
