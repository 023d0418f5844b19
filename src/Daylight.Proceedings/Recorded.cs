using Daylight.Ledger;
using Daylight.Norms.Calendar;

namespace Daylight.Proceedings;

/// <summary>A fact with the envelope around it, as views and subscribers get it.</summary>
/// <param name="Sealed">Whether it came out of a ciphertext; only sealed views may look at it.</param>
public sealed record Recorded(string Jurisdiction, Envelope Envelope, Fact Fact, bool Sealed)
{
    public long Index => Envelope.Index;

    public DateTimeOffset At => Envelope.RecordedAt;

    /// <summary>The day of recording in Asia/Shanghai.</summary>
    public DateOnly Day => Shanghai.DayOf(Envelope.RecordedAt);

    /// <summary>The person of the mandate that acted.</summary>
    public string Person => Envelope.Mandate.Split(':', 2)[0];

    /// <summary>The version of a stream after this fact.</summary>
    public long VersionOf(string stream) => Envelope.Streams.First(entry => entry.Stream == stream).Version;
}
