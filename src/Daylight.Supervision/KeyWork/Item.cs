using System.Collections.Immutable;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>How far an item is on its road. Overdue is no phase: it is a second mark beside it.</summary>
public enum ItemPhase
{
    /// <summary>Nothing was recorded yet.</summary>
    None,

    /// <summary>拟立项（送审）</summary>
    Proposed,

    /// <summary>不予立项</summary>
    Declined,

    /// <summary>已立项，待交办</summary>
    Approved,

    /// <summary>待签收</summary>
    Assigned,

    /// <summary>办理中</summary>
    InHand,

    /// <summary>报结，待审核</summary>
    DoneReported,

    /// <summary>呈批中</summary>
    LaidBefore,

    /// <summary>领导无新批示，待办结</summary>
    Confirmed,

    /// <summary>已办结</summary>
    Closed,

    /// <summary>已销号</summary>
    StruckOff,

    /// <summary>已撤项</summary>
    Withdrawn,
}

/// <summary>An item as its stream tells it.</summary>
/// <param name="Asked">The day asked for in an extension that waits for its answer.</param>
/// <param name="ReturnTo">The unit named in a request to return that waits for its ruling.</param>
/// <param name="Record">Id under which the public knows it; empty while nothing was published.</param>
/// <param name="Edition">The newest published text; 0 before the first.</param>
/// <param name="OverdueSince">The due instant that the closing duty passed, also after it was done late; null while it did not.</param>
/// <param name="OverdueBy">The unit that owed the result then.</param>
public sealed record Item(
    string Id,
    string Number,
    string Title,
    ItemSource Source,
    string Giver,
    string ProposedBy,
    string Office,
    string Lead,
    ImmutableArray<string> Assistants,
    string? Given,
    bool Urgent,
    ItemPhase Phase,
    DateOnly? Asked,
    string? ReturnTo,
    string Record,
    int Edition,
    DateTimeOffset? OverdueSince,
    string OverdueBy
) : IState<Item>
{
    public static Item Start { get; } =
        new(
            "",
            "",
            "",
            default,
            "",
            "",
            "",
            "",
            [],
            null,
            false,
            ItemPhase.None,
            null,
            null,
            "",
            0,
            null,
            ""
        );

    public static StreamRef<Item> At(string id) => new(ItemStreams.Of(id));

    /// <summary>Whether units are at work on it, so that they may report, ask and be reminded.</summary>
    public bool IsOpen =>
        Phase is ItemPhase.Assigned or ItemPhase.InHand or ItemPhase.DoneReported or ItemPhase.LaidBefore;

    public bool IsHandledBy(string unit) => unit == Lead || Assistants.Contains(unit);

    public Item Apply(Fact fact) =>
        fact switch
        {
            ItemProposed f => Start with
            {
                Id = f.Item,
                Title = f.Title,
                Source = f.Source,
                Giver = f.Giver,
                ProposedBy = f.ProposedBy,
                Lead = f.Lead,
                Assistants = [.. f.Assistants],
                Given = f.Given,
                Urgent = f.Urgent,
                Phase = ItemPhase.Proposed,
            },
            ItemApproved f => this with { Number = f.Label, Phase = ItemPhase.Approved },
            ItemDeclined => this with { Phase = ItemPhase.Declined },
            ItemAssigned f => this with
            {
                Office = f.Office,
                Lead = f.Lead,
                Assistants = [.. f.Assistants],
                Phase = ItemPhase.Assigned,
            },
            ItemSigned f when f.Unit == Lead => this with { Phase = ItemPhase.InHand },
            ExtensionAsked f => this with { Asked = f.To },
            ExtensionGranted or ExtensionDenied => this with { Asked = null },
            ReturnAsked f => this with { ReturnTo = f.Suggests },
            ReturnRuled f => this with
            {
                ReturnTo = null,
                Lead = f.Handler,
                Assistants = Assistants.Remove(f.Handler),
                Phase = f.Handler == Lead ? Phase : ItemPhase.Assigned,
            },
            DoneReported => this with { Phase = ItemPhase.DoneReported },
            DoneSentBack or ItemReopened => this with { Phase = ItemPhase.InHand },
            LaidBeforeGiver => this with { Phase = ItemPhase.LaidBefore },
            GiverSpoke f => this with { Phase = f.Content ? ItemPhase.Confirmed : ItemPhase.InHand },
            ItemClosed => this with { Phase = ItemPhase.Closed },
            ItemStruckOff => this with { Phase = ItemPhase.StruckOff },
            ItemWithdrawn => this with { Phase = ItemPhase.Withdrawn },
            ItemCleared f => this with { Record = f.Record, Edition = f.Edition },
            DutyOpened { Duty: ItemDuties.Close } or DutyRedated { Duty: ItemDuties.Close } => this with
            {
                OverdueSince = null,
                OverdueBy = "",
            },
            DutyLapsed { Duty: ItemDuties.Close } f => this with
            {
                OverdueSince = f.Due,
                OverdueBy = f.Owner,
            },
            _ => this,
        };
}

/// <summary>The register of item numbers of one year.</summary>
internal sealed record ItemNumbers(int Last) : IState<ItemNumbers>
{
    public static ItemNumbers Start { get; } = new(0);

    public static StreamRef<ItemNumbers> Of(int year) => new(ItemStreams.Numbers(year));

    public ItemNumbers Apply(Fact fact) => fact is ItemApproved f ? new(f.Number) : this;
}
