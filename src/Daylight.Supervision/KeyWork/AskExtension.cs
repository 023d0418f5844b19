using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 申请延期: asked by the lead unit before the due date, as often and as far as the norm allows. The giver decides, not
/// the office; until then the clock stands where it stood.
/// </summary>
public static class AskExtension
{
    public sealed record Act(string Item, DateOnly To, string Reason) : UnitAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            AskExtension.Decide(item, duties, this, hearing);
    }

    internal static Decision Decide(Item item, MatterDuties duties, Act act, Hearing hearing)
    {
        if (item.Lead != hearing.Mandate.Unit)
        {
            return new OnlyTheLeadUnitMay(item.Number);
        }

        if (item.Phase is not (ItemPhase.Assigned or ItemPhase.InHand))
        {
            return new ItemIsElsewhere(item.Number, item.Phase, "办理中");
        }

        if (item.Asked is not null)
        {
            return new ARequestWaitsAlready(item.Number);
        }

        return string.IsNullOrWhiteSpace(act.Reason) ? new ReasonIsMissing("申请延期")
            : Fault(item, duties, act.To, hearing) is { } fault ? fault
            : new ExtensionAsked(item.Id, hearing.Mandate.Unit, act.To, act.Reason.Trim());
    }

    /// <summary>What the norm has against this extension, asked now, or null.</summary>
    internal static Refusal? Fault(Item item, MatterDuties duties, DateOnly to, Hearing hearing)
    {
        if (!duties.Open.TryGetValue(ItemDuties.Close, out var close) || close.Due is not { } due)
        {
            return new NothingToExtend(item.Number);
        }

        var norm = close.Norm;
        if (ItemNorms.Extending(close, hearing.Rules, hearing.Today) is not { } extending)
        {
            return new NoFurtherExtension(item.Number, 0, norm);
        }

        if (close.Extensions >= extending.AtMost)
        {
            return new NoFurtherExtension(item.Number, extending.AtMost, norm);
        }

        if (extending.BeforeDue && hearing.Now > due)
        {
            return new ExtensionIsAskedTooLate(item.Number, due, norm);
        }

        if (to <= Shanghai.DayOf(due))
        {
            return new ExtensionMustBeLater(item.Number, to, due);
        }

        return
            extending.By is { } by
            && hearing.Rules.Calendar.Due(Shanghai.DayOf(due), by).Day is { } latest
            && to > latest
            ? new ExtensionIsTooLong(item.Number, to, latest, norm)
            : null;
    }
}
