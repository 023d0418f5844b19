using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 公开: a cleared text about an item goes to the public column, or an amended one supersedes it. Units only, no names; and
/// nothing overdue before the unit was heard and a named person decided that the lapse is shown.
/// </summary>
public static class Publish
{
    /// <param name="Record">Id under which the public knows the entry: made for the first text, the same for amended ones.</param>
    /// <param name="Title">The title as the public reads it.</param>
    /// <param name="LeadName">Name of the unit as the public knows it.</param>
    public sealed record Act(string Item, string Record, string Title, string LeadName) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Publish;

        public override IReadOnlyList<StreamRef> Streams =>
            [.. base.Streams, MatterProposals.Of(ItemStreams.Of(Item)), ColumnEntry.At(Record)];

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            Publish.Decide(
                item,
                duties,
                hearing.State(MatterProposals.Of(ItemStreams.Of(Item))),
                hearing.State(ColumnEntry.At(Record)),
                this,
                hearing
            );
    }

    /// <summary>The id of a new entry, from the act that makes it: it says nothing about the item.</summary>
    public static string NewRecord(string actId) => FactIds.Derived("column", actId)[..32];

    internal static Decision Decide(
        Item item,
        MatterDuties duties,
        MatterProposals proposals,
        ColumnEntry entry,
        Act act,
        Hearing hearing
    )
    {
        if (Fault(item, entry, act) is { } fault)
        {
            return fault;
        }

        var overdue = OverdueSince(item, duties, hearing.Now);
        if (overdue is { } since && !proposals.MayShowLapse(since))
        {
            return new OverdueNeedsAHearing(item.Number, ItemNorms.Ref(hearing.Rules, ItemNorms.Publishing));
        }

        var published = new ItemPublished(
            act.Record,
            entry.Edition + 1,
            item.Number,
            act.Title.Trim(),
            act.LeadName.Trim(),
            duties.Open.GetValueOrDefault(ItemDuties.Close)?.Due is { } due ? Shanghai.DayOf(due) : null,
            Standing(item.Phase, overdue is not null),
            hearing.Today
        );
        return
            entry.Text is { } before && before == published with { Edition = before.Edition, On = before.On }
            ? new ItemIsPublished(item.Number)
            : Decision.Grant(
                new ItemCleared(item.Id, act.Record, published.Edition, published.Title),
                published
            );
    }

    /// <summary>
    /// The due instant that passed, or null. A lapse counts also before the worker has recorded it, and after the result
    /// came late.
    /// </summary>
    internal static DateTimeOffset? OverdueSince(Item item, MatterDuties duties, DateTimeOffset now) =>
        item.OverdueSince
        ?? (duties.Open.GetValueOrDefault(ItemDuties.Close) is { Due: { } due } && now > due ? due : null);

    private static Refusal? Fault(Item item, ColumnEntry entry, Act act) =>
        item.Phase is ItemPhase.Proposed or ItemPhase.Declined or ItemPhase.Withdrawn
            ? new ItemIsElsewhere(item.Number, item.Phase, "已立项")
        : SecrecyMark.In(act.Title, act.LeadName) is { } mark ? new TextBearsASecrecyMark(mark)
        : string.IsNullOrWhiteSpace(act.Title) || string.IsNullOrWhiteSpace(act.LeadName)
            ? new ItemNeedsItsWords("公开文本")
        : item.Record.Length > 0 ? (act.Record == item.Record ? null : new RecordIsNoneOfThisItem(act.Record))
        : act.Record.Length != 32 || act.Record == item.Id || entry.Edition > 0
            ? new RecordIsNoneOfThisItem(act.Record)
        : null;

    private static string Standing(ItemPhase phase, bool overdue) =>
        (phase is ItemPhase.Closed or ItemPhase.StruckOff, overdue) switch
        {
            (true, false) => "已办结",
            (true, true) => "已办结（逾期办结）",
            (false, false) => "办理中",
            (false, true) => "办理中（逾期）",
        };
}

/// <summary>One entry of the public column, as its own stream tells it.</summary>
/// <param name="Text">The newest text; null before the first.</param>
internal sealed record ColumnEntry(ItemPublished? Text) : IState<ColumnEntry>
{
    public static ColumnEntry Start { get; } = new((ItemPublished?)null);

    public int Edition => Text?.Edition ?? 0;

    public static StreamRef<ColumnEntry> At(string record) => new(ItemStreams.Column(record));

    public ColumnEntry Apply(Fact fact) => fact is ItemPublished f ? new(f) : this;
}
