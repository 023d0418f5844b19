using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Store;
using Daylight.Supervision.KeyWork.Views;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// Sends the reminders whose time has come. Any number of nodes may run one: the act ids meet, so that each reminder is
/// recorded once. Outside office hours it looks for urgent matters only.
/// </summary>
public sealed class ReminderWorker(Clerk clerk, ILogStore store, TimeProvider time)
{
    private const int Batch = 500;

    /// <summary>How far ahead it looks; no pack reminds earlier.</summary>
    private static readonly TimeSpan s_ahead = TimeSpan.FromDays(30);

    /// <summary>Sends what is due; returns how many reminders this call recorded.</summary>
    public async Task<int> SendDue(CancellationToken cancel = default)
    {
        var now = time.GetUtcNow();
        var quiet = SendReminder.Hours(urgent: false, clerk.Rules, now) is not null;
        var sent = 0;
        foreach (
            var (rung, rows) in new[]
            {
                (Ladder.Overdue, await Overdue(now, quiet, cancel)),
                (Ladder.NearDue, await Near(now, quiet, cancel)),
            }
        )
        {
            var outcomes = await Task.WhenAll(
                rows.Select(row =>
                    clerk.Perform(
                        new Submission(
                            SendReminder.ActId(row.Item, rung, row.Due!.Value),
                            new SendReminder.Act(row.Item, rung, row.Due!.Value),
                            Mandate.Worker
                        ),
                        cancel
                    )
                )
            );
            sent += outcomes.Count(outcome => outcome is Outcome.Recorded);
        }

        return sent;
    }

    private Task<IReadOnlyList<ItemRow>> Overdue(DateTimeOffset now, bool quiet, CancellationToken cancel) =>
        Read(
            "AND due < @now AND (overdue_told IS NULL OR overdue_told <> due)",
            new { now = now.ToUnixTimeMilliseconds() },
            quiet,
            cancel
        );

    private async Task<IReadOnlyList<ItemRow>> Near(DateTimeOffset now, bool quiet, CancellationToken cancel)
    {
        var rows = await Read(
            "AND due >= @now AND due < @until AND (near_told IS NULL OR near_told <> due)",
            new { now = now.ToUnixTimeMilliseconds(), until = (now + s_ahead).ToUnixTimeMilliseconds() },
            quiet,
            cancel
        );

        // Most are not near by their norm: they are passed over here rather than refused by the clerk.
        return [.. rows.Where(row => IsNear(row, now))];
    }

    private bool IsNear(ItemRow row, DateTimeOffset now) =>
        Norms.NormId.TryParse(row.Norm, out var norm)
        && clerk.Rules.Find(norm)?.On(Shanghai.DayOf(now))?.Parameters is Norms.Deadline deadline
        && deadline.IsNear(clerk.Rules.Calendar, Shanghai.DayOf(row.Due!.Value), Shanghai.DayOf(now));

    private async Task<IReadOnlyList<ItemRow>> Read(
        string where,
        object values,
        bool quiet,
        CancellationToken cancel
    )
    {
        await using var connection = await store.Read(cancel);
        return await new ItemView().Read(
            connection,
            clerk.Jurisdiction,
            $"AND phase IN ('Assigned', 'InHand') {where} {(quiet ? "AND urgent = 1 " : "")}ORDER BY due LIMIT {Batch}",
            values
        );
    }
}
