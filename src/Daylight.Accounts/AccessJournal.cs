using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Daylight.Ledger;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>What the access journal notes.</summary>
public enum AccessKind
{
    SignedIn,
    SignInRefused,
    SignInPaused,
    SignedOut,
    SessionEnded,
    FactorChanged,
    LinkOpened,
    LinkRefused,
    SlipOpened,
    SlipRefused,
    TokenUsed,
    TokenRefused,
    ActRefused,
    LookedUp,
    RecoveryAsked,
    ProviderRefused,

    /// <summary>Somebody signed in asked for what he may not see, or what is not there.</summary>
    LookUpRefused,
}

/// <summary>One line of the access journal.</summary>
/// <param name="Account">Opaque id; empty where nobody is known.</param>
/// <param name="Subject">What was looked at or tried, as an opaque id; never what was typed.</param>
/// <param name="Address">Network address; empty where the law of the matter forbids to keep it (slips, reports, ballots).</param>
public sealed record AccessLine(
    DateTimeOffset At,
    AccessKind Kind,
    string Account,
    string Subject,
    string Address
);

/// <summary>
/// Who signed in, was refused, or looked something up. It is no log of facts: it is kept for a time and then goes. So that
/// it cannot be rewritten meanwhile, the root over each day's lines becomes one fact on the day after.
/// </summary>
public sealed class AccessJournal(AccountsDatabase database, Clerk clerk, TimeProvider time)
{
    /// <summary>Days that lines are kept: three years, the security log's six months included.</summary>
    public const int KeptDays = 1096;

    private const string Columns =
        "id AS Id, at_ms AS AtMs, kind AS Kind, account AS Account, subject AS Subject, address AS Address";

    private string Jurisdiction => clerk.Jurisdiction;

    public Task Note(
        AccessKind kind,
        string account = "",
        string subject = "",
        string address = "",
        CancellationToken cancel = default
    )
    {
        var now = time.GetUtcNow();
        return database.Execute(
            "INSERT INTO accounts_access (jurisdiction_id, day, id, at_ms, kind, account, subject, address) VALUES (@Jurisdiction, @day, @id, @at, @kind, @account, @subject, @address)",
            new
            {
                Jurisdiction,
                day = Text(Shanghai.DayOf(now)),
                id = FactIds.New(now),
                at = now.ToUnixTimeMilliseconds(),
                kind = kind.ToString(),
                account,
                subject,
                address,
            },
            cancel
        );
    }

    /// <summary>Lines of a day, the newest first.</summary>
    /// <param name="account">Only those of this account; null for all.</param>
    public async Task<IReadOnlyList<AccessLine>> Of(
        DateOnly day,
        string? account,
        AccessKind? kind,
        int page,
        int size,
        CancellationToken cancel = default
    )
    {
        var lines = await database.Query<Line>(
            $"SELECT {Columns} FROM accounts_access WHERE jurisdiction_id = @Jurisdiction AND day = @day "
                + (account is null ? "" : "AND account = @account ")
                + (kind is null ? "" : "AND kind = @kind ")
                + "ORDER BY id DESC LIMIT @size OFFSET @skip",
            new
            {
                Jurisdiction,
                day = Text(day),
                account,
                kind = kind?.ToString(),
                size,
                skip = (page - 1) * size,
            },
            cancel
        );
        return
        [
            .. lines.Select(line => new AccessLine(
                DateTimeOffset.FromUnixTimeMilliseconds(line.AtMs),
                Enum.Parse<AccessKind>(line.Kind),
                line.Account,
                line.Subject,
                line.Address
            )),
        ];
    }

    /// <summary>Who looked at something, the newest first: for the person whom it is about.</summary>
    /// <param name="subject">As it was noted, e.g. <c>person/p-wang</c>.</param>
    public async Task<IReadOnlyList<AccessLine>> About(
        string subject,
        int page,
        int size,
        CancellationToken cancel = default
    )
    {
        var lines = await database.Query<Line>(
            $"SELECT {Columns} FROM accounts_access WHERE jurisdiction_id = @Jurisdiction AND subject = @subject AND kind = @kind "
                + "ORDER BY id DESC LIMIT @size OFFSET @skip",
            new
            {
                Jurisdiction,
                subject,
                kind = nameof(AccessKind.LookedUp),
                size,
                skip = (page - 1) * size,
            },
            cancel
        );
        return
        [
            .. lines.Select(line => new AccessLine(
                DateTimeOffset.FromUnixTimeMilliseconds(line.AtMs),
                AccessKind.LookedUp,
                line.Account,
                line.Subject,
                ""
            )),
        ];
    }

    /// <summary>Closes every day that is over, and drops the lines whose time is over. Run by the worker; twice is once.</summary>
    public async Task CloseDays(CancellationToken cancel = default)
    {
        var today = Shanghai.DayOf(time.GetUtcNow());
        var days = await database.Query<string>(
            "SELECT DISTINCT day FROM accounts_access WHERE jurisdiction_id = @Jurisdiction AND day < @today ORDER BY day LIMIT 4000",
            new { Jurisdiction, today = Text(today) },
            cancel
        );
        foreach (var day in days.Select(text => DateOnly.Parse(text, CultureInfo.InvariantCulture)))
        {
            if (day.AddDays(KeptDays) < today)
            {
                await Drop(day, cancel);
            }
            else
            {
                await Close(day, cancel);
            }
        }
    }

    /// <summary>The root over the lines of a day, RFC 6962, in hexadecimal, and how many there are.</summary>
    internal static async Task<(string Root, int Count)> RootOf(
        AccountsDatabase database,
        string jurisdiction,
        string day,
        CancellationToken cancel
    )
    {
        var lines = await database.Query<Line>(
            $"SELECT {Columns} FROM accounts_access WHERE jurisdiction_id = @jurisdiction AND day = @day ORDER BY id LIMIT 5000000",
            new { jurisdiction, day },
            cancel
        );
        return (Tree.Root([.. lines.Select(line => line.Leaf())]).ToHex(), lines.Count);
    }

    internal static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task Close(DateOnly day, CancellationToken cancel)
    {
        var (root, count) = await RootOf(database, Jurisdiction, Text(day), cancel);
        await clerk.Perform(
            new Submission(
                FactIds.Derived("access-day", Text(day)),
                new CloseAccessDay.Act(day, count, root),
                CloseAccessDay.Worker
            ),
            cancel
        );
    }

    private async Task Drop(DateOnly day, CancellationToken cancel)
    {
        await clerk.Perform(
            new Submission(
                FactIds.Derived("access-day-dropped", Text(day)),
                new CloseAccessDay.DropAct(day),
                CloseAccessDay.Worker
            ),
            cancel
        );
        await database.Execute(
            "DELETE FROM accounts_access WHERE jurisdiction_id = @Jurisdiction AND day = @day",
            new { Jurisdiction, day = Text(day) },
            cancel
        );
    }

    private sealed record Line(
        string Id,
        long AtMs,
        string Kind,
        string Account,
        string Subject,
        string Address
    )
    {
        public Hash Leaf() =>
            Tree.LeafHash(
                SHA256.HashData(
                    Encoding.UTF8.GetBytes(
                        string.Join(
                            '\n',
                            "daylight/access/v1",
                            Id,
                            AtMs.ToString(CultureInfo.InvariantCulture),
                            Kind,
                            Account,
                            Subject,
                            Address
                        )
                    )
                )
            );
    }
}
