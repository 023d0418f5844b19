using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>Where a supervised item comes from. Each source has a clock of its own in the rule packs.</summary>
public enum ItemSource
{
    /// <summary>会议议定事项</summary>
    Meeting,

    /// <summary>领导批示</summary>
    LeaderNote,

    /// <summary>上级督办件</summary>
    SuperiorOrder,

    /// <summary>政府工作报告分解</summary>
    WorkReport,

    /// <summary>民生实事</summary>
    LivelihoodProject,

    /// <summary>巡察整改</summary>
    InspectionRectification,

    /// <summary>审计整改</summary>
    AuditRectification,

    /// <summary>12345转办</summary>
    Hotline,

    /// <summary>人大代表建议</summary>
    DeputyProposal,

    /// <summary>政协提案</summary>
    CppccProposal,
}

/// <summary>How a unit signed for an item. All count alike.</summary>
public enum SigningWay
{
    /// <summary>页面签收</summary>
    Screen,

    /// <summary>电话签收，由督查机构代录</summary>
    Telephone,

    /// <summary>纸质签收，附签收单照片</summary>
    Paper,
}

/// <summary>A fact of one item.</summary>
public abstract record ItemFact(string Item) : Fact
{
    public override IReadOnlyList<string> Streams => [ItemStreams.Of(Item)];
}

/// <summary>拟立项: laid before whoever may approve it.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Reference">The paper it comes from: the minutes, the note, with number and date.</param>
/// <param name="Demand">What is to be done, in the words of the paper.</param>
/// <param name="Giver">Opaque id of the office that gave it and whose word ends it.</param>
/// <param name="Lead">Opaque id of the unit that would lead.</param>
/// <param name="Assistants">Opaque ids of the units that would assist.</param>
/// <param name="Given">The date or span that the paper gives, in the language of the packs; null where it gives none.</param>
/// <param name="ProposedBy">Opaque id of the person; another one approves.</param>
/// <param name="Despite">Why it stands beside an open item of the same unit and matter; null where it stands beside none.</param>
public sealed record ItemProposed(
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
    string ProposedBy,
    string? Despite = null
) : ItemFact(Item)
{
    public override IReadOnlyList<string> Subjects => [Lead, .. Assistants];
}

/// <summary>审签立项: approved, and numbered.</summary>
/// <param name="Number">事项编号, given once and never again.</param>
public sealed record ItemApproved(string Item, int Year, int Number) : ItemFact(Item)
{
    public override IReadOnlyList<string> Streams => [ItemStreams.Of(Item), ItemStreams.Numbers(Year)];

    /// <summary>As screens show it: 督2026-0012.</summary>
    public string Label => $"督{Year}-{Number:0000}";
}

/// <summary>The number of an item that another one was split into: that one's number and a counter.</summary>
public sealed record ItemNumbered(string Item, string Label) : ItemFact(Item);

/// <summary>不予立项.</summary>
public sealed record ItemDeclined(string Item, string Reason) : ItemFact(Item);

/// <summary>交办: the units have it from now on.</summary>
/// <param name="Office">Opaque id of the unit that runs the item: the supervision office.</param>
/// <param name="Department">责任科室 of the lead unit, as far as known.</param>
public sealed record ItemAssigned(
    string Item,
    string Office,
    string Lead,
    IReadOnlyList<string> Assistants,
    string Department
) : ItemFact(Item)
{
    public override IReadOnlyList<string> Subjects => [Lead, .. Assistants];
}

/// <summary>签收.</summary>
/// <param name="Evidence">SHA-256 of the photo of the paper sheet, where only that is known.</param>
/// <param name="Files">The photo of the paper sheet, kept with the item; null in facts of before.</param>
public sealed record ItemSigned(
    string Item,
    string Unit,
    SigningWay Way,
    string? Evidence,
    IReadOnlyList<AttachmentRef>? Files = null
) : ItemFact(Item)
{
    public override IReadOnlyList<AttachmentRef> Attachments => Files ?? [];
}

/// <summary>责任到人: the unit named department and person.</summary>
/// <param name="Person">Opaque id of the person.</param>
public sealed record ItemDelegated(string Item, string Unit, string Department, string Person)
    : ItemFact(Item);

/// <summary>阶段反馈.</summary>
/// <param name="NothingNew">无新进展, said with one click.</param>
/// <param name="Evidence">SHA-256 of files, only at nodes for which a norm asks for evidence.</param>
public sealed record ProgressReported(
    string Item,
    string Unit,
    string Text,
    bool NothingNew,
    IReadOnlyList<string> Evidence,
    IReadOnlyList<AttachmentRef>? Files = null
) : ItemFact(Item)
{
    public override IReadOnlyList<AttachmentRef> Attachments => Files ?? [];
}

/// <summary>申请延期.</summary>
/// <param name="To">The day asked for.</param>
public sealed record ExtensionAsked(string Item, string Unit, DateOnly To, string Reason) : ItemFact(Item);

/// <summary>准予延期, by whoever gave the item.</summary>
public sealed record ExtensionGranted(string Item, DateOnly To, string Reason) : ItemFact(Item);

/// <summary>不予延期.</summary>
public sealed record ExtensionDenied(string Item, string Reason) : ItemFact(Item);

/// <summary>申请退办: the unit says that it is not competent. The clock goes on.</summary>
/// <param name="Suggests">Opaque id of the unit that it holds to be competent.</param>
public sealed record ReturnAsked(string Item, string Unit, string Suggests, string Reason) : ItemFact(Item);

/// <summary>裁定: who handles it.</summary>
public sealed record ReturnRuled(string Item, string Handler, string Reason) : ItemFact(Item)
{
    public override IReadOnlyList<string> Subjects => [Handler];
}

/// <summary>报结: the lead unit says that it is done.</summary>
public sealed record DoneReported(
    string Item,
    string Unit,
    string Text,
    IReadOnlyList<string> Evidence,
    IReadOnlyList<AttachmentRef>? Files = null
) : ItemFact(Item)
{
    public override IReadOnlyList<AttachmentRef> Attachments => Files ?? [];
}

/// <summary>审核退回: the office found it not done, and says why.</summary>
public sealed record DoneSentBack(string Item, string Reason) : ItemFact(Item);

/// <summary>呈报阅示: the office laid it before whoever gave it.</summary>
public sealed record LaidBeforeGiver(string Item, string Note) : ItemFact(Item);

/// <summary>阅示: the word of whoever gave the item.</summary>
/// <param name="Content">领导无新批示 where true; where false, <paramref name="Words"/> say what is still wanted.</param>
/// <param name="RecordedBy">Opaque id of the person who recorded it for him (代录), or null where he did so himself.</param>
public sealed record GiverSpoke(string Item, bool Content, string Words, string? RecordedBy) : ItemFact(Item);

/// <summary>办结.</summary>
/// <param name="By">Opaque id of the person who closed it, who does not look at it again; empty in facts of before.</param>
/// <param name="At">When; null in facts of before.</param>
public sealed record ItemClosed(string Item, string By = "", DateTimeOffset? At = null) : ItemFact(Item);

/// <summary>销号.</summary>
public sealed record ItemStruckOff(string Item, string Reason) : ItemFact(Item);

/// <summary>回头看发现问题，重新办理: with its old history.</summary>
public sealed record ItemReopened(string Item, string Reason) : ItemFact(Item);

/// <summary>催办: who was told, how, and what was said.</summary>
public sealed record ItemReminded(string Item, string Unit, string Way, string Said) : ItemFact(Item);

/// <summary>临期提醒、逾期提醒, by rule and in office hours: the handling unit is told, after the date its own superior too.</summary>
/// <param name="Rung">near-due-reminder or overdue-reminder, as the ladder's norm names it.</param>
/// <param name="Due">The due instant that it is about; one reminder of each kind for each.</param>
/// <param name="To">Opaque ids of the units that it goes to.</param>
public sealed record ReminderSent(
    string Item,
    string Rung,
    DateTimeOffset Due,
    IReadOnlyList<string> To,
    NormRef Norm
) : ItemFact(Item)
{
    public override IReadOnlyList<string> Subjects => To;

    public override IReadOnlyList<NormRef> Norms => [Norm];
}

/// <summary>撤项, by whoever gave it.</summary>
public sealed record ItemWithdrawn(string Item, string Reason) : ItemFact(Item);

/// <summary>公开审核: a text about the item was cleared for the public, by whoever acted. The internal half of a publication.</summary>
/// <param name="Record">Id under which the public knows the entry; made for it alone.</param>
/// <param name="Edition">1 for the first text; each amended one counts on and supersedes the one before.</param>
public sealed record ItemCleared(string Item, string Record, int Edition, string Title) : ItemFact(Item);

/// <summary>公开: exactly the text that the public reads; units only, no names, and nothing that leads back to the item.</summary>
/// <param name="Record">Id of the entry, in its public address.</param>
/// <param name="Edition">A later one supersedes the earlier ones, which stay to be read.</param>
[PublicFact]
public sealed record ItemPublished(
    string Record,
    int Edition,
    string Number,
    string Title,
    string Lead,
    DateOnly? Due,
    string Standing,
    DateOnly On
) : Fact
{
    public override IReadOnlyList<string> Streams => [ItemStreams.Column(Record)];
}

/// <summary>One node of an item: a step that is reached or not; nobody types a percentage.</summary>
/// <param name="Evidence">Whether evidence is asked for here. Only where a node says so.</param>
public sealed record ItemNode(string Id, string Name, DateOnly Due, bool Evidence);

/// <summary>节点: the steps of an item, each with its own date within the item's.</summary>
public sealed record NodesSet(string Item, IReadOnlyList<ItemNode> Nodes) : ItemFact(Item);

/// <summary>节点完成.</summary>
/// <param name="Proof">Evidence as text or as a link to where it lies; empty where none is asked for.</param>
/// <param name="Evidence">SHA-256 of files.</param>
public sealed record NodeReached(
    string Item,
    string Unit,
    string Node,
    string Text,
    string Proof,
    IReadOnlyList<string> Evidence,
    IReadOnlyList<AttachmentRef>? Files = null
) : ItemFact(Item)
{
    public override IReadOnlyList<AttachmentRef> Attachments => Files ?? [];
}

/// <summary>One part of an item that a unit below or beside the lead does.</summary>
/// <param name="Weight">Whole parts of a hundred; the weights of all parts make exactly 100.</param>
public sealed record ItemPart(string Id, string Title, string Unit, DateOnly Due, int Weight);

/// <summary>二级交办: the lead unit allots parts. The item keeps its clock, and the lead unit answers for all of it.</summary>
public sealed record PartsAllotted(string Item, IReadOnlyList<ItemPart> Parts) : ItemFact(Item)
{
    public override IReadOnlyList<string> Subjects => [.. Parts.Select(part => part.Unit).Distinct()];
}

/// <summary>分项完成: said by the unit that has the part.</summary>
public sealed record PartReported(string Item, string Part, string Unit, string Text) : ItemFact(Item);

/// <summary>分项确认: the lead unit took it as done, or sent it back.</summary>
public sealed record PartChecked(string Item, string Part, bool Accepted, string Reason) : ItemFact(Item);

/// <summary>会商: what the units agreed on, or could not.</summary>
public sealed record UnitsConferred(string Item, IReadOnlyList<string> Units, string Text) : ItemFact(Item);

/// <summary>暂缓, by whoever gave the item. The clock stands still; every day of it is shown.</summary>
/// <param name="At">Since when.</param>
/// <param name="Due">The due instant as it stood; null for 长期坚持.</param>
public sealed record ItemPaused(string Item, DateTimeOffset At, DateTimeOffset? Due, string Reason)
    : ItemFact(Item);

/// <summary>恢复办理: the clock goes on with what was left.</summary>
public sealed record ItemResumed(string Item, string Reason) : ItemFact(Item);

/// <summary>并案: the item goes on in another one, under the earlier of both dates.</summary>
public sealed record ItemMerged(string Item, string Into, string Reason) : ItemFact(Item)
{
    public override IReadOnlyList<string> Streams => [ItemStreams.Of(Item), ItemStreams.Of(Into)];
}

/// <summary>拆分: the item goes on in several, each under its dates.</summary>
public sealed record ItemSplit(string Item, IReadOnlyList<string> Parts, string Reason) : ItemFact(Item);

/// <summary>How an item goes on from another one.</summary>
public enum CarriedBy
{
    /// <summary>拆分</summary>
    Split,

    /// <summary>重立: set up again after it was withdrawn or closed.</summary>
    Again,
}

/// <summary>An item goes on from another one: its first date is that of the other, so that nobody gains by it.</summary>
/// <param name="From">Opaque id of the other item.</param>
/// <param name="OriginalDue">The first due instant that any item of this line ever had.</param>
public sealed record ItemCarriedOn(
    string Item,
    string From,
    string FromNumber,
    CarriedBy How,
    DateTimeOffset? OriginalDue
) : ItemFact(Item);

/// <summary>移交: a responsible person leaves, another takes the item over.</summary>
/// <param name="From">Whom the unit had named; empty where nobody.</param>
public sealed record ItemHandedOver(
    string Item,
    string Unit,
    string From,
    string Department,
    string Person,
    string Open
) : ItemFact(Item);

/// <summary>承接: the unit was merged or split, and its successor goes on with what it had. No clock moves.</summary>
/// <param name="From">Opaque id of the unit that had it.</param>
/// <param name="To">Opaque id of the unit that goes on.</param>
/// <param name="Parts">Ids of the parts of the item that go over with it.</param>
/// <param name="Obstacles">Ids of the obstacles whose answer goes over with it.</param>
public sealed record ItemCarriedOver(
    string Item,
    string From,
    string To,
    IReadOnlyList<string> Parts,
    IReadOnlyList<string> Obstacles,
    string Reason
) : ItemFact(Item)
{
    public override IReadOnlyList<string> Subjects => [From, To];
}

/// <summary>征求协办意见: the lead unit asks an assisting one, which has a date of its own.</summary>
public sealed record OpinionAsked(string Item, string Unit, string Question, DateOnly Until) : ItemFact(Item)
{
    public override IReadOnlyList<string> Subjects => [Unit];
}

/// <summary>协办意见: what an assisting unit says or did. It moves no clock of the lead unit.</summary>
public sealed record OpinionGiven(string Item, string Unit, string Text, IReadOnlyList<AttachmentRef> Files)
    : ItemFact(Item)
{
    public override IReadOnlyList<AttachmentRef> Attachments => Files;
}

/// <summary>申请复核: the unit objects to what was concluded when the item was closed (政府督查工作条例 17).</summary>
public sealed record ReviewAsked(string Item, string Unit, string Text) : ItemFact(Item);

/// <summary>复核决定, by somebody who had no hand in the closing.</summary>
/// <param name="Stands">Whether the conclusion stands; where not, the item is in hand again with its old history.</param>
/// <param name="Decider">Opaque id of the person.</param>
public sealed record ReviewDecided(string Item, bool Stands, string Reason, string Decider) : ItemFact(Item);

/// <summary>What stands in the way, so that obstacles can be counted by their causes.</summary>
public enum ObstacleCause
{
    /// <summary>其他; facts of before say nothing else.</summary>
    Other,

    /// <summary>政策依据</summary>
    Policy,

    /// <summary>资金</summary>
    Money,

    /// <summary>用地、用林、用海等要素</summary>
    Land,

    /// <summary>审批</summary>
    Permit,

    /// <summary>部门协同</summary>
    Teamwork,

    /// <summary>需要上级支持</summary>
    Superior,
}

/// <summary>堵点上交: the unit names what it needs from whom; that body has the duty from now on.</summary>
public sealed record ObstacleRaised(
    string Item,
    string Obstacle,
    string Unit,
    string Body,
    string Needs,
    ObstacleCause Cause = ObstacleCause.Other
) : ItemFact(Item)
{
    public override IReadOnlyList<string> Subjects => [Body];
}

/// <summary>堵点答复: by the body that was asked.</summary>
public sealed record ObstacleAnswered(string Item, string Obstacle, string Body, bool Solved, string Text)
    : ItemFact(Item);

/// <summary>督办阶梯: a rung was taken against the unit that owes the result.</summary>
/// <param name="Rung">The rung, as a term of the rule packs.</param>
/// <param name="Text">What was demanded, in words.</param>
/// <param name="Decider">Opaque id of the person who decided it, where it goes beyond the unit and its superior; else empty.</param>
public sealed record RungTaken(
    string Item,
    string Unit,
    string Rung,
    string Text,
    string Decider,
    NormRef Norm
) : ItemFact(Item)
{
    /// <summary>Opaque ids of the units that it is addressed to: the unit itself, or its own superior.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    public override IReadOnlyList<string> Subjects => [.. To.Prepend(Unit).Distinct()];

    public override IReadOnlyList<NormRef> Norms => [Norm];
}

/// <summary>Names of the streams.</summary>
internal static class ItemStreams
{
    public static string Of(string item) => $"item/{item}";

    /// <summary>One entry of the public column, apart from every internal stream.</summary>
    public static string Column(string record) => $"column/{record}";

    /// <summary>The register of numbers of a year: without gaps, none twice.</summary>
    public static string Numbers(int year) => $"item-numbers/{year}";
}
