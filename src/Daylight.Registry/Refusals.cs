using Daylight.Proceedings;

namespace Daylight.Registry;

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
