using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>The duties that an item opens: their ids within the item, and how they are opened and discharged.</summary>
internal static class ItemDuties
{
    public const string Close = "close";
    public const string Check = "check";
    public const string Rule = "rule";

    /// <summary>Each unit signs for itself.</summary>
    public static string Sign(string unit) => $"sign-{unit}";

    public static DutyOpened Open(
        Item item,
        string duty,
        string what,
        string owner,
        DateTimeOffset start,
        DutyClock clock
    ) =>
        new(
            ItemStreams.Of(item.Id),
            duty,
            what,
            owner,
            item.Title,
            clock.Norm,
            start,
            clock.Span,
            clock.Due,
            clock.Provisional,
            clock.Calendar
        );

    /// <summary>A duty by a day that was set within the item's own; nothing where no norm knows such dates.</summary>
    public static IEnumerable<Fact> OpenGiven(
        Item item,
        string duty,
        string what,
        string owner,
        DateOnly day,
        Hearing hearing
    ) =>
        DutyClock.Under(hearing.Rules, ItemNorms.Within, hearing.Now, hearing.Now, new Span.By(day))
            is { } clock
            ? [Open(item, duty, what, owner, hearing.Now, clock)]
            : [];

    /// <summary>The closing duty goes over to another holder; its clock goes on, and a lapse is charged to whoever holds it then.</summary>
    public static IEnumerable<Fact> PassClosing(MatterDuties duties, Item item, string holder) =>
        duties.Open.TryGetValue(Close, out var duty) && duty.Owner != holder
            ? [new DutyPassed(ItemStreams.Of(item.Id), Close, holder)]
            : [];

    /// <summary>Discharges a duty where it is open; nothing where it is not.</summary>
    public static IEnumerable<Fact> Discharge(
        MatterDuties duties,
        Item item,
        string duty,
        DateTimeOffset at
    ) => duties.Open.ContainsKey(duty) ? [new DutyDischarged(ItemStreams.Of(item.Id), duty, at)] : [];

    /// <summary>The rungs of the ladder lean on nobody any more: it was done, moved or handed over.</summary>
    public static IEnumerable<Fact> LiftRungs(MatterDuties duties, Item item, string why) =>
        duties
            .Open.Keys.Where(duty => duty.StartsWith("rung-", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(duty => new DutyLifted(ItemStreams.Of(item.Id), duty, why));

    /// <summary>Lifts every open duty of an item that ends without being done.</summary>
    public static IEnumerable<Fact> LiftAll(MatterDuties duties, Item item, string why) =>
        duties
            .Open.Keys.Order(StringComparer.Ordinal)
            .Select(duty => new DutyLifted(ItemStreams.Of(item.Id), duty, why));
}
