using Dapper;

namespace Daylight.Accounts;

/// <summary>
/// Counts tries by what was tried, whether or not it exists: after the fifth wrong one there is a pause that doubles, up
/// to an hour. A try is counted before it is checked, so that many at once count as many.
/// </summary>
internal sealed class Lockout(AccountsDatabase database, string jurisdiction, TimeProvider time)
{
    /// <summary>Wrong tries without a pause.</summary>
    public const int Free = 5;

    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_forgotten = TimeSpan.FromDays(1);

    /// <summary>The pause after so many wrong tries in a row.</summary>
    public static TimeSpan After(long wrong)
    {
        if (wrong < Free)
        {
            return TimeSpan.Zero;
        }

        var minutes = Math.Pow(2, Math.Min(wrong - Free, 10));
        return minutes * TimeSpan.FromMinutes(1) < s_longest ? minutes * TimeSpan.FromMinutes(1) : s_longest;
    }

    /// <summary>Takes one try. Null where it may be made, else the end of the pause.</summary>
    public Task<DateTimeOffset?> Try(string what, DateTimeOffset now, CancellationToken cancel) =>
        database.Write<DateTimeOffset?>(
            async (connection, transaction) =>
            {
                var with = new
                {
                    jurisdiction,
                    id = Key(what),
                    now = now.ToUnixTimeMilliseconds(),
                    old = (now - s_forgotten).ToUnixTimeMilliseconds(),
                };

                // The row is taken for writing first, so that no two tries read the same count.
                await connection.ExecuteAsync(
                    "INSERT INTO accounts_counter (jurisdiction_id, id, amount, until_ms) VALUES (@jurisdiction, @id, 0, 0) "
                        + "ON CONFLICT (jurisdiction_id, id) DO UPDATE SET amount = CASE WHEN accounts_counter.until_ms < @old THEN 0 ELSE accounts_counter.amount END",
                    with,
                    transaction
                );
                var row = await connection.QuerySingleAsync<Counted>(
                    "SELECT amount AS Amount, until_ms AS UntilMs FROM accounts_counter WHERE jurisdiction_id = @jurisdiction AND id = @id",
                    with,
                    transaction
                );
                if (row.Amount >= Free && now.ToUnixTimeMilliseconds() < row.UntilMs)
                {
                    return DateTimeOffset.FromUnixTimeMilliseconds(row.UntilMs);
                }

                await connection.ExecuteAsync(
                    "UPDATE accounts_counter SET amount = @amount, until_ms = @until WHERE jurisdiction_id = @jurisdiction AND id = @id",
                    new
                    {
                        with.jurisdiction,
                        with.id,
                        amount = row.Amount + 1,
                        until = (now + After(row.Amount + 1)).ToUnixTimeMilliseconds(),
                    },
                    transaction
                );
                return null;
            },
            cancel
        );

    /// <summary>The try was right: the count begins anew.</summary>
    public Task Forget(string what, CancellationToken cancel) =>
        database.Execute(
            "DELETE FROM accounts_counter WHERE jurisdiction_id = @jurisdiction AND id = @id",
            new { jurisdiction, id = Key(what) },
            cancel
        );

    /// <summary>Takes a one-time step: true only for one later than any taken before.</summary>
    public async Task<bool> TakeStep(string credential, long step, CancellationToken cancel) =>
        await database.Execute(
            "INSERT INTO accounts_counter (jurisdiction_id, id, amount, until_ms) VALUES (@jurisdiction, @id, @step, 0) "
                + "ON CONFLICT (jurisdiction_id, id) DO UPDATE SET amount = @step WHERE accounts_counter.amount < @step",
            new
            {
                jurisdiction,
                id = $"step/{credential}",
                step,
            },
            cancel
        ) == 1;

    /// <summary>The last step that was taken; 0 before the first.</summary>
    public async Task<long> StepOf(string credential, CancellationToken cancel)
    {
        var rows = await database.Query<long>(
            "SELECT amount FROM accounts_counter WHERE jurisdiction_id = @jurisdiction AND id = @id",
            new { jurisdiction, id = $"step/{credential}" },
            cancel
        );
        return rows is [var step] ? step : 0;
    }

    /// <summary>Drops counts of challenges that nobody can present any more.</summary>
    public Task<int> Sweep(CancellationToken cancel) =>
        database.Execute(
            "DELETE FROM accounts_counter WHERE jurisdiction_id = @jurisdiction AND id LIKE 'step/challenge/%' AND id < @before",
            new
            {
                jurisdiction,
                before = $"step/challenge/{Proceedings.FactIds.New(time.GetUtcNow() - TimeSpan.FromHours(1))[..12]}",
            },
            cancel
        );

    private static string Key(string what) => $"try/{what}";

    private sealed record Counted(long Amount, long UntilMs);
}
