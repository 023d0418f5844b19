using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Registry;

[NoNorm("two persons see to it that no register leaves the house unseen")]
public sealed record RegistryExportNeedsTwo(int Rows, int Alone) : Refusal;

[NoNorm("another person's export answers like one that does not exist")]
public sealed record NoSuchRegistryExport : Refusal;

[NoNorm("one entry per unit")]
public sealed record UnitIsRegisteredAlready(string Unit, string Name) : Refusal;

[NoNorm("a code names one open unit")]
public sealed record UnitCodeIsTaken(string Code, string Holder) : Refusal;

[NoNorm("GB 32100 and the statistical codes fix the form")]
public sealed record UnitCodeIsWrong(string Code, UnitCodeFault Fault) : Refusal;

[NoNorm("a unit without a name cannot be found")]
public sealed record UnitNeedsItsNames : Refusal;

[NoNorm("an act on a unit needs that unit")]
public sealed record NoSuchUnit(string Unit) : Refusal;

[NoNorm("a closed unit changes no more")]
public sealed record UnitIsMerged(string Unit, string Name, string Into) : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record UnitBearsThatName(string Name) : Refusal;

[NoNorm("history is not rewritten")]
public sealed record LaterChangeIsRecorded(string Name, DateOnly LastChange) : Refusal;

[NoNorm("a merger needs two units")]
public sealed record UnitCannotMergeIntoItself(string Name) : Refusal;

[NoNorm("the code tells which unit is meant")]
public sealed record UnitBearsAnotherCode(string Name, string Bears, string Given) : Refusal;

[NoNorm("one entry per person")]
public sealed record PersonIsEnteredAlready(string Person, string Name) : Refusal;

[NoNorm("a person without a name cannot be found")]
public sealed record PersonNeedsIdAndName : Refusal;

[NoNorm("an act on a person needs that person")]
public sealed record NoSuchPerson(string Person) : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record PersonBearsThatName(string Name) : Refusal;

[NoNorm("one entry per post")]
public sealed record PostExistsAlready(string Post, string Name) : Refusal;

[NoNorm("a post without a name cannot be found")]
public sealed record PostNeedsIdAndName : Refusal;

[NoNorm("an act on a post needs that post")]
public sealed record NoSuchPost(string Post) : Refusal;

[NoNorm("an abolished post has no holder")]
public sealed record PostIsAbolished(string Name, DateOnly On, string Successor) : Refusal;

[NoNorm("a post is one seat: who held it on a day has one answer")]
public sealed record PostIsHeld(string Name, string Holder, DateOnly From, DateOnly? To) : Refusal;

[NoNorm("days follow each other")]
public sealed record OfficeEndsBeforeItBegins(DateOnly From, DateOnly To) : Refusal;

[NoNorm("a person has one regular office on a day; what he holds beside it is held concurrently")]
public sealed record PersonHoldsAnOffice(string Name, string Post, DateOnly From, DateOnly? To) : Refusal;

[NoNorm("a detachment and a loan are for a time")]
public sealed record DetachmentNeedsAnEnd(OfficeKind Kind) : Refusal;

[NoNorm("who is detached or lent keeps the office that he comes from")]
public sealed record NoOfficeToComeFrom(string Name, DateOnly On) : Refusal;

[NoNorm("an appointment rests on a paper with a number")]
public sealed record AppointmentNeedsItsPaper : Refusal;

[NoNorm("only who holds a post can leave it")]
public sealed record PersonDoesNotHoldThePost(string Name, string Person, DateOnly On) : Refusal;

[NoNorm("a tree has no circle")]
public sealed record UnitCannotStandBelowItself(string Name, string Parent) : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record UnitStandsThere(string Name) : Refusal;

[NoNorm("no post is lost in a merger")]
public sealed record PostsAreLeftBehind(string Name, int Count) : Refusal;

[NoNorm("a unit gives only its own posts away")]
public sealed record PostIsOfAnotherUnit(string Name, string Unit) : Refusal;

[NoNorm("a liaison is reached in his office")]
public sealed record LiaisonHoldsNoOffice(string Name, DateOnly On) : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record PersonIsLiaisonAlready(string Name, string Unit) : Refusal;

[NoNorm("one entry per power")]
public sealed record PowerIsListed(string Title) : Refusal;

[NoNorm("an act on a power needs that power")]
public sealed record NoSuchPower(string Power) : Refusal;

[NoNorm("a power without a name cannot be found")]
public sealed record PowerNeedsItsName : Refusal;

[NoNorm("a reason tells the next reader why")]
public sealed record StrikingNeedsAReason : Refusal;

/// <summary>Nobody gives himself a power.</summary>
public sealed record PowerNeedsItsLegalBasis(NormRef? Under) : Refusal(Under);

/// <summary>No power without a duty.</summary>
public sealed record PowerNeedsItsDuty(NormRef? Under) : Refusal(Under);

/// <summary>One power, one owner.</summary>
public sealed record PowerHasAnOwner(NormRef? Under, string Title, string Post) : Refusal(Under);

[NoNorm("every node has one place")]
public sealed record NodeHasItsPlace(string Title) : Refusal;

[NoNorm("a tree has one root")]
public sealed record TreeHasOneRoot(int Year) : Refusal;

[NoNorm("every node but the root stands below another one")]
public sealed record NodeNeedsItsParent(string Title, string Parent) : Refusal;

[NoNorm("no post ends while its duties have no successor")]
public sealed record DutiesHaveNoSuccessor(string Name, int Count, string First) : Refusal;

[NoNorm("no post ends while its duties have no successor")]
public sealed record PostNeedsASuccessor(string Name) : Refusal;

[NoNorm("no power without a holder: a desk with powers is handed over")]
public sealed record DeskMustBeHandedOver(string Name, int Count) : Refusal;

[NoNorm("only the successor signs for the desk")]
public sealed record NoDeskWaitsForYou(string Name) : Refusal;

/// <summary>The five fields of a post's description.</summary>
public sealed record DescriptionLacksAField(NormRef? Under, string Field) : Refusal(Under);

[NoNorm("an act that changes nothing is not recorded")]
public sealed record NothingChanges(string Name) : Refusal;

[NoNorm("what leaves the system leaves with its purpose")]
public sealed record ExportNeedsAPurpose : Refusal;
