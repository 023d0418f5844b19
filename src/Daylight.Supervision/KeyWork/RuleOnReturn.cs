using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>裁定承办单位: the office says who handles the item, with its reason. The closing date does not move.</summary>
public static class RuleOnReturn
{
    public sealed record Act(string Item, string Handler, string Reason) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            RuleOnReturn.Decide(item, duties, this, hearing);
    }

    internal static Decision Decide(Item item, MatterDuties duties, Act act, Hearing hearing)
    {
        if (item.ReturnTo is null)
        {
            return new NoReturnIsAsked(item.Number);
        }

        if (string.IsNullOrWhiteSpace(act.Reason))
        {
            return new ReasonIsMissing("裁定");
        }

        var ruled = new ReturnRuled(item.Id, act.Handler, act.Reason.Trim());
        var decided = ItemDuties.Discharge(duties, item, ItemDuties.Rule, hearing.Now);
        return act.Handler == item.Lead
            ? Decision.Grant([ruled, .. decided])
            : Decision.Grant([ruled, .. decided, .. Passed(item, duties, act.Handler, hearing)]);
    }

    /// <summary>The former unit signs no more; the new one signs, and owes the result by the same date.</summary>
    private static IEnumerable<Fact> Passed(Item item, MatterDuties duties, string handler, Hearing hearing)
    {
        var sign = ItemDuties.Sign(item.Lead);
        if (duties.Open.ContainsKey(sign))
        {
            yield return new DutyLifted(ItemStreams.Of(item.Id), sign, "退办");
        }

        foreach (
            var fact in ItemDuties
                .PassClosing(duties, item, handler)
                .Concat(ItemDuties.LiftRungs(duties, item, "退办"))
        )
        {
            yield return fact;
        }

        if (
            !duties.Open.ContainsKey(ItemDuties.Sign(handler))
            && DutyClock.Of(hearing.Rules, ItemNorms.Signing, hearing.Now, hearing.Now) is { } clock
        )
        {
            yield return ItemDuties.Open(
                item,
                ItemDuties.Sign(handler),
                "item.sign",
                handler,
                hearing.Now,
                clock
            );
        }
    }
}
