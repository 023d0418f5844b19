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
    /// Lapses handed in at a time, which the clerk writes as one group: few enough that what people hand in meanwhile waits
    /// for less than half a second.
    /// </summary>
    private const int Batch = 4096;

    /// <summary>Lapses of one act: one that breaks takes these with it, and they are done again alone.</summary>
    private const int Together = 256;

    /// <summary>Lapses everything due now; returns how many lapses were handed in and recorded, here or by another node.</summary>
    public async Task<int> LapseDue(CancellationToken cancel = default)
    {
        var done = 0;
        while (await Next(cancel) is { Count: > 0 } due)
        {
            var size = clerk.Size;
            var parts = await Task.WhenAll(due.Chunk(Together).Select(part => Lapsed(part, cancel)));
            var recorded = parts.SelectMany(part => part).ToList();
            done += recorded.Sum(part => part.Lapses);

            // What was recorded before is answered again and changes nothing: without progress there is no next round.
            if (!recorded.Any(part => part.First >= size))
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

    private async Task<(int Lapses, long First)[]> Lapsed(Lapse.Act[] part, CancellationToken cancel)
    {
        var many = new Lapse.ManyAct(part);
        try
        {
            var outcome = await clerk.Perform(new(Lapse.ActId(many), many, Mandate.Worker), cancel);
            if (outcome is Outcome.Recorded together)
            {
                return [(part.Length, together.First)];
            }
        }
        catch (InvalidOperationException)
        {
            // A bug that one of them meets must not hold up the others: each is done alone.
        }

        var outcomes = await Task.WhenAll(
            part.Select(act =>
                clerk.Perform(new(Lapse.ActId(act.Matter, act.Duty, act.Due), act, Mandate.Worker), cancel)
            )
        );
        return [.. outcomes.OfType<Outcome.Recorded>().Select(recorded => (1, recorded.First))];
    }

    private async Task<IReadOnlyList<Lapse.Act>> Next(CancellationToken cancel)
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
        return
        [
            .. rows.Select(row => new Lapse.Act(
                row.Item1,
                row.Item2,
                DateTimeOffset.FromUnixTimeMilliseconds(row.Item3)
            )),
        ];
    }
}
