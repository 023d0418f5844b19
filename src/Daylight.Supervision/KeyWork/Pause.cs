using Daylight.Ledger;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 暂缓: whoever gave the item lets it rest, with a reason; its clock stands still and nothing lapses. 恢复: it goes on with exactly
/// the time that was left. The original date stays visible.
/// </summary>
public static class Pause
{
    public sealed record Act(string Item, string Reason) : GiverAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            item.Phase is not ItemPhase.InHand ? new ItemIsElsewhere(item.Number, item.Phase, "办理中")
            : string.IsNullOrWhiteSpace(Reason) ? new ReasonIsMissing("暂缓")
            // A pause is no way out of a lapse: what is overdue is extended, withdrawn or done.
            : item.OverdueSince is { } lapse ? new OverdueCannotRest(item.Number, lapse)
            // Nor is it one in the moment before the worker has recorded the lapse.
            : Closing(duties)?.Due is { } due && hearing.Now > due ? new OverdueCannotRest(item.Number, due)
            : Decision.Grant([
                new ItemPaused(item.Id, hearing.Now, Closing(duties)?.Due, Reason.Trim()),
                .. Redated(item, duties, null, hearing),
                .. ItemDuties.LiftRungs(duties, item, "暂缓"),
            ]);
    }

    public sealed record ResumeAct(string Item, string Reason) : GiverAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            item.Phase is not ItemPhase.Paused
                ? new ItemIsElsewhere(item.Number, item.Phase, "暂缓")
                : Decision.Grant([
                    new ItemResumed(item.Id, Reason.Trim()),
                    .. item is { PausedDue: { } due, PausedAt: { } at }
                        ? Redated(item, duties, due + (hearing.Now - at), hearing)
                        : [],
                ]);
    }

    private static Duty? Closing(MatterDuties duties) => duties.Open.GetValueOrDefault(ItemDuties.Close);

    private static IEnumerable<Fact> Redated(
        Item item,
        MatterDuties duties,
        DateTimeOffset? due,
        Hearing hearing
    ) =>
        Closing(duties) is { } close
            ?
            [
                new DutyRedated(
                    ItemStreams.Of(item.Id),
                    close.Id,
                    due is { } instant ? Envelope.WholeMillisecond(instant) : null,
                    close.Provisional,
                    close.Calendar,
                    RedateReason.Suspension,
                    hearing.Mandate.Office,
                    close.Norm
                ),
            ]
            : [];
}
