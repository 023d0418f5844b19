using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;

namespace Daylight.Supervision.LookBack;

/// <summary>A fact of one draw.</summary>
public abstract record DrawFact(string Draw) : Fact
{
    public override IReadOnlyList<string> Streams => [DrawStreams.Of(Draw)];
}

/// <summary>
/// 拟抽查: whom the sample will be drawn from, how many, and from which numbers, fixed before anybody can know these numbers.
/// </summary>
/// <param name="Pool">Numbers of the items closed in the period, in order; the place of an item is its place here, from 1.</param>
/// <param name="Sources">Where the numbers will come from, in the order of the key: 福彩双色球第2026130期红球.</param>
/// <param name="SeedsOn">The day on which they come out.</param>
/// <param name="Norm">The norm that says how many must be drawn.</param>
public sealed record DrawAnnounced(
    string Draw,
    DateOnly From,
    DateOnly To,
    IReadOnlyList<string> Pool,
    int Size,
    IReadOnlyList<string> Sources,
    DateOnly SeedsOn,
    string Office,
    string AnnouncedBy,
    NormRef Norm
) : DrawFact(Draw)
{
    public override IReadOnlyList<string> Streams => [DrawStreams.Of(Draw), DrawStreams.Register];

    public override IReadOnlyList<NormRef> Norms => [Norm];
}

/// <summary>公布: pool, size and sources stand in the public column. The internal half.</summary>
/// <param name="Record">Id under which the public knows the draw.</param>
public sealed record DrawCleared(string Draw, string Record) : DrawFact(Draw);

/// <summary>作废 before it was drawn, such as where a lottery did not take place.</summary>
public sealed record DrawVoided(string Draw, string Reason) : DrawFact(Draw)
{
    public override IReadOnlyList<string> Streams => [DrawStreams.Of(Draw), DrawStreams.Register];
}

/// <summary>抽取: what the published numbers drew.</summary>
/// <param name="Values">The numbers of each source, in the order of the announced sources, as they were published.</param>
/// <param name="Key">The key of RFC 3797 that follows from them.</param>
/// <param name="Places">Places in the pool, from 1, in the order of the draw.</param>
public sealed record DrawMade(
    string Draw,
    IReadOnlyList<string> Values,
    string Key,
    IReadOnlyList<int> Places
) : DrawFact(Draw);

/// <summary>回头看: an item that was drawn was looked at again, by somebody who had not closed it.</summary>
/// <param name="Held">Whether what was reported as done still holds.</param>
/// <param name="Way">How it was looked at: on site, by telephone, in the files.</param>
/// <param name="Found">What was found, in words.</param>
/// <param name="Looker">Opaque id of the person.</param>
public sealed record LookRecorded(
    string Draw,
    string Item,
    string Number,
    string Unit,
    bool Held,
    string Way,
    string Found,
    IReadOnlyList<AttachmentRef> Files,
    string Looker
) : DrawFact(Draw)
{
    public override IReadOnlyList<string> Streams => [DrawStreams.Of(Draw), ItemStreams.Of(Item)];

    public override IReadOnlyList<string> Subjects => [Unit];

    public override IReadOnlyList<AttachmentRef> Attachments => Files;
}

/// <summary>公布结果: all were looked at. The internal half.</summary>
/// <param name="ReportedMet">Of the items due in the same period, those reported done in time by their first date.</param>
/// <param name="ReportedDue">How many these are.</param>
public sealed record DrawConcluded(string Draw, int Looked, int Held, int ReportedMet, int ReportedDue)
    : DrawFact(Draw);

/// <summary>公开抽查: exactly the text that the public reads. A later edition says what came of it.</summary>
/// <param name="Pool">Numbers of the items, and nothing else about them.</param>
/// <param name="Values">The numbers that drew; none before the day.</param>
/// <param name="Places">What they drew.</param>
/// <param name="Result">Reported and audited rate with its interval, in words; empty before all were looked at.</param>
[PublicFact]
public sealed record DrawPosted(
    string Record,
    int Edition,
    string Title,
    IReadOnlyList<string> Pool,
    int Size,
    IReadOnlyList<string> Sources,
    DateOnly SeedsOn,
    IReadOnlyList<string> Values,
    string Key,
    IReadOnlyList<int> Places,
    string Result,
    DateOnly On
) : Fact
{
    public override IReadOnlyList<string> Streams => [ItemStreams.Column(Record)];
}

/// <summary>Names of the streams.</summary>
internal static class DrawStreams
{
    /// <summary>Which period has its draw, and the duty of the next one; one per log.</summary>
    public const string Register = "look-back";

    public static string Of(string draw) => $"look-back/{draw}";
}
