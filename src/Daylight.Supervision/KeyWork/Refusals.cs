using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

[NoNorm("an act on an item needs that item; another unit's item answers like one that does not exist")]
public sealed record NoSuchItem(string Item) : Refusal;

[NoNorm("one entry per item")]
public sealed record ItemExistsAlready(string Item) : Refusal;

[NoNorm("practice: an item nobody can understand cannot be done")]
public sealed record ItemNeedsItsWords(string Missing) : Refusal;

[NoNorm(
    "practice: a date given by a leader or a document beats the default; an item without any date is refused"
)]
public sealed record ItemHasNoDate(ItemSource Source) : Refusal;

[NoNorm("the language of spans")]
public sealed record GivenDateIsUnclear(string Given, string Fault) : Refusal;

[NoNorm("ethics 5.7: not for state secrets; refused before a byte is stored")]
public sealed record TextBearsASecrecyMark(string Mark) : Refusal;

[NoNorm("政府督查工作条例 11: matters are proposed and approved; not by the same person")]
public sealed record ApproverMustBeAnother(string Item) : Refusal;

[NoNorm("numbers are counted by year")]
public sealed record NumberIsOfAnotherYear(int Given, int Now) : Refusal;

[NoNorm("the road of an item has an order")]
public sealed record ItemIsElsewhere(string Number, ItemPhase Phase, string Wanted) : Refusal;

[NoNorm("practice: the end of an item needs the word of whoever gave it")]
public sealed record OnlyTheGiverMay(string Number, string Giver) : Refusal;

[NoNorm("practice: assistants give their opinion, the lead unit reports")]
public sealed record OnlyTheLeadUnitMay(string Number) : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record UnitHasSigned(string Number) : Refusal;

[NoNorm("signing by telephone or on paper is recorded by the office, with who and how")]
public sealed record SignForYourOwnUnit(string Number) : Refusal;

[NoNorm("a reason tells the next reader why")]
public sealed record ReasonIsMissing(string What) : Refusal;

[NoNorm("an item without a closing duty has no date to extend")]
public sealed record NothingToExtend(string Number) : Refusal;

/// <summary>The norm allows no extension, or no further one.</summary>
public sealed record NoFurtherExtension(string Number, int AtMost, NormRef? Under) : Refusal(Under);

/// <summary>The extension was asked for after the due date.</summary>
public sealed record ExtensionIsAskedTooLate(string Number, DateTimeOffset Due, NormRef? Under)
    : Refusal(Under);

/// <summary>The day asked for lies beyond what the norm lets one extension add.</summary>
public sealed record ExtensionIsTooLong(string Number, DateOnly To, DateOnly Latest, NormRef? Under)
    : Refusal(Under);

[NoNorm("an extension goes forward")]
public sealed record ExtensionMustBeLater(string Number, DateOnly To, DateTimeOffset Due) : Refusal;

[NoNorm("an answer needs a request")]
public sealed record NoExtensionIsAsked(string Number) : Refusal;

[NoNorm("a ruling needs a request")]
public sealed record NoReturnIsAsked(string Number) : Refusal;

[NoNorm("one request at a time")]
public sealed record ARequestWaitsAlready(string Number) : Refusal;

/// <summary>
/// Nothing overdue reaches the public before the unit was heard and a named person decided (政府督查工作条例 21).
/// </summary>
public sealed record OverdueNeedsAHearing(string Number, NormRef? Under) : Refusal(Under);

[NoNorm("an act that changes nothing is not recorded")]
public sealed record ItemIsPublished(string Number) : Refusal;

[NoNorm("an entry of the public column has an id of its own, made for it alone")]
public sealed record RecordIsNoneOfThisItem(string Record) : Refusal;

[NoNorm("only what lapsed can be shown as overdue")]
public sealed record ItemIsNotOverdue(string Number) : Refusal;

[NoNorm("one proposal for one lapse")]
public sealed record ThatIsProposedAlready(string Number) : Refusal;

/// <summary>The rung before it has not lapsed, or another one is next.</summary>
public sealed record FormerRungHasNotLapsed(string Number, string Rung, string Next, NormRef? Under)
    : Refusal(Under);

/// <summary>The rung was taken and its time runs.</summary>
public sealed record RungIsTaken(string Number, string Rung, NormRef? Under) : Refusal(Under);

/// <summary>A rung beyond the unit and its superior needs the unit heard and a named person's decision.</summary>
public sealed record RungNeedsItsDecision(string Number, string Rung, NormRef? Under) : Refusal(Under);

[NoNorm("what was begun under a plan is not changed under it")]
public sealed record NodesStand(string Number) : Refusal;

[NoNorm("only an open node or part can be reported")]
public sealed record NoSuchNodeIsOpen(string Number) : Refusal;

[NoNorm("practice: the parent keeps the clock; its parts fit within it")]
public sealed record PartIsDueTooLate(string Number, string Part, DateOnly Asked, DateTimeOffset? Due)
    : Refusal;

[NoNorm("practice: evidence only at nodes that ask for it, and there always")]
public sealed record NodeNeedsEvidence(string Number, string Node) : Refusal;

[NoNorm("done is done when its nodes are reached and its parts confirmed")]
public sealed record PartsAreOpen(string Number, string Open) : Refusal;

[NoNorm("a pause is no way out of a lapse")]
public sealed record OverdueCannotRest(string Number, DateTimeOffset Since) : Refusal;

/// <summary>The same unit has an open item on the same matter (政府督查工作条例 15).</summary>
/// <param name="Other">Its number, to join or to name.</param>
public sealed record ItemOverlaps(string Other, string Title, NormRef? Under) : Refusal(Under);

[NoNorm("one lead unit per item")]
public sealed record OnlyTheSameLeadMerges(string Number, string Into) : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record HandedToTheSame(string Number, string Person) : Refusal;
