namespace Daylight.Web.Demo;

/// <summary>The host's clock plus a distance that a demonstration moves; it only ever moves forward.</summary>
public sealed class DemoClock(TimeProvider under) : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => under.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    /// <summary>Sets how far it stands from the host's clock; negative while history is played.</summary>
    public void Stand(TimeSpan ahead) => Interlocked.Exchange(ref _ahead, ahead.Ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    public TimeSpan Ahead => TimeSpan.FromTicks(Interlocked.Read(ref _ahead));
}
