using Daylight.Accounts;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Proceedings.Publishing;
using Daylight.Store;
using Daylight.Store.Postgres;
using Daylight.Store.Sqlite;
using Daylight.Ui;

namespace Daylight.Web;

/// <summary>One running instance without HTTP: the store, and for every log that has keys here its clerk.</summary>
public sealed partial class Node : IAsyncDisposable, IReadiness
{
    private readonly DataLock _lock;
    private readonly List<NodeLog> _logs = [];
    private readonly HttpClient _client = NewClient();
    private AccountsDatabase? _accountRows;
    private AccountsDesk? _accounts;

    private Node(NodeOptions options, DataLock held, ILogStore store, KeyFolder keys)
    {
        _lock = held;
        Options = options;
        Store = store;
        Keys = keys;
    }

    public NodeOptions Options { get; }

    public ILogStore Store { get; }

    public KeyFolder Keys { get; }

    /// <summary>The logs that this node keeps, in order of jurisdiction.</summary>
    public IReadOnlyList<NodeLog> Logs => _logs;

    /// <summary>Makes receipts of published facts.</summary>
    public Receipts Receipts => new(Store, _logs.ToDictionary(log => log.Jurisdiction, log => log.Published));

    /// <summary>Cosigns other logs; null where this node has no witness key.</summary>
    public WitnessDesk? Witness { get; private set; }

    /// <summary>The log of a jurisdiction, or null where this node keeps none of it.</summary>
    public NodeLog? Log(string jurisdiction) => _logs.Find(log => log.Keys.Jurisdiction == jurisdiction);

    /// <summary>Accounts of the node's first log.</summary>
    public AccountsDesk Accounts =>
        _accounts ?? throw new InvalidOperationException("Bug in Daylight: the node is not open.");

    /// <inheritdoc/>
    public string? NotReadyBecause =>
        _logs.Count == 0 ? "opening the logs"
        : _logs.Find(log => log.Publisher.Fault is not null) is { } log
            ? $"the log {log.Jurisdiction} is in doubt, see the server's messages"
        : null;

    private static HttpClient NewClient() =>
        new(
            new SocketsHttpHandler
            {
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                AllowAutoRedirect = false,
            }
        );

    private static Func<string, IWitnessRoad> Road(HttpClient client) =>
        url => new HttpWitness(client, url.TrimEnd('/'));

    /// <summary>Opens everything, or refuses and says why.</summary>
    /// <exception cref="InDoubtException">when the folder is in use, keys are missing, or a log is not as it must be.</exception>
    /// <exception cref="StoreFailedException">when the database cannot be used.</exception>
    public static async Task<Node> Open(NodeOptions options, CancellationToken cancel = default)
    {
        if (!Directory.Exists(options.DataFolder))
        {
            throw NoLog(options);
        }

        var held = DataLock.Take(options.DataFolder, options.Verb);
        ILogStore? store = null;
        try
        {
            var keys = KeyFolder.Open(options.Keys);
            store = await OpenStore(options, cancel);
            var node = new Node(options, held, store, keys);
            try
            {
                await node.OpenLogs(cancel);
                await node.OpenAccounts(cancel);
                return node;
            }
            catch
            {
                await node.CloseLogs();
                await node.CloseAccounts();
                throw;
            }
        }
        catch
        {
            if (store is not null)
            {
                await store.DisposeAsync();
            }

            held.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopRebuild();
        await CloseLogs();
        await CloseAccounts();
        await Store.DisposeAsync();
        _client.Dispose();
        _lock.Dispose();
    }

    internal static async Task<ILogStore> OpenStore(NodeOptions options, CancellationToken cancel)
    {
        ILogStore store = options.Postgres is { } postgres
            ? await PostgresLogStore.Open(postgres, options.PostgresOwner)
            : SqliteLogStore.Open(options.LedgerFile);
        try
        {
            await store.SetUp(cancel);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private async Task OpenLogs(CancellationToken cancel)
    {
        foreach (var view in Mechanisms.Views)
        {
            await Ensure(view.Table, cancel);
        }

        var kept = await Store.Jurisdictions(cancel);
        if (Keys.Jurisdictions.Except(kept).FirstOrDefault() is { } missing)
        {
            throw new InDoubtException(
                new(
                    $"密钥文件夹中有 {missing} 的密钥，但数据库中没有它的账本。请找回数据库，勿新建。",
                    $"The key folder holds keys of {missing}, but the database has no log of it. Find the database; open no new log."
                )
            );
        }

        foreach (var jurisdiction in kept.Where(Keys.Has))
        {
            _logs.Add(await NodeLog.Open(this, Keys.Log(jurisdiction), Road(_client), cancel));
        }

        if (_logs.Count == 0)
        {
            throw NoLog(Options);
        }

        OpenWitness();
        if (Options.PublishEvery is not null)
        {
            StartRebuild();
        }
    }

    private async Task OpenAccounts(CancellationToken cancel)
    {
        _accountRows = await OpenAccountRows(Options, cancel);
        _accounts = new AccountsDesk(
            Logs[0].Clerk,
            Store,
            _accountRows,
            Keys.Master(),
            Options.Offices(this),
            Options.Time,
            Options.Accounts with
            {
                Powers = Mechanisms.Powers,
                ProviderSecretFile =
                    Options.Accounts.ProviderSecretFile
                    ?? Path.Combine(Options.Keys, "sign-in-provider.secret"),
                GatewaySecrets = Options.Accounts.GatewaySecrets ?? Options.Keys,
            }
        );
        await _accounts.Resume(cancel);
    }

    internal static Task<AccountsDatabase> OpenAccountRows(NodeOptions options, CancellationToken cancel) =>
        options.Postgres is { } postgres
            ? AccountsDatabase.OpenPostgres(postgres, options.PostgresOwner, cancel)
            : AccountsDatabase.OpenFile(options.AccountsFile, cancel);

    private async ValueTask CloseAccounts()
    {
        if (_accountRows is not null)
        {
            await _accountRows.DisposeAsync();
        }
    }

    private void OpenWitness()
    {
        try
        {
            Witness = Keys.Witness() is { } key
                ? WitnessDesk.Open(
                    Options.WitnessMemory,
                    key,
                    Witnesses.Read(Options.WitnessedPolicy).LogKeys,
                    Options.Time
                )
                : null;
        }
        catch (InDoubtException doubt)
        {
            // Our own log runs; only others get no cosignature.
            Options.Tell(doubt.Says);
        }
    }

    private async Task Ensure(ViewTable table, CancellationToken cancel)
    {
        var served = await Store.Views.Ensure(table, cancel);
        if (served != table.Version)
        {
            Options.Tell(
                new(
                    $"数据表 {table.Name} 是第{served}版，本程序需要第{table.Version}版；重建完成以前不再更新。",
                    $"The view {table.Name} is of version {served}; this program folds version {table.Version}. It stays as it is until it is rebuilt."
                )
            );
        }
    }

    private async ValueTask CloseLogs()
    {
        foreach (var log in _logs)
        {
            await log.DisposeAsync();
        }

        _logs.Clear();
    }

    private static InDoubtException NoLog(NodeOptions options) =>
        new(
            new(
                $"{options.DataFolder} 中还没有账本。请先执行：daylight log init --data {options.DataFolder} --jurisdiction 行政区划代码 --origin 网址/log",
                $"{options.DataFolder} holds no log yet. First run: daylight log init --data {options.DataFolder} --jurisdiction CODE --origin HOST/log"
            )
        );
}
