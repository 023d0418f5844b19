using System.Security.Cryptography;
using System.Text;
using Dapper;
using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>How somebody signed in.</summary>
public enum SignInWay
{
    Password,
    Passkey,
    Provider,
    Invitation,

    /// <summary>Chosen from a list, in a demonstration only.</summary>
    OneClick,
}

/// <summary>A session as its holder sees it.</summary>
/// <param name="Id">Public id, by which it is ended; it opens nothing.</param>
/// <param name="Office">The office in which its holder acts; empty while he holds none.</param>
/// <param name="Agent">Browser and system in two words.</param>
/// <param name="Proved">When its holder last gave his factors: sensitive changes ask again after a while.</param>
public sealed record Session(
    string Id,
    string Account,
    string Office,
    SignInWay Way,
    string Agent,
    DateTimeOffset Started,
    DateTimeOffset Seen,
    DateTimeOffset Proved
);

/// <summary>Sessions: made at sign-in and at no other time, idle for half an hour at most, twelve hours in all.</summary>
public sealed class Sessions(AccountsDatabase database, string jurisdiction, TimeProvider time)
{
    /// <summary>After so long without a request a session is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>After so long it is over in any case.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>So long after the factors were given, sensitive changes are made without asking again.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan s_noted = TimeSpan.FromSeconds(30);

    private const string Columns =
        "id AS Id, account AS Account, office AS Office, way AS Way, agent AS Agent, started_ms AS StartedMs, seen_ms AS SeenMs, proved_ms AS ProvedMs";

    /// <summary>Begins a session under a new secret. Returns the secret, which is kept by the browser only.</summary>
    public async Task<(string Secret, Session Session)> Begin(
        string account,
        string office,
        SignInWay way,
        string agent,
        CancellationToken cancel = default
    )
    {
        var now = time.GetUtcNow();
        var secret = Secrets.New();
        var session = new Session(FactIds.New(now), account, office, way, agent, now, now, now);
        await database.Execute(
            "INSERT INTO accounts_session (jurisdiction_id, id, token_hash, account, office, way, agent, started_ms, seen_ms, proved_ms) "
                + "VALUES (@jurisdiction, @Id, @hash, @account, @office, @way, @agent, @now, @now, @now)",
            new
            {
                jurisdiction,
                session.Id,
                hash = HashOf(secret),
                account,
                office,
                way = way.ToString(),
                agent,
                now = now.ToUnixTimeMilliseconds(),
            },
            cancel
        );
        return (secret, session);
    }

    /// <summary>The session of a secret, or null where there is none or its time is over. Notes that it was used.</summary>
    public async Task<Session?> Find(string secret, CancellationToken cancel = default)
    {
        var rows = await database.Query<Row>(
            $"SELECT {Columns} FROM accounts_session WHERE jurisdiction_id = @jurisdiction AND token_hash = @hash",
            new { jurisdiction, hash = HashOf(secret) },
            cancel
        );
        if (rows is not [var row])
        {
            return null;
        }

        var session = row.Session;
        var now = time.GetUtcNow();
        if (now >= session.Seen + Idle || now >= session.Started + Longest)
        {
            await End(session.Id, cancel);
            return null;
        }

        if (now >= session.Seen + s_noted)
        {
            await Set(session.Id, "seen_ms", now.ToUnixTimeMilliseconds(), cancel);
        }

        return session;
    }

    /// <summary>A session by its public id, while it is not over.</summary>
    public async Task<Session?> ById(string account, string id, CancellationToken cancel = default) =>
        (await Of(account, cancel)).FirstOrDefault(session => session.Id == id);

    /// <summary>Ends all sessions that were begun in one way; of one account, or of all where none is given.</summary>
    /// <returns>How many were ended.</returns>
    public Task<int> EndWay(SignInWay way, string? account = null, CancellationToken cancel = default) =>
        database.Execute(
            "DELETE FROM accounts_session WHERE jurisdiction_id = @jurisdiction AND way = @way"
                + (account is null ? "" : " AND account = @account"),
            new
            {
                jurisdiction,
                way = way.ToString(),
                account,
            },
            cancel
        );

    /// <summary>The sessions of an account that are not over, the newest first.</summary>
    public async Task<IReadOnlyList<Session>> Of(string account, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow();
        var rows = await database.Query<Row>(
            $"SELECT {Columns} FROM accounts_session WHERE jurisdiction_id = @jurisdiction AND account = @account "
                + "AND seen_ms > @seen AND started_ms > @started ORDER BY id DESC LIMIT 100",
            new
            {
                jurisdiction,
                account,
                seen = (now - Idle).ToUnixTimeMilliseconds(),
                started = (now - Longest).ToUnixTimeMilliseconds(),
            },
            cancel
        );
        return [.. rows.Select(row => row.Session)];
    }

    /// <summary>The holder acts in another of his offices from now on.</summary>
    public Task ActIn(string id, string office, CancellationToken cancel = default) =>
        Set(id, "office", office, cancel);

    /// <summary>The holder gave his factors again.</summary>
    public Task Prove(string id, CancellationToken cancel = default) =>
        Set(id, "proved_ms", time.GetUtcNow().ToUnixTimeMilliseconds(), cancel);

    public async Task<bool> End(string id, CancellationToken cancel = default) =>
        await database.Execute(
            "DELETE FROM accounts_session WHERE jurisdiction_id = @jurisdiction AND id = @id",
            new { jurisdiction, id },
            cancel
        ) == 1;

    /// <summary>Ends all sessions of an account but one.</summary>
    /// <returns>How many were ended.</returns>
    public Task<int> EndAll(string account, string except = "", CancellationToken cancel = default) =>
        database.Execute(
            "DELETE FROM accounts_session WHERE jurisdiction_id = @jurisdiction AND account = @account AND id <> @except",
            new
            {
                jurisdiction,
                account,
                except,
            },
            cancel
        );

    /// <summary>Drops what is over.</summary>
    public Task<int> Sweep(CancellationToken cancel = default) =>
        database.Execute(
            "DELETE FROM accounts_session WHERE jurisdiction_id = @jurisdiction AND (seen_ms <= @seen OR started_ms <= @started)",
            new
            {
                jurisdiction,
                seen = (time.GetUtcNow() - Idle).ToUnixTimeMilliseconds(),
                started = (time.GetUtcNow() - Longest).ToUnixTimeMilliseconds(),
            },
            cancel
        );

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private Task<int> Set(string id, string column, object value, CancellationToken cancel) =>
        database.Execute(
            $"UPDATE accounts_session SET {column} = @value WHERE jurisdiction_id = @jurisdiction AND id = @id",
            new
            {
                jurisdiction,
                id,
                value,
            },
            cancel
        );

    private sealed record Row(
        string Id,
        string Account,
        string Office,
        string Way,
        string Agent,
        long StartedMs,
        long SeenMs,
        long ProvedMs
    )
    {
        public Session Session =>
            new(
                Id,
                Account,
                Office,
                Enum.Parse<SignInWay>(Way),
                Agent,
                DateTimeOffset.FromUnixTimeMilliseconds(StartedMs),
                DateTimeOffset.FromUnixTimeMilliseconds(SeenMs),
                DateTimeOffset.FromUnixTimeMilliseconds(ProvedMs)
            );
    }
}
