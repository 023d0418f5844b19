using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>拟立项: turns a decision, a note or a document into an item that waits for its approval.</summary>
public static class Propose
{
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
        bool Urgent
    ) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

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
            hearing.Mandate.Person
        );
        return ItemNorms.ClosingClock(item.Apply(proposed), hearing.Now, hearing) is null
            ? new ItemHasNoDate(act.Source)
            : proposed;
    }

    private static string? Missing(Act act) =>
        string.IsNullOrWhiteSpace(act.Title) ? "事项名称"
        : string.IsNullOrWhiteSpace(act.Reference) ? "来源文件"
        : string.IsNullOrWhiteSpace(act.Demand) ? "办理要求"
        : string.IsNullOrWhiteSpace(act.Giver) ? "交办领导"
        : string.IsNullOrWhiteSpace(act.Lead) ? "牵头单位"
        : null;
}
