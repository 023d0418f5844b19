using Dapper;
using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>
/// Lapses what is due, the oldest first. Any number of nodes may run one: the act ids meet, so that each lapse is
/// recorded once. After a stop it catches up in the same order.
/// </summary>
public sealed class DutyWorker(Clerk clerk, ILogStore store, TimeProvider time)
{
    /// <summary>Lapses handed in at a time.</summary>
    private const int Batch = 500;

    /// <summary>Lapses everything due now; returns how many lapses this call recorded or found recorded.</summary>
    public async Task<int> LapseDue(CancellationToken cancel = default)
    {
        var done = 0;
        while (await Next(cancel) is { Count: > 0 } due)
        {
            var outcomes = await Task.WhenAll(due.Select(row => Perform(row, cancel)));
            done += outcomes.Count(outcome => outcome is Outcome.Recorded);
            if (!outcomes.Any(outcome => outcome is Outcome.Recorded))
            {
                break;
            }
        }

        return done;
    }

    /// <summary>
    /// Works every provisional due date out anew under the calendar in force; returns those that moved, for the list that
    /// whoever adopted the year is shown.
    /// </summary>
    public async Task<IReadOnlyList<MovedDate>> RedateProvisional(CancellationToken cancel = default)
    {
        var moved = new List<MovedDate>();
        var calendar = clerk.Rules.Calendar.Hash;
        while (await Provisional(calendar, cancel) is { Count: > 0 } rows)
        {
            var outcomes = await Task.WhenAll(rows.Select(row => Redated(row, calendar, cancel)));
            if (!outcomes.Any(outcome => outcome is Outcome.Recorded))
            {
                break;
            }

            var after = await Read(rows, cancel);
            moved.AddRange(
                rows.Where(row => after.GetValueOrDefault((row.Matter, row.Duty)) != row.Due)
                    .Select(row => new MovedDate(
                        row.Matter,
                        row.Title,
                        row.Due,
                        after.GetValueOrDefault((row.Matter, row.Duty))
                    ))
            );
        }

        return moved;
    }

    private Task<Outcome> Redated(DutyRow row, string calendar, CancellationToken cancel) =>
        clerk.Perform(
            new(
                Redate.ActId(row.Matter, row.Duty, calendar),
                new Redate.Act(row.Matter, row.Duty, calendar),
                Mandate.Worker
            ),
            cancel
        );

    private async Task<IReadOnlyList<DutyRow>> Provisional(string calendar, CancellationToken cancel)
    {
        await using var connection = await store.Read(cancel);
        return await new DutyView().Read(
            connection,
            clerk.Jurisdiction,
            "AND standing IN ('Open', 'Lapsed') AND provisional = 1 AND calendar <> @calendar ORDER BY due LIMIT 500",
            new { calendar }
        );
    }

    private async Task<Dictionary<(string, string), DateTimeOffset?>> Read(
        IReadOnlyList<DutyRow> rows,
        CancellationToken cancel
    )
    {
        await using var connection = await store.Read(cancel);
        var due = new Dictionary<(string, string), DateTimeOffset?>();
        foreach (var row in rows)
        {
            var now = await new DutyView().Read(
                connection,
                clerk.Jurisdiction,
                "AND matter = @matter AND duty = @duty LIMIT 1",
                new { matter = row.Matter, duty = row.Duty }
            );
            due[(row.Matter, row.Duty)] = now.Count == 0 ? null : now[0].Due;
        }

        return due;
    }

    private Task<Outcome> Perform((string Matter, string Duty, long Due) row, CancellationToken cancel)
    {
        var due = DateTimeOffset.FromUnixTimeMilliseconds(row.Due);
        var act = new Lapse.Act(row.Matter, row.Duty, due);
        return clerk.Perform(new(Lapse.ActId(row.Matter, row.Duty, due), act, Mandate.Worker), cancel);
    }

    private async Task<IReadOnlyList<(string Matter, string Duty, long Due)>> Next(CancellationToken cancel)
    {
        await using var connection = await store.Read(cancel);
        var rows = await connection.QueryAsync<(string, string, long)>(
            new CommandDefinition(
                "SELECT matter, duty, due FROM duty WHERE jurisdiction_id = @jurisdiction AND standing = 'Open' AND due < @now ORDER BY due, matter, duty LIMIT @batch",
                new
                {
                    jurisdiction = clerk.Jurisdiction,
                    now = time.GetUtcNow().ToUnixTimeMilliseconds(),
                    batch = Batch,
                },
                cancellationToken: cancel
            )
        );
        return [.. rows];
    }
}

/// <summary>A due date that a year's notice moved.</summary>
public sealed record MovedDate(string Matter, string Title, DateTimeOffset? Before, DateTimeOffset? After);
