using Dapper;
using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>
/// Lapses what is due, the oldest first. Any number of nodes may run one: the act ids meet, so that each lapse is
/// recorded once. After a stop it catches up in the same order.
/// </summary>
public sealed class DutyWorker(Clerk clerk, ILogStore store, TimeProvider time)
{
    /// <summary>
    /// Lapses handed in at a time: several groups of the clerk, so that it never waits for the next reading, and few enough
    /// that what people hand in meanwhile waits for less than half a second.
    /// </summary>
    private const int Batch = 2048;

    /// <summary>Lapses everything due now; returns how many lapses this call recorded or found recorded.</summary>
    public async Task<int> LapseDue(CancellationToken cancel = default)
    {
        var done = 0;
        while (await Next(cancel) is { Count: > 0 } due)
        {
            var size = clerk.Size;
            var outcomes = await Task.WhenAll(due.Select(row => Perform(row, cancel)));
            done += outcomes.Count(outcome => outcome is Outcome.Recorded);

            // An act that was recorded before is answered again and changes nothing: without progress there is no next round.
            if (!outcomes.Any(outcome => outcome is Outcome.Recorded recorded && recorded.First >= size))
            {
                break;
            }
        }

        return done;
    }

    /// <summary>
    /// Works every provisional due date out anew under the calendar in force; returns those that it moved, for the list that
    /// whoever adopted the year is shown. Nothing where every date was worked out before.
    /// </summary>
    public async Task<IReadOnlyList<MovedDate>> RedateProvisional(CancellationToken cancel = default)
    {
        var calendar = clerk.Rules.Calendar.Hash;
        var any = false;
        while (await Provisional(calendar, cancel) is { Count: > 0 } rows)
        {
            var outcomes = await Task.WhenAll(rows.Select(row => Redated(row, calendar, cancel)));
            if (!outcomes.Any(outcome => outcome is Outcome.Recorded))
            {
                break;
            }

            any = true;
        }

        return any
            ? (await MovedDates.By(calendar, clerk.Jurisdiction, store, int.MaxValue, cancel)).Dates
            : [];
    }

    private Task<Outcome> Redated(DutyRow row, string calendar, CancellationToken cancel) =>
        clerk.Perform(
            new(
                Redate.ActId(row.Matter, row.Duty, calendar, row.Redatings),
                new Redate.Act(row.Matter, row.Duty, calendar, row.Redatings),
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
            "AND standing IN ('Open', 'Lapsed') AND provisional = 1 AND calendar <> @calendar AND due IS NOT NULL ORDER BY due LIMIT 500",
            new { calendar }
        );
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
