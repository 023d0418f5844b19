namespace Daylight.Accounts;

/// <summary>A notice that is to go out, or could not.</summary>
/// <param name="AskedMs">When the oldest thing came that it tells of; milliseconds of the Unix epoch, as the others.</param>
/// <param name="Why">Why the last try failed; empty before one did.</param>
public sealed record OutgoingNotice(string Account, long AskedMs, long Tries, long NextMs, string Why)
{
    public DateTimeOffset Asked => DateTimeOffset.FromUnixTimeMilliseconds(AskedMs);
}

/// <summary>
/// The notices that wait to go out, one line per account: what comes while one waits goes with it. A line is taken by one
/// node, tried again later and later, and given up after a day.
/// </summary>
public sealed class Outgoing(AccountsDatabase database, string jurisdiction, TimeProvider time)
{
    private const int Waits = 1;
    private const int GivenUp = 2;

    /// <summary>Nobody is told more often; what comes meanwhile is told together.</summary>
    public static TimeSpan AtMostEvery { get; } = TimeSpan.FromHours(1);

    public static TimeSpan GivenUpAfter { get; } = TimeSpan.FromDays(1);

    /// <summary>How long a node has for one try before another takes the line.</summary>
    private static readonly TimeSpan s_taken = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan[] s_pauses =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
    ];

    private const string Columns =
        "account AS Account, asked_ms AS AskedMs, tries AS Tries, next_ms AS NextMs, why AS Why";

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Something waits for this account.</summary>
    public Task<int> Ask(string account, CancellationToken cancel = default) =>
        database.Execute(
            """
            INSERT INTO accounts_outgoing (jurisdiction_id, account, waits, asked_ms, tries, next_ms, sent_ms, why)
            VALUES (@jurisdiction, @account, 1, @Now, 0, @Now, 0, '')
            ON CONFLICT (jurisdiction_id, account) DO UPDATE SET
                waits = 1,
                tries = 0,
                asked_ms = @Now,
                next_ms = CASE WHEN accounts_outgoing.sent_ms + @every > @Now THEN accounts_outgoing.sent_ms + @every ELSE @Now END,
                why = ''
            WHERE accounts_outgoing.waits <> 1
            """,
            new
            {
                jurisdiction,
                account,
                Now,
                every = (long)AtMostEvery.TotalMilliseconds,
            },
            cancel
        );

    /// <summary>Lines whose time has come, taken by this node; at most 200.</summary>
    public async Task<IReadOnlyList<OutgoingNotice>> Take(CancellationToken cancel = default)
    {
        var due = await database.Query<OutgoingNotice>(
            $"SELECT {Columns} FROM accounts_outgoing WHERE jurisdiction_id = @jurisdiction AND waits = 1 AND next_ms <= @Now ORDER BY next_ms LIMIT 200",
            new { jurisdiction, Now },
            cancel
        );
        var taken = new List<OutgoingNotice>();
        foreach (var line in due)
        {
            var mine = await database.Execute(
                "UPDATE accounts_outgoing SET next_ms = @until WHERE jurisdiction_id = @jurisdiction AND account = @Account AND waits = 1 AND next_ms = @NextMs",
                new
                {
                    jurisdiction,
                    line.Account,
                    line.NextMs,
                    until = Now + (long)s_taken.TotalMilliseconds,
                },
                cancel
            );
            if (mine == 1)
            {
                taken.Add(line);
            }
        }

        return taken;
    }

    /// <summary>It went out, or there is nothing to tell any more.</summary>
    public Task Settle(OutgoingNotice line, bool sent, CancellationToken cancel = default) =>
        database.Execute(
            "UPDATE accounts_outgoing SET waits = 0, tries = 0, why = '', sent_ms = CASE WHEN @sent = 1 THEN @Now ELSE sent_ms END WHERE jurisdiction_id = @jurisdiction AND account = @Account",
            new
            {
                jurisdiction,
                line.Account,
                Now,
                sent = sent ? 1 : 0,
            },
            cancel
        );

    /// <summary>It did not go out: it is tried again, or given up.</summary>
    public Task Fail(OutgoingNotice line, string why, CancellationToken cancel = default) =>
        database.Execute(
            "UPDATE accounts_outgoing SET waits = @waits, tries = @tries, next_ms = @next, why = @why WHERE jurisdiction_id = @jurisdiction AND account = @Account",
            new
            {
                jurisdiction,
                line.Account,
                why,
                waits = Now - line.AskedMs < (long)GivenUpAfter.TotalMilliseconds ? Waits : GivenUp,
                tries = line.Tries + 1,
                next = Now + (long)s_pauses[Math.Min((int)line.Tries, s_pauses.Length - 1)].TotalMilliseconds,
            },
            cancel
        );

    /// <summary>Accounts that could not be told, the latest first; at most 200. The next thing that waits tries anew.</summary>
    public Task<IReadOnlyList<OutgoingNotice>> Undeliverable(CancellationToken cancel = default) =>
        database.Query<OutgoingNotice>(
            $"SELECT {Columns} FROM accounts_outgoing WHERE jurisdiction_id = @jurisdiction AND (waits = 2 OR tries > 0) ORDER BY asked_ms DESC LIMIT 200",
            new { jurisdiction },
            cancel
        );
}
