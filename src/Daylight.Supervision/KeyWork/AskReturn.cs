using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>申请退办: the lead unit says that it is not competent and names who is. The clock goes on.</summary>
public static class AskReturn
{
    public sealed record Act(string Item, string Suggests, string Reason) : UnitAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            AskReturn.Decide(item, this, hearing);
    }

    internal static Decision Decide(Item item, Act act, Hearing hearing)
    {
        if (item.Lead != hearing.Mandate.Unit)
        {
            return new OnlyTheLeadUnitMay(item.Number);
        }

        if (item.Phase is not (ItemPhase.Assigned or ItemPhase.InHand))
        {
            return new ItemIsElsewhere(item.Number, item.Phase, "待签收");
        }

        if (item.ReturnTo is not null)
        {
            return new ARequestWaitsAlready(item.Number);
        }

        if (string.IsNullOrWhiteSpace(act.Reason) || string.IsNullOrWhiteSpace(act.Suggests))
        {
            return new ReasonIsMissing("申请退办（理由和建议承办单位）");
        }

        var asked = new ReturnAsked(item.Id, hearing.Mandate.Unit, act.Suggests, act.Reason.Trim());
        return DutyClock.Of(hearing.Rules, ItemNorms.Ruling, hearing.Now, hearing.Now) is { } clock
            ? Decision.Grant(
                asked,
                ItemDuties.Open(item, ItemDuties.Rule, "item.rule-on-return", item.Office, hearing.Now, clock)
            )
            : asked;
    }
}
