namespace Daylight.Proceedings.Publishing;

/// <summary>A further key signs this log's checkpoints from now on, beside the ones before.</summary>
/// <param name="Key">The verifier key as the log publishes it.</param>
[PublicFact]
public sealed record LogKeyAdded(string Key) : Fact
{
    public override IReadOnlyList<string> Streams => [LogState.Stream];
}

/// <summary>A key signs no more. What it signed stays good.</summary>
/// <param name="Key">The verifier key.</param>
[PublicFact]
public sealed record LogKeyRetired(string Key) : Fact
{
    public override IReadOnlyList<string> Streams => [LogState.Stream];
}

/// <summary>
/// A log ended in a loss and this one goes on with what is left of it. The first fact under the new origin; the entries
/// before it are those of the former log, at the same indexes.
/// </summary>
/// <param name="Former">Origin of the log that ended.</param>
/// <param name="Checkpoint">The newest checkpoint known of it, with its signatures.</param>
/// <param name="CheckpointSize">How many facts that checkpoint covers.</param>
/// <param name="Proven">How many of the facts that are left are proven by a checkpoint of the former log.</param>
/// <param name="Left">How many facts are left; those from there up to <paramref name="CheckpointSize"/> are lost.</param>
/// <param name="Reason">What happened, in words.</param>
[PublicFact]
public sealed record LogContinued(
    string Former,
    string Checkpoint,
    long CheckpointSize,
    long Proven,
    long Left,
    string Reason
) : Fact
{
    public override IReadOnlyList<string> Streams => [LogState.Stream];
}

/// <summary>What the log says about itself.</summary>
/// <param name="Added">Keys that were added and are not retired.</param>
/// <param name="Retired">Keys that sign no more.</param>
/// <param name="Former">Origins of logs that ended.</param>
internal sealed record LogState(
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Retired,
    IReadOnlyList<string> Former
) : IState<LogState>
{
    /// <summary>The stream of facts about the log itself; there is one per jurisdiction.</summary>
    public const string Stream = "log";

    public static StreamRef<LogState> Ref { get; } = new(Stream);

    public static LogState Start { get; } = new([], [], []);

    public LogState Apply(Fact fact) =>
        fact switch
        {
            LogKeyAdded f => this with { Added = [.. Added, f.Key] },
            LogKeyRetired f => this with
            {
                Added = [.. Added.Where(key => key != f.Key)],
                Retired = [.. Retired, f.Key],
            },
            LogContinued f => this with { Former = [.. Former, f.Former] },
            _ => this,
        };
}
