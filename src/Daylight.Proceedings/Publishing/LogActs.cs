namespace Daylight.Proceedings.Publishing;

/// <summary>What is done to the log itself, and recorded in it.</summary>
public static class KeepLog
{
    /// <summary>To change the keys of the log and to continue it after a loss.</summary>
    public static readonly Power Power = new("log.keep");

    /// <summary>Names a further key.</summary>
    public sealed record AddKey(string Key) : Act
    {
        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams => [LogState.Ref];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(LogState.Ref) is var state
            && (state.Added.Contains(Key) || state.Retired.Contains(Key))
                ? new LogKeyIsNamedAlready(Key)
                : new LogKeyAdded(Key);
    }

    /// <summary>Ends the use of a key.</summary>
    public sealed record RetireKey(string Key) : Act
    {
        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams => [LogState.Ref];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(LogState.Ref).Retired.Contains(Key)
                ? new LogKeyIsNotInUse(Key)
                : new LogKeyRetired(Key);
    }

    /// <summary>Names the log that ended; recorded under the new origin.</summary>
    /// <param name="Log">The new origin.</param>
    public sealed record Continue(string Log, LogContinued Fact) : Act
    {
        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams => [LogState.Ref];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(LogState.Ref).Former.Contains(Fact.Former)
                ? new LogIsContinuedAlready(Fact.Former, Log)
                : Fact;
    }
}

[NoNorm("an act that changes nothing is not recorded")]
public sealed record LogKeyIsNamedAlready(string Key) : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record LogKeyIsNotInUse(string Key) : Refusal;

[NoNorm("a log ends once")]
public sealed record LogIsContinuedAlready(string Former, string Log) : Refusal;
