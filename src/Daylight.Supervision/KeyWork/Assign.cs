using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 交办: the units have the item from now on, and the clocks start: each unit owes its signature, the lead unit owes the
/// result by the date that the norm of the source or the paper gives.
/// </summary>
public static class Assign
{
    public sealed record Act(string Item, string Department) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            Assign.Decide(item, this, hearing);
    }

    internal static Decision Decide(Item item, Act act, Hearing hearing)
    {
        if (item.Phase is not ItemPhase.Approved)
        {
            return new ItemIsElsewhere(item.Number, item.Phase, "已立项");
        }

        if (ItemNorms.ClosingClock(item, hearing.Now, hearing) is not { } closing)
        {
            return new ItemHasNoDate(item.Source);
        }

        var assigned = new ItemAssigned(
            item.Id,
            hearing.Mandate.Unit,
            item.Lead,
            item.Assistants,
            act.Department.Trim()
        );
        var close = ItemDuties.Open(item, ItemDuties.Close, "item.close", item.Lead, hearing.Now, closing);
        return Decision.Grant([assigned, close, .. Signatures(item, hearing)]);
    }

    /// <summary>The signatures owed by every unit of the item.</summary>
    internal static IEnumerable<Fact> Signatures(Item item, Hearing hearing) =>
        DutyClock.Of(hearing.Rules, ItemNorms.Signing, hearing.Now, hearing.Now) is { } clock
            ? new[] { item.Lead }
                .Concat(item.Assistants)
                .Select(unit =>
                    ItemDuties.Open(item, ItemDuties.Sign(unit), "item.sign", unit, hearing.Now, clock)
                )
            : [];
}
