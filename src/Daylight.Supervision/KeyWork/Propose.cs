using System.Text.Json.Serialization;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>拟立项: turns a decision, a note or a document into an item that waits for its approval.</summary>
public static class Propose
{
    /// <param name="Despite">Why it is set up beside one of these all the same; null where it is beside none.</param>
    public sealed record Act(
        string Item,
        string Title,
        ItemSource Source,
        string Reference,
        string Demand,
        string Giver,
        string Lead,
        IReadOnlyList<string> Assistants,
        string? Given,
        bool Urgent,
        string? Despite = null
    ) : ItemAct(Item)
    {
        /// <summary>
        /// Open items of the same lead unit that may be about the same matter, as whoever hands in found them; no part of the act's
        /// identity, so that a form sent twice is the same act.
        /// </summary>
        [JsonIgnore]
        public IReadOnlyList<string> Beside { get; init; } = [];

        public override Power Needs => SupervisionPowers.Run;

        public override IReadOnlyList<StreamRef> Streams =>
            [.. base.Streams, .. Beside.Where(item => item != Item).Select(KeyWork.Item.At)];

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            Propose.Decide(item, this, hearing);
    }

    internal static Decision Decide(Item item, Act act, Hearing hearing)
    {
        if (item.Phase is not ItemPhase.None)
        {
            return new ItemExistsAlready(item.Id);
        }

        if (SecrecyMark.In(act.Title, act.Reference, act.Demand) is { } mark)
        {
            return new TextBearsASecrecyMark(mark);
        }

        if (Missing(act) is { } missing)
        {
            return new ItemNeedsItsWords(missing);
        }

        if (act.Given is { } given && !Span.TryParse(given, out _, out var fault))
        {
            return new GivenDateIsUnclear(given, fault);
        }

        if (
            string.IsNullOrWhiteSpace(act.Despite)
            && act
                .Beside.Where(beside => beside != act.Item)
                .Select(beside => hearing.State(KeyWork.Item.At(beside)))
                .FirstOrDefault(other => IsTheSame(other, act))
                is { } same
        )
        {
            return new ItemOverlaps(
                same.Number.Length > 0 ? same.Number : "（拟立项）",
                same.Title,
                ItemNorms.Ref(hearing.Rules, Plans.ProposePlan.Norm)
            );
        }

        var proposed = new ItemProposed(
            act.Item,
            act.Title.Trim(),
            act.Source,
            act.Reference.Trim(),
            act.Demand.Trim(),
            act.Giver,
            act.Lead,
            [.. act.Assistants.Where(unit => unit != act.Lead).Distinct()],
            act.Given,
            act.Urgent,
            hearing.Mandate.Person,
            string.IsNullOrWhiteSpace(act.Despite) ? null : act.Despite.Trim()
        );
        return ItemNorms.ClosingClock(item.Apply(proposed), hearing.Now, hearing) is null
            ? new ItemHasNoDate(act.Source)
            : proposed;
    }

    /// <summary>Another item of the same lead unit and matter that is not at its end (政府督查工作条例 15).</summary>
    private static bool IsTheSame(Item other, Act act) =>
        !other.IsOver && other.Lead == act.Lead && Plans.PlanRegister.SameMatter(other.Title, act.Title);

    private static string? Missing(Act act) =>
        string.IsNullOrWhiteSpace(act.Title) ? "事项名称"
        : string.IsNullOrWhiteSpace(act.Reference) ? "来源文件"
        : string.IsNullOrWhiteSpace(act.Demand) ? "办理要求"
        : string.IsNullOrWhiteSpace(act.Giver) ? "交办领导"
        : string.IsNullOrWhiteSpace(act.Lead) ? "牵头单位"
        : null;
}
