namespace Daylight.Proceedings;

/// <summary>How a clerk works.</summary>
public sealed record ClerkOptions
{
    /// <summary>Most acts of one group, so that an answer never waits for a very long transaction.</summary>
    public int MostActs { get; init; } = 512;

    /// <summary>Acts that may wait before callers are held back.</summary>
    public int MostWaiting { get; init; } = 8192;

    /// <summary>Streams and view rows remembered, each per generation.</summary>
    public int Remembered { get; init; } = 65_536;

    /// <summary>Those among them that only one group has touched, per generation: most are never asked for again.</summary>
    public int RememberedOnce { get; init; } = 2_048;

    /// <summary>A host clock further than this from the last fact refuses to append.</summary>
    public TimeSpan MostClockGap { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Set where a person has confirmed that the host's clock is right in spite of the gap.</summary>
    public bool ClockConfirmed { get; init; }
}
