using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Documents;

[NoNorm("a file that is not what it says cannot be read")]
public sealed record FileIsNotReadable(Phrase What) : Refusal;

[NoNorm("a table is read from xlsx or CSV")]
public sealed record FileIsNoTable : Refusal;

[NoNorm("a document is read from DOCX")]
public sealed record FileIsNoDocument : Refusal;

[NoNorm("files of the old binary formats and encrypted ones cannot be looked through")]
public sealed record FileIsOldOrEncrypted : Refusal;

[NoNorm("a file must not exhaust the machine that reads it")]
public sealed record FileIsTooLarge(Phrase What, long Most) : Refusal;

[NoNorm("a file from outside may not bring a program with it")]
public sealed record FileHoldsAProgram(string Part) : Refusal;

[NoNorm("a file from outside may not reach for other files")]
public sealed record FileReachesOutside(string Part) : Refusal;

[NoNorm("an import needs to know what the columns mean")]
public sealed record HeadsAreMissing(string Missing, string Sheet) : Refusal;

[NoNorm("two columns of one name cannot be told apart")]
public sealed record HeadStandsTwice(string Head, string First, string Second) : Refusal;

[NoNorm("a gap that nobody knows would go out empty")]
public sealed record GapsAreUnknown(string Unknown, string Known) : Refusal;

[NoNorm("a template without a gap is no template")]
public sealed record NoGapIsFound(string Known) : Refusal;
