using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Views;

namespace Daylight.Supervision.Deadlines;

/// <summary>In which part somebody held an item.</summary>
public enum HolderPart
{
    /// <summary>承办单位</summary>
    Unit,

    /// <summary>督查机构</summary>
    Office,

    /// <summary>交办领导</summary>
    Giver,
}

/// <summary>Where the days of a kind of item went.</summary>
/// <param name="Holder">A unit, or an office before which it lay.</param>
/// <param name="Items">How many items it held for a working day or longer.</param>
public sealed record DaysHeld(string Kind, HolderPart Part, string Holder, int Items, int WorkingDays);

/// <summary>A hand-up with the clock of the body that was asked.</summary>
public sealed record ObstacleRun(PartRow Obstacle, DutyRow? Clock)
{
    /// <summary>Answered by the date, or late; null while it waits, or where no clock ran.</summary>
    public bool? InTime => Clock is { DischargedAt: { } at, Due: { } due } ? at <= due : null;

    public bool Waits => Obstacle.Standing is "Open";

    public bool Overdue(DateTimeOffset now) => Waits && Clock?.Due < now;
}

/// <summary>Reads what became of deadlines, for 期限体检 and 堵点上交.</summary>
public sealed class DeadlineReading(ICounter counter)
{
    /// <summary>Duties of each standing that are looked at, those due last first.</summary>
    public const int Most = 5_000;

    /// <summary>Items whose holders are looked at, those due last first.</summary>
    public const int MostHeld = 500;

    private const string Closing = "item.close";

    private static readonly ItemPhase[] s_held =
    [
        ItemPhase.Assigned,
        ItemPhase.InHand,
        ItemPhase.DoneReported,
        ItemPhase.LaidBefore,
        ItemPhase.Confirmed,
        ItemPhase.Closed,
        ItemPhase.StruckOff,
    ];

    private string Jurisdiction => counter.Clerk.Jurisdiction;

    /// <summary>
    /// What was owed by a date in a period: of the kind of its matter, and the closing of items by their source. Units see
    /// what they owe themselves.
    /// </summary>
    /// <param name="most">Of each standing, those due last.</param>
    public async Task<(IReadOnlyList<DeadlineRun> Runs, bool Cut)> Runs(
        ItemScope scope,
        DateOnly from,
        DateOnly to,
        int most = Most
    )
    {
        await using var connection = await counter.Store.Read();
        var duties = new List<DutyRow>();
        var cut = false;
        foreach (var standing in new[] { DutyStanding.Discharged, DutyStanding.Lapsed, DutyStanding.Open })
        {
            var rows = await new DutyView().Read(
                connection,
                Jurisdiction,
                "AND standing = @standing AND due BETWEEN @from AND @to "
                    + (scope.All ? "" : "AND owner IN (@unit, @office) ")
                    + "ORDER BY due DESC LIMIT @most",
                new
                {
                    standing = standing.ToString(),
                    from = Shanghai.StartOf(from).ToUnixTimeMilliseconds(),
                    to = Shanghai.EndOf(to).ToUnixTimeMilliseconds(),
                    unit = scope.Unit,
                    office = scope.Office,
                    most,
                }
            );
            cut |= rows.Count == most;
            duties.AddRange(rows);
        }

        var items = await Items(
            connection,
            [.. duties.Where(duty => duty.What is Closing).Select(duty => ItemOf(duty.Matter))]
        );
        return ([.. duties.Select(duty => Run(duty, items)).OfType<DeadlineRun>()], cut);
    }

    /// <summary>
    /// Where the working days of closing items went, from assignment to closing or to now: 球在谁手里, added up by kind. Only of the
    /// last <see cref="MostHeld"/> items.
    /// </summary>
    public async Task<(IReadOnlyList<DaysHeld> Held, int Items)> Held(
        ItemScope scope,
        DateOnly from,
        DateOnly to
    )
    {
        await using var connection = await counter.Store.Read();
        var found = new List<ItemRow>();
        foreach (var phase in s_held)
        {
            // Phase by phase, so that each comes from the index in the order of its dates.
            found.AddRange(
                await new ItemView().Read(
                    connection,
                    Jurisdiction,
                    (scope.All ? "" : "AND lead = @unit ")
                        + "AND phase = @phase AND due BETWEEN @from AND @to ORDER BY due DESC LIMIT @most",
                    new
                    {
                        phase = phase.ToString(),
                        from = Shanghai.StartOf(from).ToUnixTimeMilliseconds(),
                        to = Shanghai.EndOf(to).ToUnixTimeMilliseconds(),
                        unit = scope.Unit,
                        most = MostHeld,
                    }
                )
            );
        }

        var rows = found.OrderByDescending(row => row.Due).Take(MostHeld).ToList();
        var steps = (
            await new ItemTimeline().Read(
                connection,
                Jurisdiction,
                "AND item IN @items AND kind IN ('DutyOpened', 'DutyPassed') ORDER BY item, version",
                new { items = rows.Select(row => row.Item).Append("").ToArray() }
            )
        ).ToLookup(step => step.Item);
        var now = counter.Time.GetUtcNow();
        var held = rows.SelectMany(row =>
            Held(row, [.. steps[row.Item]], now)
                .Select(charge => (Kind: KindOf(row), Part: PartOf(row, charge.Holder), Charge: charge))
        );
        return (
            [
                .. held.GroupBy(one => (one.Kind, one.Part, one.Charge.Holder))
                    .Select(group => new DaysHeld(
                        group.Key.Kind,
                        group.Key.Part,
                        group.Key.Holder,
                        group.Count(one => one.Charge.WorkingDays > 0),
                        group.Sum(one => one.Charge.WorkingDays)
                    ))
                    .OrderBy(one => one.Kind, StringComparer.Ordinal)
                    .ThenBy(one => one.Part)
                    .ThenBy(one => one.Holder, StringComparer.Ordinal),
            ],
            rows.Count
        );
    }

    /// <summary>
    /// Every hand-up that waits, and those answered; each with the clock of the body. At most 2,000, in order of their items.
    /// </summary>
    public async Task<IReadOnlyList<ObstacleRun>> Obstacles(ItemScope scope)
    {
        await using var connection = await counter.Store.Read();
        var rows = await new ItemParts().Read(
            connection,
            Jurisdiction,
            "AND kind = 'Obstacle' "
                + (scope.All ? "" : "AND (unit = @unit OR asked_by = @unit) ")
                + "ORDER BY item DESC, id LIMIT 2000",
            new { unit = scope.Unit }
        );
        var clocks = (
            await new DutyView().Read(
                connection,
                Jurisdiction,
                "AND matter IN @matters AND what = 'item.obstacle'",
                new { matters = rows.Select(row => ItemStreams.Of(row.Item)).Distinct().Append("").ToArray() }
            )
        ).ToDictionary(duty => (duty.Matter, duty.Duty));
        return
        [
            .. rows.Select(row => new ObstacleRun(
                row,
                clocks.GetValueOrDefault((ItemStreams.Of(row.Item), KeyWork.Obstacles.DutyOf(row.Id)))
            )),
        ];
    }

    private async Task<IReadOnlyDictionary<string, ItemRow>> Items(
        System.Data.Common.DbConnection connection,
        IReadOnlyList<string> ids
    )
    {
        var found = new Dictionary<string, ItemRow>(StringComparer.Ordinal);
        foreach (var part in ids.Distinct(StringComparer.Ordinal).Chunk(500))
        {
            foreach (
                var row in await new ItemView().Read(
                    connection,
                    Jurisdiction,
                    "AND item IN @part",
                    new { part }
                )
            )
            {
                found[row.Item] = row;
            }
        }

        return found;
    }

    private static DeadlineRun? Run(DutyRow duty, IReadOnlyDictionary<string, ItemRow> items)
    {
        if (duty is not { OriginalDue: { } first })
        {
            return null;
        }

        var item = duty.What is Closing ? items.GetValueOrDefault(ItemOf(duty.Matter)) : null;
        return new(
            item is null ? duty.What : KindOf(item),
            item?.Lead ?? duty.Owner,
            duty.Start,
            first,
            // A unit has done its part of the road when it reports; the office and the giver have their own days.
            item is null
                ? duty.DischargedAt
                : item.ReportedAt ?? item.ClosedAt,
            duty.Extensions > 0,
            duty.Redatings > duty.Extensions
        );
    }

    private IEnumerable<Charge> Held(ItemRow row, IReadOnlyList<ItemStep> steps, DateTimeOffset now) =>
        KeyWork.Faces.ItemWords.Charges(steps, row, counter.Clerk.Rules.Calendar, now);

    private static HolderPart PartOf(ItemRow row, string holder) =>
        holder == row.Office ? HolderPart.Office
        : holder == row.Giver ? HolderPart.Giver
        : HolderPart.Unit;

    /// <summary>Each source has a clock of its own, and is a kind of deadline of its own.</summary>
    public static string KindOf(ItemRow row) => $"source.{row.Source}";

    private static string ItemOf(string matter) => matter["item/".Length..];
}
