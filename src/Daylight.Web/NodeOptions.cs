using Daylight.Accounts;
using Daylight.Crypto;
using Daylight.Norms;
using Daylight.Proceedings.Publishing;
using Daylight.Proceedings.Sealing;

namespace Daylight.Web;

/// <summary>What a node is told. Which logs it keeps it finds in its key folder.</summary>
/// <param name="DataFolder">Holds <c>ledger.db</c> and <c>accounts.db</c> (unless PostgreSQL is used), <c>keys/</c>, <c>witness/</c> and <c>lock</c>.</param>
public sealed record NodeOptions(string DataFolder)
{
    public const string PostgresVariable = "DAYLIGHT_POSTGRES";
    public const string PostgresOwnerVariable = "DAYLIGHT_POSTGRES_OWNER";

    /// <summary><c>national</c> has new keys made in the national suite (国密).</summary>
    public const string SuiteVariable = "DAYLIGHT_SUITE";

    public const string AttachmentsVariable = "DAYLIGHT_ATTACHMENTS";

    /// <summary>The key folder; null for <c>keys</c> below the data folder. A medium of its own is better.</summary>
    public string? KeysFolder { get; init; }

    /// <summary>Connection string of the role that owns nothing; null for SQLite in the data folder.</summary>
    public string? Postgres { get; init; }

    /// <summary>Connection string of the owning role; needed where tables are made.</summary>
    public string? PostgresOwner { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A person confirmed that this host's clock is right although the last fact is days away.</summary>
    public bool ClockConfirmed { get; init; }

    /// <summary>Pause between two publications; null publishes only when asked.</summary>
    public TimeSpan? PublishEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where a running node tells trouble that does not stop it.</summary>
    public Action<Phrase> Tell { get; init; } = _ => { };

    /// <summary>Called after each step of a publication, each log; tests break off there.</summary>
    public Func<PublishStep, ValueTask> AfterPublishing { get; init; } = _ => ValueTask.CompletedTask;

    /// <summary>What this process does, told to a second one that wants the same folder.</summary>
    public string Verb { get; init; } = "serve";

    /// <summary>Who holds which office, on a node's first log; the registry unless it is said otherwise.</summary>
    public Func<Node, IOffices> Offices { get; init; } =
        node => new RegistryOffices(node.Store, node.Logs[0].Jurisdiction);

    public AccountsOptions Accounts { get; init; } = new();

    /// <summary>The modules of both suites, and the one in which new keys of cases are made.</summary>
    public SealingModules Modules { get; init; } = SealingModules.Software();

    /// <summary>The folder of attachments; null for <c>attachments</c> below the data folder. Nodes of one log share it.</summary>
    public string? AttachmentsFolder { get; init; }

    internal string Attachments => AttachmentsFolder ?? Path.Combine(DataFolder, "attachments");

    internal string Keys => KeysFolder ?? Path.Combine(DataFolder, "keys");

    /// <summary>Whom we ask to cosign our checkpoints (c2sp.org/tlog-policy).</summary>
    public string WitnessPolicy => Path.Combine(DataFolder, "witnesses.policy");

    /// <summary>Whose checkpoints we cosign: the log lines of a policy file.</summary>
    public string WitnessedPolicy => Path.Combine(DataFolder, "witnessed.policy");

    /// <summary>The levels above and below that letters are exchanged with; see <see cref="Levels.PeerList"/>.</summary>
    public string LevelsFile => Path.Combine(DataFolder, "levels");

    /// <summary>What we cosigned last. Never part of a backup.</summary>
    internal string WitnessMemory => Path.Combine(DataFolder, "witness");

    /// <summary>Credentials, sessions and the access journal; facts are not in it.</summary>
    internal string AccountsName { get; init; } = "accounts.db";

    internal string AccountsFile => Path.Combine(DataFolder, AccountsName);

    internal string LedgerFile => Path.Combine(DataFolder, "ledger.db");

    /// <summary>Options for a data folder, the database as the environment names it.</summary>
    public static NodeOptions FromEnvironment(string dataFolder) =>
        new(dataFolder)
        {
            Postgres = Environment.GetEnvironmentVariable(PostgresVariable),
            PostgresOwner = Environment.GetEnvironmentVariable(PostgresOwnerVariable),
            AttachmentsFolder = Environment.GetEnvironmentVariable(AttachmentsVariable),
            Modules = SealingModules.Software(SuiteOf(Environment.GetEnvironmentVariable(SuiteVariable))),
        };

    /// <exception cref="ArgumentException">when it is no suite.</exception>
    private static Suite SuiteOf(string? name) =>
        name switch
        {
            null or "" or "international" => Suite.International,
            "national" => Suite.National,
            _ => throw new ArgumentException(
                $"{SuiteVariable} is {name}; write international or national.",
                nameof(name)
            ),
        };
}
