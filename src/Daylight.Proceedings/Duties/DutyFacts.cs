using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>Somebody owes something by a time under a norm. All that was worked out is written here, at that moment.</summary>
/// <param name="Matter">The stream of the matter; its facts open and discharge the duty.</param>
/// <param name="Duty">Id within the matter.</param>
/// <param name="What">What is owed, as a term of the rule packs: item.sign, item.close.</param>
/// <param name="Owner">Opaque id of the unit that owes it.</param>
/// <param name="Title">What lists show; never a name of a person.</param>
/// <param name="Start">When the clock started.</param>
/// <param name="Span">The span that counts, in the language of the packs.</param>
/// <param name="Due">The last instant in time; null for 长期坚持.</param>
/// <param name="Provisional">A year counted has no notice yet.</param>
/// <param name="Calendar">Hash of the calendar used.</param>
public sealed record DutyOpened(
    string Matter,
    string Duty,
    string What,
    string Owner,
    string Title,
    NormRef Norm,
    DateTimeOffset Start,
    string Span,
    DateTimeOffset? Due,
    bool Provisional,
    string Calendar
) : Fact
{
    public override IReadOnlyList<string> Streams => [Matter];

    public override IReadOnlyList<string> Subjects => [Owner];

    public override IReadOnlyList<NormRef> Norms => [Norm];
}

/// <summary>Why a due date moved.</summary>
public enum RedateReason
{
    /// <summary>延期: asked for in time and approved.</summary>
    Extension,

    /// <summary>中止: the clock stood still for a reason that the norm knows.</summary>
    Suspension,

    /// <summary>放假安排公布: a provisional date became firm, or moved, with a year's notice.</summary>
    Calendar,

    /// <summary>领导改期: the giver set another date.</summary>
    GivenDate,
}

/// <summary>A due date moved. The original one stays visible for good.</summary>
/// <param name="Reason">Why.</param>
/// <param name="ApprovedBy">Opaque id of the office that approved; empty where the calendar moved it.</param>
public sealed record DutyRedated(
    string Matter,
    string Duty,
    DateTimeOffset? Due,
    bool Provisional,
    string Calendar,
    RedateReason Reason,
    string ApprovedBy,
    NormRef Norm
) : Fact
{
    public override IReadOnlyList<string> Streams => [Matter];

    public override IReadOnlyList<NormRef> Norms => [Norm];
}

/// <summary>What was owed is done.</summary>
/// <param name="At">When it was done: the instant of recording, not what is claimed.</param>
public sealed record DutyDischarged(string Matter, string Duty, DateTimeOffset At) : Fact
{
    public override IReadOnlyList<string> Streams => [Matter];
}

/// <summary>It is owed no more although it was not done: the matter was withdrawn, merged or returned.</summary>
public sealed record DutyLifted(string Matter, string Duty, string Why) : Fact
{
    public override IReadOnlyList<string> Streams => [Matter];
}

/// <summary>Another unit owes it from now on; the clock goes on.</summary>
public sealed record DutyPassed(string Matter, string Duty, string Owner) : Fact
{
    public override IReadOnlyList<string> Streams => [Matter];

    public override IReadOnlyList<string> Subjects => [Owner];
}

/// <summary>The time ran out before it was done. It is still owed.</summary>
public sealed record DutyLapsed(string Matter, string Duty, string Owner, DateTimeOffset Due, NormRef Norm)
    : Fact
{
    public override IReadOnlyList<string> Streams => [Matter];

    public override IReadOnlyList<string> Subjects => [Owner];

    public override IReadOnlyList<NormRef> Norms => [Norm];
}
