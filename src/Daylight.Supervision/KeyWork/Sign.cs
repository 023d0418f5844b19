using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>签收: on screen by the unit itself, or by telephone or on paper, recorded by the office. All count alike.</summary>
public static class Sign
{
    /// <param name="Files">The photo of the paper sheet.</param>
    public sealed record Act(
        string Item,
        string Unit,
        SigningWay Way,
        string? Evidence,
        IReadOnlyList<AttachmentRef>? Files = null
    ) : ItemAct(Item)
    {
        public override Power Needs =>
            Way is SigningWay.Screen ? SupervisionPowers.Answer : SupervisionPowers.Run;

        public override Refusal? Bar(Hearing hearing)
        {
            var item = hearing.State(KeyWork.Item.At(Item));
            return base.Bar(hearing)
                ?? (
                    item.Phase is ItemPhase.None || !item.IsHandledBy(Unit) ? new NoSuchItem(Item)
                    : Way is SigningWay.Screen && hearing.Mandate.Unit != Unit
                        ? new SignForYourOwnUnit(item.Number)
                    : null
                );
        }

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            Sign.Decide(item, duties, this, hearing.Now);
    }

    internal static Decision Decide(Item item, MatterDuties duties, Act act, DateTimeOffset now) =>
        !item.IsOpen ? new ItemIsElsewhere(item.Number, item.Phase, "待签收")
        : !duties.Open.ContainsKey(ItemDuties.Sign(act.Unit)) && item.Phase is not ItemPhase.Assigned
            ? new UnitHasSigned(item.Number)
        : Decision.Grant([
            new ItemSigned(item.Id, act.Unit, act.Way, act.Evidence, act.Files),
            .. ItemDuties.Discharge(duties, item, ItemDuties.Sign(act.Unit), now),
        ]);
}
