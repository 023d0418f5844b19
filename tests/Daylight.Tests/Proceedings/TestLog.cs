using System.Collections.Frozen;
using Daylight.Accounts;
using Daylight.Crypto;
using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Proceedings.Attachments;
using Daylight.Proceedings.Publishing;
using Daylight.Proceedings.Sealing;
using Daylight.Registry;
using Daylight.Registry.Views;
using Daylight.Store;
using Daylight.Tests.Store;

namespace Daylight.Tests.Proceedings;

/// <summary>A log of the invented county 990101 with the registry's mechanism on it, on a fresh database.</summary>
public sealed class TestLog : IAsyncDisposable
{
    public const string Jurisdiction = "990101";
    public const string Origin = "daylight.test/log";

    private static readonly View[] s_views =
    [
        new UnitView(),
        new DutyView(),
        new PersonView(),
        new PostView(),
        new OfficeView(),
        new PlaceView(),
        new LiaisonView(),
        new PowerView(),
        new NodeView(),
        new HandoverView(),
    ];

    private readonly TestDatabase _database;
    private readonly List<ILogStore> _stores = [];
    private readonly List<Clerk> _clerks = [];
    private readonly byte[] _master = new byte[32];
    private readonly IReadOnlyList<View> _views;

    /// <summary>Beside the database: where files lie, and what is remembered of the pool. Kept where a test names them.</summary>
    public Beside? Kept { get; init; }

    /// <summary>The suite in which keys of cases are made.</summary>
    public Suite Suite { get; init; } = Suite.International;

    public TestDatabase Database => _database;

    private TestLog(TestDatabase database, IReadOnlyList<View> views)
    {
        _database = database;
        _views = [.. s_views, .. views];
    }

    public TestClock Clock { get; } = new(new DateTimeOffset(2026, 5, 8, 2, 0, 0, TimeSpan.Zero));

    public ILogStore Store => _stores[0];

    public Clerk Clerk => _clerks[0];

    /// <summary>Connection string with full rights; PostgreSQL only.</summary>
    public string Owner => ((PostgresDatabase)_database).Owner;

    public static FactKinds Kinds { get; } =
        new(
            typeof(UnitRegistered).Assembly,
            typeof(AccountOpened).Assembly,
            typeof(Daylight.Supervision.KeyWork.ItemAssigned).Assembly,
            typeof(Daylight.Writer.TestReported).Assembly,
            typeof(TestLog).Assembly
        );

    public static Mandate Registrar { get; } =
        new(
            "p1",
            "o1",
            "u1",
            new[]
            {
                RegistryPowers.Maintain.Name,
                RegistryPowers.Appoint.Name,
                "rules.adopt",
                EraseCase.Power.Name,
                "tests.report",
            }.ToFrozenSet(StringComparer.Ordinal)
        );

    public static Task<TestLog> Open(TestDatabase database) => Open(database, Suite.International);

    /// <param name="views">Views beside those of the registry and the duties.</param>
    public static Task<TestLog> Open(TestDatabase database, Suite suite, params IReadOnlyList<View> views) =>
        Open(database, suite, null, views);

    public static async Task<TestLog> Open(
        TestDatabase database,
        Suite suite,
        Beside? kept,
        params IReadOnlyList<View> views
    )
    {
        var log = new TestLog(database, views) { Suite = suite, Kept = kept };
        await log.AddStore();
        await log.Store.OpenLog(Jurisdiction, Edge.Empty.ToBytes());
        await log.AddNode();
        return log;
    }

    /// <summary>A further node on the same database, with its own store and clerk.</summary>
    public async Task<Clerk> AddNode(params IReadOnlyList<View> views)
    {
        var store = _clerks.Count == 0 ? Store : await AddStore();
        var setup = Setup(store);
        var clerk = await Clerk.Open(views.Count == 0 ? setup : setup with { Views = views });
        _clerks.Add(clerk);
        return clerk;
    }

    public ClerkSetup Setup(ILogStore store) =>
        new(
            Origin,
            Jurisdiction,
            store,
            Kinds,
            _views,
            new CaseKeys(_master, Jurisdiction, SealingModules.Software(Suite)),
            Clock
        )
        {
            Attachments = Attachments(store),
            PoolMemory = Kept is { } kept ? new PoolMemory(kept.Pool, Clock) : null,
        };

    /// <summary>The folder of attachments, with keys of its own.</summary>
    public AttachmentFolder Attachments(ILogStore store, AttachmentLimits? limits = null) =>
        new(
            Files,
            Jurisdiction,
            store,
            _clerks.Count == 0
                ? new CaseKeys(_master, Jurisdiction, SealingModules.Software(Suite))
                : Clerk.Keys,
            Clock
        )
        {
            Limits = limits ?? new AttachmentLimits(),
        };

    /// <summary>Where attachments lie.</summary>
    public string Files => Kept?.Files ?? _own;

    private readonly string _own = Path.Combine(
        Path.GetTempPath(),
        $"daylight-files-{Guid.CreateVersion7():N}"
    );

    public Task<Outcome> Perform(Act act, string? id = null, Mandate? mandate = null, Seen? seen = null) =>
        Clerk.Perform(
            new Submission(id ?? Guid.CreateVersion7().ToString("N"), act, mandate ?? Registrar, Seen: seen)
        );

    /// <summary>Performs an act that must be granted.</summary>
    public async Task<Outcome.Recorded> Grant(Act act, string? id = null) =>
        Assert.IsType<Outcome.Recorded>(await Perform(act, id));

    /// <summary>Performs an act that must be refused for this reason.</summary>
    public async Task<TRefusal> Refuse<TRefusal>(
        Act act,
        string? id = null,
        Mandate? mandate = null,
        Seen? seen = null
    )
        where TRefusal : Refusal =>
        Assert.IsType<TRefusal>(
            Assert.IsType<Outcome.Refused>(await Perform(act, id, mandate, seen)).Refusal
        );

    /// <summary>The facts of one kind, in order of the log.</summary>
    public async Task<IReadOnlyList<TFact>> Facts<TFact>()
        where TFact : Fact
    {
        var found = new List<TFact>();
        await foreach (var row in Store.Facts(Jurisdiction, 0, long.MaxValue))
        {
            var envelope = Envelope.Parse(row.Envelope);
            if (Kinds.Read(envelope.Kind, envelope.KindVersion, envelope.Payload.Span) is TFact fact)
            {
                found.Add(fact);
            }
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var clerk in _clerks)
        {
            await clerk.DisposeAsync();
        }

        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        await _database.DisposeAsync();
        if (Directory.Exists(_own))
        {
            Directory.Delete(_own, recursive: true);
        }
    }

    private async Task<ILogStore> AddStore()
    {
        var store = await _database.Open();
        _stores.Add(store);
        foreach (var view in _views)
        {
            await store.Views.Ensure(view.Table);
        }

        return store;
    }
}

/// <summary>What lies beside a database that a test keeps.</summary>
/// <param name="Files">Folder of attachments.</param>
/// <param name="Pool">File that remembers the pool.</param>
public sealed record Beside(string Files, string Pool);

/// <summary>A clock that tests set.</summary>
public sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
