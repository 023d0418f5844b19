using System.Data.Common;
using Dapper;
using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>
/// The rows of credentials. A change is staged, recorded in the log, then applied: what a stopped machine left staged is
/// applied where the log holds its act, and forgotten where it does not. So rows and log agree after every stop.
/// </summary>
internal sealed class Credentials(
    AccountsDatabase database,
    Clerk clerk,
    Store.ILogStore store,
    TimeProvider time
)
{
    private const string Columns =
        "id AS Id, account AS Account, kind AS Kind, material AS Material, found_by AS FoundBy, since_ms AS SinceMs, until_ms AS UntilMs";

    /// <summary>Mark of a staged row that ends a credential instead of setting it.</summary>
    private const string Ends = "-";

    private string Jurisdiction => clerk.Jurisdiction;

    /// <summary>Has an act decided that sets and ends credentials, and changes the rows where it is granted.</summary>
    /// <param name="sets">Rows that the act's facts name by hash.</param>
    /// <param name="ends">Ids of rows that the act ends.</param>
    public async Task<Outcome> Change(
        Submission submission,
        IReadOnlyList<CredentialRow> sets,
        IReadOnlyList<string> ends,
        CancellationToken cancel = default
    )
    {
        await Stage(submission.ActId, sets, ends, cancel);

        // Where this throws, only the log knows whether the act was recorded: Resume asks it later.
        var outcome = await clerk.Perform(submission, cancel);
        await Settle(submission.ActId, outcome is Outcome.Recorded, cancel);
        return outcome;
    }

    /// <summary>Applies or forgets what was left staged before an instant, by acts that are surely over.</summary>
    public async Task Resume(DateTimeOffset before, CancellationToken cancel = default)
    {
        var acts = await database.Query<string>(
            "SELECT DISTINCT act_id FROM accounts_staged WHERE jurisdiction_id = @Jurisdiction AND since_ms < @before LIMIT 10000",
            new { Jurisdiction, before = before.ToUnixTimeMilliseconds() },
            cancel
        );
        if (acts.Count == 0)
        {
            return;
        }

        var known = (await store.LookUp(Jurisdiction, [.. acts], [], cancel)).Acts;
        foreach (var act in acts)
        {
            await Settle(act, known.ContainsKey(act), cancel);
        }
    }

    /// <summary>The standing credentials of an account.</summary>
    public Task<IReadOnlyList<CredentialRow>> Of(string account, CancellationToken cancel = default) =>
        database.Query<CredentialRow>(
            $"SELECT {Columns} FROM accounts_credential WHERE jurisdiction_id = @Jurisdiction AND account = @account ORDER BY since_ms, id LIMIT 200",
            new { Jurisdiction, account },
            cancel
        );

    /// <summary>The credential that is found by a keyed hash.</summary>
    public async Task<CredentialRow?> By(
        string foundBy,
        CredentialKind kind,
        CancellationToken cancel = default
    )
    {
        var rows = await database.Query<CredentialRow>(
            $"SELECT {Columns} FROM accounts_credential WHERE jurisdiction_id = @Jurisdiction AND found_by = @foundBy AND kind = @kind LIMIT 1",
            new
            {
                Jurisdiction,
                foundBy,
                kind = kind.ToString(),
            },
            cancel
        );
        return rows is [var row] ? row : null;
    }

    /// <summary>One credential by its id.</summary>
    public async Task<CredentialRow?> Find(string id, CancellationToken cancel = default)
    {
        var rows = await database.Query<CredentialRow>(
            $"SELECT {Columns} FROM accounts_credential WHERE jurisdiction_id = @Jurisdiction AND id = @id",
            new { Jurisdiction, id },
            cancel
        );
        return rows is [var row] ? row : null;
    }

    /// <summary>Standing credentials of a kind.</summary>
    public Task<IReadOnlyList<CredentialRow>> All(CredentialKind kind, CancellationToken cancel = default) =>
        database.Query<CredentialRow>(
            $"SELECT {Columns} FROM accounts_credential WHERE jurisdiction_id = @Jurisdiction AND kind = @kind ORDER BY since_ms DESC, id LIMIT 1000",
            new { Jurisdiction, kind = kind.ToString() },
            cancel
        );

    private Task<bool> Stage(
        string act,
        IReadOnlyList<CredentialRow> sets,
        IReadOnlyList<string> ends,
        CancellationToken cancel
    ) =>
        database.Write(
            async (connection, transaction) =>
            {
                var now = time.GetUtcNow().ToUnixTimeMilliseconds();
                var rows = sets.Concat(ends.Select(id => new CredentialRow(id, "", Ends, [], "", now, 0)));
                foreach (var row in rows)
                {
                    await connection.ExecuteAsync(
                        "INSERT INTO accounts_staged (jurisdiction_id, act_id, id, account, kind, material, found_by, since_ms, until_ms) "
                            + "VALUES (@Jurisdiction, @act, @Id, @Account, @Kind, @Material, @FoundBy, @SinceMs, @UntilMs) ON CONFLICT DO NOTHING",
                        With(row, act),
                        transaction
                    );
                }

                return true;
            },
            cancel
        );

    private Task<bool> Settle(string act, bool recorded, CancellationToken cancel) =>
        database.Write(
            async (connection, transaction) =>
            {
                if (recorded)
                {
                    await Apply(connection, transaction, act);
                }

                await connection.ExecuteAsync(
                    "DELETE FROM accounts_staged WHERE jurisdiction_id = @Jurisdiction AND act_id = @act",
                    new { Jurisdiction, act },
                    transaction
                );
                return true;
            },
            cancel
        );

    private async Task Apply(DbConnection connection, DbTransaction transaction, string act)
    {
        await connection.ExecuteAsync(
            "DELETE FROM accounts_credential WHERE jurisdiction_id = @Jurisdiction AND id IN "
                + "(SELECT id FROM accounts_staged WHERE jurisdiction_id = @Jurisdiction AND act_id = @act)",
            new { Jurisdiction, act },
            transaction
        );
        await connection.ExecuteAsync(
            "INSERT INTO accounts_credential (jurisdiction_id, id, account, kind, material, found_by, since_ms, until_ms) "
                + "SELECT jurisdiction_id, id, account, kind, material, found_by, since_ms, until_ms FROM accounts_staged "
                + "WHERE jurisdiction_id = @Jurisdiction AND act_id = @act AND kind <> @Ends",
            new
            {
                Jurisdiction,
                act,
                Ends,
            },
            transaction
        );
    }

    private object With(CredentialRow row, string act) =>
        new
        {
            Jurisdiction,
            act,
            row.Id,
            row.Account,
            row.Kind,
            row.Material,
            row.FoundBy,
            row.SinceMs,
            row.UntilMs,
        };
}
