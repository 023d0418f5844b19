using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>准予或者不予延期: by whoever gave the item. The original date stays visible beside the new one.</summary>
public static class DecideExtension
{
    public sealed record Act(string Item, bool Grant, string Reason) : GiverAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            DecideExtension.Decide(item, duties, this, hearing);
    }

    internal static Decision Decide(Item item, MatterDuties duties, Act act, Hearing hearing)
    {
        if (item.Asked is not { } to)
        {
            return new NoExtensionIsAsked(item.Number);
        }

        if (!act.Grant)
        {
            return string.IsNullOrWhiteSpace(act.Reason)
                ? new ReasonIsMissing("不予延期")
                : new ExtensionDenied(item.Id, act.Reason.Trim());
        }

        // Asked in time is enough: a giver who answers after the due date does not spoil the unit's request.
        if (!duties.Open.TryGetValue(ItemDuties.Close, out var close))
        {
            return new NothingToExtend(item.Number);
        }

        return Decision.Grant([
            new ExtensionGranted(item.Id, to, act.Reason.Trim()),
            new DutyRedated(
                ItemStreams.Of(item.Id),
                close.Id,
                Ledger.Envelope.WholeMillisecond(Shanghai.EndOf(to)),
                Provisional: false,
                hearing.Rules.Calendar.Hash,
                RedateReason.Extension,
                hearing.Mandate.Office,
                close.Norm
            ),
            .. ItemDuties.LiftRungs(duties, item, "延期"),
        ]);
    }
}
