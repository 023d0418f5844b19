using Dapper;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Views;

/// <summary>Which items somebody may see: all of them, or those of his unit.</summary>
public sealed record ItemScope(bool All, string Unit, string Office)
{
    /// <summary>The scope of a mandate: whoever runs, approves, gives or publishes sees all, a unit sees its own.</summary>
    public static ItemScope Of(Mandate mandate) =>
        new(
            new[]
            {
                SupervisionPowers.Run,
                SupervisionPowers.Approve,
                SupervisionPowers.Give,
                SupervisionPowers.Publish,
            }.Any(power => mandate.Lacks(power) is null),
            mandate.Unit,
            mandate.Office
        );
}

/// <summary>Conditions of a list of items; empty ones hold for all.</summary>
public sealed record ItemWanted(
    string Words = "",
    string Number = "",
    ItemPhase? Phase = null,
    ItemSource? Source = null,
    string Lead = "",
    string Giver = "",
    bool LateOnly = false
)
{
    internal string Sql =>
        (Number.Length == 0 ? "" : "AND number = @number ")
        + (Phase is null ? "" : "AND phase = @phase ")
        + (Source is null ? "" : "AND source = @source ")
        + (Lead.Length == 0 ? "" : "AND lead = @lead ")
        + (Giver.Length == 0 ? "" : "AND giver = @giver ")
        + (LateOnly ? "AND lapsed_at IS NOT NULL AND closed_at IS NULL " : "");
}

/// <summary>Reads the views of this mechanism for its pages.</summary>
public sealed class ItemReading(ICounter counter)
{
    private const string Visible =
        "AND (@all = 1 OR (phase NOT IN ('Proposed', 'Approved', 'Declined') AND (lead = @unit OR ',' || assistants || ',' LIKE '%,' || @unit || ',%' OR ',' || called || ',' LIKE '%,' || @unit || ',%'))) ";

    /// <summary>Rows of a list are counted up to this.</summary>
    public const int CountedTo = 1_000;

    /// <summary>What is found by words is counted up to this.</summary>
    public const int FoundTo = 1_000;

    private static readonly ItemView s_items = new();
    private static readonly ItemTimeline s_steps = new();
    private static readonly DutyView s_duties = new();

    private string Jurisdiction => counter.Clerk.Jurisdiction;

    /// <summary>One page of items, the newest first, and how many there are.</summary>
    public async Task<(IReadOnlyList<ItemRow> Rows, long Total)> List(
        ItemScope scope,
        string? words,
        string? phase,
        bool lateOnly,
        int page,
        int size
    )
    {
        await using var connection = await counter.Store.Read();
        var wanting = await ItemWanting.Read(counter, connection, words);
        var rest =
            (scope.All ? "" : Visible)
            + wanting.Sql
            + (string.IsNullOrWhiteSpace(phase) ? "" : "AND phase = @phase ")
            + (lateOnly ? "AND lapsed_at IS NOT NULL AND closed_at IS NULL " : "");
        var with = new DynamicParameters(wanting.With);
        with.AddDynamicParams(
            new
            {
                all = 0,
                unit = scope.Unit,
                phase,
                size,
                skip = (page - 1) * size,
            }
        );
        return (
            await s_items.Read(
                connection,
                Jurisdiction,
                rest + "ORDER BY proposed_at DESC, item LIMIT @size OFFSET @skip",
                with
            ),
            await s_items.CountUpTo(connection, Jurisdiction, rest, wanting.IsAny ? CountedTo : FoundTo, with)
        );
    }

    /// <summary>Items in these phases, the earliest due first; at most 50.</summary>
    public async Task<IReadOnlyList<ItemRow>> Waiting(ItemScope scope, params IReadOnlyList<ItemPhase> phases)
    {
        await using var connection = await counter.Store.Read();
        return await EarliestOf(
            phases,
            50,
            (phase, most) =>
                s_items.Read(
                    connection,
                    Jurisdiction,
                    (scope.All ? "" : Visible) + "AND phase = @phase ORDER BY due, item LIMIT @most",
                    new
                    {
                        all = 0,
                        unit = scope.Unit,
                        phase,
                        most,
                    }
                )
        );
    }

    /// <summary>
    /// Phase by phase, so that each comes from the index in its order and none is sorted as a whole: one phase may hold
    /// a hundred thousand items.
    /// </summary>
    private static async Task<IReadOnlyList<ItemRow>> EarliestOf(
        IEnumerable<ItemPhase> phases,
        int most,
        Func<string, int, Task<IReadOnlyList<ItemRow>>> read
    )
    {
        var found = new List<ItemRow>();
        foreach (var phase in phases)
        {
            found.AddRange(await read(phase.ToString(), most));
        }

        return
        [
            .. found
                .OrderBy(row => row.Due ?? DateTimeOffset.MinValue)
                .ThenBy(row => row.Item, StringComparer.Ordinal)
                .Take(most),
        ];
    }

    /// <summary>Items with a request that waits for an answer; at most 50.</summary>
    public async Task<IReadOnlyList<ItemRow>> Asking()
    {
        await using var connection = await counter.Store.Read();
        // One after the other and by their values: for "IS NOT NULL" no index is taken, and the whole table is read.
        var asked = await s_items.Read(
            connection,
            Jurisdiction,
            "AND asked_to >= '' ORDER BY due, item LIMIT 50"
        );
        var returned = await s_items.Read(
            connection,
            Jurisdiction,
            "AND return_to >= '' ORDER BY due, item LIMIT 50"
        );
        return
        [
            .. asked
                .Concat(returned)
                .DistinctBy(row => row.Item)
                .OrderBy(row => row.Due ?? DateTimeOffset.MinValue)
                .ThenBy(row => row.Item, StringComparer.Ordinal)
                .Take(50),
        ];
    }

    /// <summary>The item, or null where there is none or the scope does not hold it: both look alike.</summary>
    public async Task<ItemRow?> Find(ItemScope scope, string item)
    {
        await using var connection = await counter.Store.Read();
        var rows = await s_items.Read(
            connection,
            Jurisdiction,
            Visible + "AND item = @item LIMIT 1",
            new
            {
                all = scope.All ? 1 : 0,
                unit = scope.Unit,
                item,
            }
        );
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>
    /// Items that fulfil all conditions, the newest first, after one that was read before. Only those that the scope holds.
    /// </summary>
    public async Task<IReadOnlyList<ItemRow>> After(
        ItemScope scope,
        ItemWanted wanted,
        (DateTimeOffset At, string Item)? after,
        int most
    )
    {
        await using var connection = await counter.Store.Read();
        var wanting = await ItemWanting.Read(counter, connection, wanted.Words);
        var with = new DynamicParameters(wanting.With);
        with.AddDynamicParams(
            new
            {
                all = 0,
                unit = scope.Unit,
                phase = wanted.Phase?.ToString(),
                source = wanted.Source?.ToString(),
                lead = wanted.Lead,
                giver = wanted.Giver,
                number = wanted.Number,
                at = after?.At.ToUnixTimeMilliseconds(),
                last = after?.Item,
                most,
            }
        );
        return await s_items.Read(
            connection,
            Jurisdiction,
            (scope.All ? "" : Visible)
                + wanting.Sql
                + wanted.Sql
                + (after is null ? "" : "AND proposed_at <= @at AND (proposed_at < @at OR item > @last) ")
                + "ORDER BY proposed_at DESC, item LIMIT @most",
            with
        );
    }

    /// <summary>The version of an item's stream, of which its duties are a part.</summary>
    public async Task<long> VersionOf(string item)
    {
        await using var connection = await counter.Store.Read();
        var newest = await s_steps.Read(
            connection,
            Jurisdiction,
            "AND item = @item ORDER BY version DESC LIMIT 1",
            new { item }
        );
        return newest.Count == 0 ? 0 : newest[0].Version;
    }

    /// <summary>Its time line, oldest first.</summary>
    public async Task<IReadOnlyList<ItemStep>> Steps(string item)
    {
        await using var connection = await counter.Store.Read();
        return await s_steps.Read(
            connection,
            Jurisdiction,
            "AND item = @item ORDER BY version LIMIT 1000",
            new { item }
        );
    }

    /// <summary>Items that a date of theirs, first or in force, brings into a period; at most 20,000.</summary>
    public async Task<IReadOnlyList<ItemRow>> DueBetween(ItemScope scope, DateOnly from, DateOnly to)
    {
        await using var connection = await counter.Store.Read();
        return await s_items.Read(
            connection,
            Jurisdiction,
            Visible
                + "AND (due BETWEEN @from AND @to OR first_due BETWEEN @from AND @to) ORDER BY due, item LIMIT 20000",
            new
            {
                all = scope.All ? 1 : 0,
                unit = scope.Unit,
                from = Norms.Calendar.Shanghai.StartOf(from).ToUnixTimeMilliseconds(),
                to = Norms.Calendar.Shanghai.EndOf(to).ToUnixTimeMilliseconds(),
            }
        );
    }

    /// <summary>Open items due up to an instant, the earliest first; overdue ones are those before now.</summary>
    /// <param name="from">Those due before this instant are left out; null for none.</param>
    /// <param name="most">How many at most; a page that shows twenty asks for no more.</param>
    public async Task<IReadOnlyList<ItemRow>> DueUntil(
        ItemScope scope,
        DateTimeOffset until,
        string? giver = null,
        DateTimeOffset? from = null,
        int most = 200
    )
    {
        await using var connection = await counter.Store.Read();
        return await EarliestOf(
            [
                ItemPhase.Assigned,
                ItemPhase.InHand,
                ItemPhase.DoneReported,
                ItemPhase.LaidBefore,
                ItemPhase.Confirmed,
            ],
            most,
            (phase, atMost) =>
                s_items.Read(
                    connection,
                    Jurisdiction,
                    (scope.All ? "" : Visible)
                        + (giver is null ? "" : "AND giver = @giver ")
                        + (from is null ? "" : "AND due >= @from ")
                        + "AND phase = @phase AND due <= @until ORDER BY due, item LIMIT @atMost",
                    new
                    {
                        all = 0,
                        unit = scope.Unit,
                        giver,
                        phase,
                        from = from?.ToUnixTimeMilliseconds(),
                        until = until.ToUnixTimeMilliseconds(),
                        atMost,
                    }
                )
        );
    }

    /// <summary>Obstacles without an answer, with their items; at most 50.</summary>
    public async Task<IReadOnlyList<PartRow>> OpenObstacles()
    {
        await using var connection = await counter.Store.Read();
        return await new ItemParts().Read(
            connection,
            Jurisdiction,
            "AND kind = 'Obstacle' AND standing = 'Open' ORDER BY item, id LIMIT 50"
        );
    }

    /// <summary>
    /// Reminders that stand: those about the present date of items in hand that went to a unit, as handler or as the handler's
    /// superior. At most 50, in order of their date.
    /// </summary>
    public async Task<IReadOnlyList<ItemRow>> Reminders(string unit)
    {
        await using var connection = await counter.Store.Read();
        return await new ItemView().Read(
            connection,
            Jurisdiction,
            "AND phase IN ('Assigned', 'InHand') AND (near_told = due OR overdue_told = due) AND ',' || told_to || ',' LIKE '%,' || @unit || ',%' ORDER BY due, item LIMIT 50",
            new { unit }
        );
    }

    /// <summary>Nodes, parts and obstacles of an item.</summary>
    public async Task<IReadOnlyList<PartRow>> Parts(string item)
    {
        await using var connection = await counter.Store.Read();
        return await new ItemParts().Read(
            connection,
            Jurisdiction,
            "AND item = @item ORDER BY kind, place, id LIMIT 300",
            new { item }
        );
    }

    /// <summary>The files of an item, the oldest first; at most 500.</summary>
    public async Task<IReadOnlyList<FileRow>> Files(string item)
    {
        await using var connection = await counter.Store.Read();
        return await new ItemFiles().Read(
            connection,
            Jurisdiction,
            "AND item = @item ORDER BY step, name LIMIT 500",
            new { item }
        );
    }

    /// <summary>One file of an item; null where the item has none of that hash.</summary>
    public async Task<FileRow?> File(string item, string hash)
    {
        await using var connection = await counter.Store.Read();
        var rows = await new ItemFiles().Read(
            connection,
            Jurisdiction,
            "AND item = @item AND hash = @hash LIMIT 1",
            new { item, hash }
        );
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Open items in which a unit has a place, the earliest due first; at most 500.</summary>
    public async Task<IReadOnlyList<ItemRow>> HeldBy(string unit)
    {
        await using var connection = await counter.Store.Read();
        return await s_items.Read(
            connection,
            Jurisdiction,
            "AND phase NOT IN ('Declined', 'Closed', 'StruckOff', 'Withdrawn', 'Merged', 'Split') "
                + "AND (lead = @unit OR ',' || assistants || ',' LIKE '%,' || @unit || ',%' OR ',' || called || ',' LIKE '%,' || @unit || ',%') "
                + "ORDER BY due, item LIMIT 500",
            new { unit }
        );
    }

    /// <summary>
    /// Open items of a unit that may be about the same matter; at most ten. Of a unit with more than a thousand open items the
    /// thousand that are due first are looked at.
    /// </summary>
    public async Task<IReadOnlyList<ItemRow>> OnTheSameMatter(string lead, string title)
    {
        if (lead.Length == 0 || string.IsNullOrWhiteSpace(title))
        {
            return [];
        }

        await using var connection = await counter.Store.Read();
        var rows = await EarliestOf(
            [
                ItemPhase.Proposed,
                ItemPhase.Approved,
                ItemPhase.Assigned,
                ItemPhase.InHand,
                ItemPhase.DoneReported,
                ItemPhase.LaidBefore,
                ItemPhase.Confirmed,
                ItemPhase.Paused,
            ],
            1000,
            (phase, most) =>
                s_items.Read(
                    connection,
                    Jurisdiction,
                    "AND lead = @lead AND phase = @phase ORDER BY due, item LIMIT @most",
                    new
                    {
                        lead,
                        phase,
                        most,
                    }
                )
        );
        return [.. rows.Where(row => Plans.PlanRegister.SameMatter(row.Title, title)).Take(10)];
    }

    /// <summary>Open items that a unit leads, with the person it named; the earliest due first, at most 500.</summary>
    public async Task<IReadOnlyList<ItemRow>> LedBy(string unit)
    {
        await using var connection = await counter.Store.Read();
        return await s_items.Read(
            connection,
            Jurisdiction,
            "AND lead = @unit AND phase IN ('Assigned', 'InHand', 'DoneReported', 'LaidBefore', 'Paused') ORDER BY due, item LIMIT 500",
            new { unit }
        );
    }

    /// <summary>Other open items of the same lead unit, with which one may be merged; at most 50.</summary>
    public async Task<IReadOnlyList<ItemRow>> Beside(ItemRow row)
    {
        await using var connection = await counter.Store.Read();
        return await s_items.Read(
            connection,
            Jurisdiction,
            "AND lead = @lead AND item <> @item AND phase IN ('Assigned', 'InHand') ORDER BY number LIMIT 50",
            new { lead = row.Lead, item = row.Item }
        );
    }

    /// <summary>The open duties of an item.</summary>
    public async Task<IReadOnlyList<DutyRow>> Duties(string item)
    {
        await using var connection = await counter.Store.Read();
        return await s_duties.Read(
            connection,
            Jurisdiction,
            "AND matter = @matter AND standing IN ('Open', 'Lapsed') ORDER BY due LIMIT 100",
            new { matter = ItemStreams.Of(item) }
        );
    }

    /// <summary>What this unit or office owes, late first; at most 100.</summary>
    public async Task<IReadOnlyList<DutyRow>> Owed(ItemScope scope)
    {
        await using var connection = await counter.Store.Read();
        return await s_duties.Read(
            connection,
            Jurisdiction,
            "AND owner IN (@unit, @office) AND (matter LIKE 'item/%' OR matter LIKE 'look-back%') AND standing IN ('Open', 'Lapsed') ORDER BY due LIMIT 100",
            new { unit = scope.Unit, office = scope.Office }
        );
    }
}
