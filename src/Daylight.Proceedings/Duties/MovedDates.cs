using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>A due date that a year's notice moved.</summary>
/// <param name="Owner">Opaque id of the unit that owes it.</param>
public sealed record MovedDate(
    string Matter,
    string Duty,
    string Title,
    string Owner,
    DateTimeOffset? Before,
    DateTimeOffset? After
);

/// <summary>The due dates that stand where a calendar moved them.</summary>
public static class MovedDates
{
    /// <param name="calendar">Hash of the calendar.</param>
    /// <param name="most">Most dates that are returned, in order of the new date; the total counts them all.</param>
    public static async Task<(IReadOnlyList<MovedDate> Dates, long Total)> By(
        string calendar,
        string jurisdiction,
        ILogStore store,
        int most,
        CancellationToken cancel = default
    )
    {
        const string Moved = "AND calendar = @calendar AND due_before_calendar IS NOT NULL";
        var view = new DutyView();
        await using var connection = await store.Read(cancel);
        var rows = await view.Read(
            connection,
            jurisdiction,
            $"{Moved} ORDER BY due, matter, duty LIMIT @most",
            new { calendar, most }
        );
        var total =
            rows.Count < most
                ? rows.Count
                : await view.Count(connection, jurisdiction, Moved, new { calendar });
        return (
            [
                .. rows.Select(row => new MovedDate(
                    row.Matter,
                    row.Duty,
                    row.Title,
                    row.Owner,
                    row.DueBeforeCalendar,
                    row.Due
                )),
            ],
            total
        );
    }
}
