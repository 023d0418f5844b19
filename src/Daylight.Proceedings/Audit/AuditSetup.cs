using Daylight.Ledger;
using Daylight.Proceedings.Notices;
using Daylight.Proceedings.Publishing;

namespace Daylight.Proceedings.Audit;

/// <summary>What an audit works with.</summary>
/// <param name="Clerk">The log, its store, kinds, views and keys, as a clerk gets them; nothing of it is changed.</param>
public sealed record AuditSetup(ClerkSetup Clerk)
{
    /// <summary>
    /// The logs of the jurisdiction, oldest first: after a loss there is more than one. Without keys, signatures are not
    /// checked, and the report says so.
    /// </summary>
    public IReadOnlyList<AuditedLog> Logs { get; init; } =
    [new AuditedLog(Clerk.Log, Clerk.Jurisdiction, [])];

    /// <summary>Public keys of witnesses whose cosignatures count.</summary>
    public IReadOnlyList<VerifierKey> Witnesses { get; init; } = [];

    /// <summary>Checkpoints of the newest log that are kept outside the database: beside the key, at witnesses, on paper.</summary>
    public IReadOnlyList<Anchor> Anchors { get; init; } = [];

    /// <summary>A setup for a log whose keys are in a key folder.</summary>
    public static AuditSetup Of(ClerkSetup clerk, LogKeys keys) =>
        new(clerk)
        {
            Logs =
            [
                .. keys
                    .All.Select(key => key.Name)
                    .Distinct()
                    .OrderBy(Origins.NumberOf)
                    .Select(origin => new AuditedLog(
                        origin,
                        new LogPlace(keys.Jurisdiction, Origins.NumberOf(origin)).Key,
                        keys.Of(origin)
                    )
                    {
                        Listed = keys.Listed(origin),
                    }),
            ],
            Anchors = keys.Checkpoint() is { } beside
                ? [new Anchor("key folder", beside.Note.ToBytes())]
                : [],
        };

    /// <summary>Tables of other assemblies that are no views and yet are held against facts.</summary>
    public IReadOnlyList<ILastingRows> LastingRows { get; init; } = [];

    /// <summary>Who acts on facts: behind a cursor, each fact that they follow has its act.</summary>
    public IReadOnlyList<Subscriber> Subscribers { get; init; } = [];

    /// <summary>Threads that read and hash.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Rows of fresh views held in memory; a view that would exceed it goes to a scratch file.</summary>
    public int RowsInMemory { get; init; } = 1_000_000;

    /// <summary>
    /// Jurisdictions whose logs are audited here; what else the database keeps is said to be unaudited. Null says nothing.
    /// </summary>
    public IReadOnlyCollection<string>? Held { get; init; }

    /// <summary>Where scratch files are made.</summary>
    public string ScratchFolder { get; init; } = Path.GetTempPath();

    /// <summary>Faults of each kind that the report lists; all are counted.</summary>
    public int MostOfAKind { get; init; } = 200;

    /// <summary>
    /// How far a time of recording may lie outside the cosignatures around it: publishing and witnessing take a while,
    /// and two hosts have two clocks.
    /// </summary>
    public TimeSpan Slack { get; init; } = TimeSpan.FromMinutes(10);

    public IProgress<AuditProgress>? Progress { get; init; }
}

/// <summary>One log of a jurisdiction.</summary>
/// <param name="Origin">Its name, which its facts and checkpoints bear.</param>
/// <param name="Key">Under what its checkpoints and tiles are stored.</param>
/// <param name="Keys">Its public keys.</param>
public sealed record AuditedLog(string Origin, string Key, IReadOnlyList<VerifierKey> Keys)
{
    /// <summary>How many facts were left of it when it ended; the largest number while it goes on.</summary>
    public long Left { get; init; } = long.MaxValue;

    /// <summary>Its checkpoints as the list beside the key remembers them; empty where that is not here.</summary>
    public IReadOnlyList<ListedCheckpoint> Listed { get; init; } = [];
}

/// <summary>A signed checkpoint and where it is kept.</summary>
public sealed record Anchor(string Where, byte[] Note);

/// <summary>
/// Rows that last and are not folded from facts (credentials, grants, wrapped keys): every change of one is also a fact
/// that carries the hash of the row, so that an audit can compare.
/// </summary>
public interface ILastingRows
{
    /// <summary>Name of the table, for the report.</summary>
    string Table { get; }

    /// <summary>The kinds of facts that record its rows.</summary>
    IReadOnlySet<Type> Folds { get; }

    /// <summary>Which rows a fact records, with their hashes after it; null where it records that the row is gone.</summary>
    IEnumerable<(string Row, string? Hash)> Record(Recorded recorded);

    /// <summary>The rows as they stand, by id, with their hashes.</summary>
    IAsyncEnumerable<(string Row, string Hash)> Live(string jurisdiction, CancellationToken cancel);
}
