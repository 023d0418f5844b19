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

    /// <summary>暂缓</summary>
    Paused,

    /// <summary>已并案</summary>
    Merged,

    /// <summary>已拆分</summary>
    Split,
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

    /// <summary>Its nodes in order, with whether each was reached.</summary>
    public ImmutableArray<(ItemNode Node, bool Reached)> Nodes { get; init; } = [];

    /// <summary>Its parts in order, with how far each is.</summary>
    public ImmutableArray<(ItemPart Part, PartStanding Standing)> Parts { get; init; } = [];

    /// <summary>Since when it is paused; null while its clock runs.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>The due instant that it had when it was paused.</summary>
    public DateTimeOffset? PausedDue { get; init; }

    /// <summary>The first due instant that this item, or the one that it goes on from, ever had.</summary>
    public DateTimeOffset? FirstDue { get; init; }

    /// <summary>What is to be done, in the words of the paper; empty for one that was carried over.</summary>
    public string Demand { get; init; } = "";

    /// <summary>Whom the lead unit named.</summary>
    public string Person { get; init; } = "";

    /// <summary>Whether the unit objected to its closing and nobody has decided yet.</summary>
    public bool UnderReview { get; init; }

    /// <summary>Who closed it last; empty where nobody did or it is not known.</summary>
    public string ClosedBy { get; init; } = "";

    /// <summary>Reminders that were sent by rule: which, and about which due instant.</summary>
    public ImmutableHashSet<(string Rung, DateTimeOffset Due)> Reminders { get; init; } = [];

    /// <summary>The instants at which its closing duty lapsed, and the unit that owed it then.</summary>
    public ImmutableDictionary<DateTimeOffset, string> Lapses { get; init; } =
        ImmutableDictionary<DateTimeOffset, string>.Empty;

    /// <summary>When it was closed last; null where it was not, or it is not known.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Obstacles without an answer: their ids and the bodies that owe one.</summary>
    public ImmutableDictionary<string, string> Obstacles { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    public static StreamRef<Item> At(string id) => new(ItemStreams.Of(id));

    /// <summary>Whether units are at work on it, so that they may report, ask and be reminded.</summary>
    public bool IsOpen =>
        Phase is ItemPhase.Assigned or ItemPhase.InHand or ItemPhase.DoneReported or ItemPhase.LaidBefore;

    /// <summary>Whether it is at an end, so that nobody holds it.</summary>
    public bool IsOver =>
        Phase
            is ItemPhase.None
                or ItemPhase.Declined
                or ItemPhase.Closed
                or ItemPhase.StruckOff
                or ItemPhase.Withdrawn
                or ItemPhase.Merged
                or ItemPhase.Split;

    public bool IsHandledBy(string unit) =>
        unit == Lead || Assistants.Contains(unit) || Parts.Any(part => part.Part.Unit == unit);

    /// <summary>How much of it is done, in whole parts of a hundred, by the weights of its accepted parts; null without parts.</summary>
    public int? Share =>
        Parts.IsEmpty
            ? null
            : Parts.Where(part => part.Standing is PartStanding.Accepted).Sum(part => part.Part.Weight);

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
                Demand = f.Demand,
                Phase = ItemPhase.Proposed,
            },
            Intake.ItemImported f => f.Carried,
            ItemApproved f => this with { Number = f.Label, Phase = ItemPhase.Approved },
            ItemNumbered f => this with { Number = f.Label, Phase = ItemPhase.Approved },
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
            ItemClosed f => this with { Phase = ItemPhase.Closed, ClosedBy = f.By, ClosedAt = f.At },
            ItemStruckOff => this with { Phase = ItemPhase.StruckOff },
            ItemWithdrawn => this with { Phase = ItemPhase.Withdrawn },
            ItemCleared f => this with { Record = f.Record, Edition = f.Edition },
            DutyOpened { Duty: ItemDuties.Close } f => Dated(f.Due) with { FirstDue = FirstDue ?? f.Due },
            DutyRedated { Duty: ItemDuties.Close } f => Dated(f.Due),
            DutyLapsed { Duty: ItemDuties.Close } f => (
                this with
                {
                    Lapses = Lapses.SetItem(f.Due, f.Owner),
                }
            ).Dated(f.Due),
            _ => Further(fact),
        };

    private Item Further(Fact fact) =>
        fact switch
        {
            NodesSet f => this with
            {
                Nodes =
                [
                    .. f.Nodes.Select(node =>
                        (node, Nodes.Any(known => known.Node.Id == node.Id && known.Reached))
                    ),
                ],
            },
            ReminderSent f => this with { Reminders = Reminders.Add((f.Rung, f.Due)) },
            NodeReached f => this with
            {
                Nodes = [.. Nodes.Select(known => known.Node.Id == f.Node ? (known.Node, true) : known)],
            },
            PartsAllotted f => this with { Parts = [.. f.Parts.Select(part => (part, PartStanding.InHand))] },
            PartReported f => With(f.Part, PartStanding.Reported),
            PartChecked f => With(f.Part, f.Accepted ? PartStanding.Accepted : PartStanding.InHand),
            ItemDelegated f when f.Unit == Lead => this with { Person = f.Person },
            ItemHandedOver f when f.Unit == Lead => this with { Person = f.Person },
            ItemPaused f => this with { Phase = ItemPhase.Paused, PausedAt = f.At, PausedDue = f.Due },
            ItemResumed => this with { Phase = ItemPhase.InHand, PausedAt = null, PausedDue = null },
            ItemMerged f => f.Item == Id ? this with { Phase = ItemPhase.Merged } : this,
            ItemSplit => this with { Phase = ItemPhase.Split },
            ItemCarriedOn f => this with { FirstDue = f.OriginalDue },
            ItemCarriedOver f => CarriedOver(f),
            ReviewAsked => this with { UnderReview = true },
            ReviewDecided f => this with { UnderReview = false, Phase = f.Stands ? Phase : ItemPhase.InHand },
            ObstacleRaised f => this with { Obstacles = Obstacles.SetItem(f.Obstacle, f.Body) },
            ObstacleAnswered f => this with { Obstacles = Obstacles.Remove(f.Obstacle) },
            _ => this,
        };

    /// <summary>Overdue where it lapsed at this instant, also where its date came back to it.</summary>
    private Item Dated(DateTimeOffset? due) =>
        due is { } at && Lapses.TryGetValue(at, out var owner)
            ? this with
            {
                OverdueSince = at,
                OverdueBy = owner,
            }
            : this with
            {
                OverdueSince = null,
                OverdueBy = "",
            };

    /// <summary>The successor stands in every place that the unit had; nobody stands in two.</summary>
    private Item CarriedOver(ItemCarriedOver f)
    {
        var lead = Lead == f.From ? f.To : Lead;
        return this with
        {
            Lead = lead,
            Assistants =
            [
                .. Assistants
                    .Select(unit => unit == f.From ? f.To : unit)
                    .Where(unit => unit != lead)
                    .Distinct(StringComparer.Ordinal),
            ],
            Parts =
            [
                .. Parts.Select(known =>
                    f.Parts.Contains(known.Part.Id)
                        ? (known.Part with { Unit = f.To }, known.Standing)
                        : known
                ),
            ],
            Obstacles = f.Obstacles.Aggregate(
                Obstacles,
                (known, obstacle) => known.ContainsKey(obstacle) ? known.SetItem(obstacle, f.To) : known
            ),
            Person = Lead == f.From ? "" : Person,
        };
    }

    private Item With(string part, PartStanding standing) =>
        this with
        {
            Parts = [.. Parts.Select(known => known.Part.Id == part ? (known.Part, standing) : known)],
        };
}

/// <summary>How far a part of an item is.</summary>
public enum PartStanding
{
    InHand,

    /// <summary>报完成，待牵头单位确认</summary>
    Reported,

    /// <summary>已确认完成</summary>
    Accepted,
}

/// <summary>The register of item numbers of one year.</summary>
internal sealed record ItemNumbers(int Last) : IState<ItemNumbers>
{
    public static ItemNumbers Start { get; } = new(0);

    public static StreamRef<ItemNumbers> Of(int year) => new(ItemStreams.Numbers(year));

    public ItemNumbers Apply(Fact fact) => fact is ItemApproved f ? new(f.Number) : this;
}
