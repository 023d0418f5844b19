using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 堵点上交: the unit names what it needs from which body; that body has the duty and a clock of its own. The item's clock goes on,
/// and whoever reads its days sees what waited for whom.
/// </summary>
public static class Obstacles
{
    /// <param name="Obstacle">A new id within the item.</param>
    /// <param name="Body">Opaque id of the unit whose answer is needed.</param>
    public sealed record RaiseAct(
        string Item,
        string Obstacle,
        string Body,
        string Wanted,
        ObstacleCause Cause = ObstacleCause.Other
    ) : UnitAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            item.Phase is not ItemPhase.InHand ? new ItemIsElsewhere(item.Number, item.Phase, "办理中")
            : string.IsNullOrWhiteSpace(Wanted) || Body.Length == 0 || Body == hearing.Mandate.Unit
                ? new ItemNeedsItsWords("需要哪个单位做什么")
            : SecrecyMark.In(Wanted) is { } mark ? new TextBearsASecrecyMark(mark)
            : Obstacle.Length == 0 || item.Obstacles.ContainsKey(Obstacle)
                ? new ARequestWaitsAlready(item.Number)
            : Decision.Grant([
                new ObstacleRaised(item.Id, Obstacle, hearing.Mandate.Unit, Body, Wanted.Trim(), Cause),
                .. DutyClock.Under(hearing.Rules, ItemNorms.Obstacle, hearing.Now, hearing.Now) is { } clock
                    ? (Fact[])
                        [ItemDuties.Open(item, DutyOf(Obstacle), "item.obstacle", Body, hearing.Now, clock)]
                    : [],
            ]);
    }

    /// <summary>The body answers, also where it has no other part in the item.</summary>
    public sealed record AnswerAct(string Item, string Obstacle, bool Solved, string Text) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Answer;

        public override Refusal? Bar(Hearing hearing) =>
            base.Bar(hearing)
            ?? (
                hearing.State(KeyWork.Item.At(Item)).Obstacles.GetValueOrDefault(Obstacle)
                == hearing.Mandate.Unit
                    ? null
                    : new NoSuchItem(Item)
            );

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            string.IsNullOrWhiteSpace(Text) ? new ItemNeedsItsWords("答复内容")
            : SecrecyMark.In(Text) is { } mark ? new TextBearsASecrecyMark(mark)
            : Decision.Grant([
                new ObstacleAnswered(item.Id, Obstacle, hearing.Mandate.Unit, Solved, Text.Trim()),
                .. ItemDuties.Discharge(duties, item, DutyOf(Obstacle), hearing.Now),
            ]);
    }

    /// <summary>The duty of an obstacle within its item.</summary>
    public static string DutyOf(string obstacle) => $"obstacle-{obstacle}";
}
