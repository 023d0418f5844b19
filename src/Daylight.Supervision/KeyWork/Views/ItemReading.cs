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
);

/// <summary>A page of a list.</summary>
/// <param name="Number">Which page it is, from 1.</param>
/// <param name="AtLeast">Counting stopped: there may be more.</param>
public sealed record ItemsFound(IReadOnlyList<ItemRow> Rows, int Number, long Total, bool AtLeast);

/// <summary>Reads the views of this mechanism for its pages.</summary>
public sealed class ItemReading(ICounter counter)
{
    /// <summary>What is held by fewer items is looked up, not met on the way; tests ask for both of few.</summary>
    internal int Few { get; init; } = ItemWanting.Few;

    /// <summary>Rows of a list are counted up to this, and paged by number as far; what is older is asked for by its place.</summary>
    public const int CountedTo = 1_000;

    /// <summary>What is found by words is counted up to this.</summary>
    public const int FoundTo = 100;

    /// <summary>The end of an item's road: nothing of it is held by anybody.</summary>
    private const string Over = "('Declined', 'Closed', 'StruckOff', 'Withdrawn', 'Merged', 'Split')";

    private static readonly string s_visible = $"AND {ItemWalk.VisibleOn("supervision_item")} ";

    private static readonly ItemView s_items = new();
    private static readonly ItemTimeline s_steps = new();
    private static readonly DutyView s_duties = new();

    private string Jurisdiction => counter.Clerk.Jurisdiction;

    /// <summary>
    /// One page of items, the newest first, and how many there are, counted up to <see cref="CountedTo"/>, or to
    /// <see cref="FoundTo"/> where words were asked for. A page beyond what is counted is the last one of that.
    /// </summary>
    /// <param name="older">Only what was opened before the item at this place of the log.</param>
    public async Task<ItemsFound> List(
        ItemScope scope,
        ItemWanted wanted,
        int page,
        int size,
        long? older = null
    )
    {
        await using var connection = await counter.Store.Read();
        var wanting = await ItemWanting.Read(counter, connection, wanted.Words, scope.All, Few);
        var walk = ItemWalk.Of(Jurisdiction, scope, wanting, wanted, older);
        var countedTo = wanting.IsAny ? CountedTo : FoundTo;
        var total = await walk.Count(connection, countedTo);
        var number = Math.Clamp(page, 1, Math.Max(1, ((int)total + size - 1) / size));
        var rows = await walk.Page(connection, s_items, (number - 1) * size, size);
        return new(rows, number, total, total == countedTo);
    }

    /// <summary>Items in these phases, those without a date first, then the earliest due; at most 50.</summary>
    public Task<IReadOnlyList<ItemRow>> Waiting(ItemScope scope, params IReadOnlyList<ItemPhase> phases) =>
        Earliest(scope, phases, undated: true, "", 50, new DynamicParameters());

    private async Task<IReadOnlyList<ItemRow>> Earliest(
        ItemScope scope,
        IReadOnlyList<ItemPhase> phases,
        bool undated,
        string rest,
        int most,
        DynamicParameters with
    )
    {
        with.Add("unit", scope.Unit);
        with.Add("most", most);
        await using var connection = await counter.Store.Read();
        return await s_items.Read(
            connection,
            Jurisdiction,
            $"AND item IN ({ItemWalk.Earliest(scope, phases, undated, rest)}) ORDER BY coalesce(due, 0), item",
            with
        );
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
            (scope.All ? "" : s_visible) + "AND item = @item LIMIT 1",
            new { unit = scope.Unit, item }
        );
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>
    /// Items that fulfil all conditions, the newest first; only those that the scope holds.
    /// </summary>
    /// <param name="older">Only what was opened before the item at this place of the log.</param>
    public async Task<IReadOnlyList<ItemRow>> After(ItemScope scope, ItemWanted wanted, long? older, int most)
    {
        await using var connection = await counter.Store.Read();
        var wanting = await ItemWanting.Read(counter, connection, wanted.Words, scope.All, Few);
        return await ItemWalk
            .Of(Jurisdiction, scope, wanting, wanted, older)
            .Page(connection, s_items, skip: 0, most);
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
            (scope.All ? "" : s_visible)
                + "AND (due BETWEEN @from AND @to OR first_due BETWEEN @from AND @to) ORDER BY due, item LIMIT 20000",
            new
            {
                unit = scope.Unit,
                from = Norms.Calendar.Shanghai.StartOf(from).ToUnixTimeMilliseconds(),
                to = Norms.Calendar.Shanghai.EndOf(to).ToUnixTimeMilliseconds(),
            }
        );
    }

    /// <summary>Open items due up to an instant, the earliest first; overdue ones are those before now.</summary>
    /// <param name="from">Those due before this instant are left out; null for none.</param>
    /// <param name="most">How many at most; a page that shows twenty asks for no more.</param>
    public Task<IReadOnlyList<ItemRow>> DueUntil(
        ItemScope scope,
        DateTimeOffset until,
        string? giver = null,
        DateTimeOffset? from = null,
        int most = 200
    )
    {
        var with = new DynamicParameters();
        with.Add("giver", giver);
        with.Add("from", from?.ToUnixTimeMilliseconds());
        with.Add("until", until.ToUnixTimeMilliseconds());
        var rest =
            (giver is null ? "" : " AND i.giver = @giver")
            + (from is null ? "" : " AND i.due >= @from")
            + " AND i.due <= @until";
        ItemPhase[] phases =
        [
            ItemPhase.Assigned,
            ItemPhase.InHand,
            ItemPhase.DoneReported,
            ItemPhase.LaidBefore,
            ItemPhase.Confirmed,
        ];
        return Earliest(scope, phases, undated: false, rest, most, with);
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
        return await s_items.Read(
            connection,
            Jurisdiction,
            $"AND item IN (SELECT i.item FROM {ItemWalk.Concerns} AND c.told >= 0 AND i.phase IN ('Assigned', 'InHand') "
                + "AND (i.near_told = i.due OR i.overdue_told = i.due) AND ',' || i.told_to || ',' LIKE '%,' || @unit || ',%' "
                + "ORDER BY i.due, i.item LIMIT 50) ORDER BY +due, item",
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
            "AND item IN (SELECT item FROM supervision_item WHERE jurisdiction_id = @jurisdiction AND lead = @unit "
                + $"AND phase NOT IN {Over} UNION SELECT i.item FROM {ItemWalk.Concerns} AND i.phase NOT IN {Over} AND {ItemWalk.HasPart}) "
                + "ORDER BY due, item LIMIT 500",
            new { unit }
        );
    }

    /// <summary>
    /// Open items of a unit that may be about the same matter; at most ten. Of a unit with more than a thousand open items in one
    /// phase the thousand newest of it are looked at.
    /// </summary>
    public async Task<IReadOnlyList<ItemRow>> OnTheSameMatter(string lead, string title)
    {
        if (lead.Length == 0 || string.IsNullOrWhiteSpace(title))
        {
            return [];
        }

        ItemPhase[] open =
        [
            ItemPhase.Proposed,
            ItemPhase.Approved,
            ItemPhase.Assigned,
            ItemPhase.InHand,
            ItemPhase.DoneReported,
            ItemPhase.LaidBefore,
            ItemPhase.Confirmed,
            ItemPhase.Paused,
        ];
        await using var connection = await counter.Store.Read();
        var titles = await connection.QueryAsync<(string Item, string Title)>(
            string.Join(
                " UNION ALL ",
                open.Select(
                    (phase, at) =>
                        "SELECT item, title FROM (SELECT item, title FROM supervision_item WHERE jurisdiction_id = @jurisdiction "
                        + $"AND lead = @lead AND phase = '{phase}' ORDER BY place DESC LIMIT 1000) AS walk{at}"
                )
            ),
            new { jurisdiction = Jurisdiction, lead }
        );
        var same = titles
            .Where(one => Plans.PlanRegister.SameMatter(one.Title, title))
            .Select(one => one.Item)
            .Take(10)
            .ToList();
        return same.Count == 0
            ? []
            : await s_items.Read(
                connection,
                Jurisdiction,
                "AND item IN @same ORDER BY coalesce(due, 0), item",
                new { same }
            );
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

    /// <summary>Other open items of the same lead unit, with which one may be merged; the 50 newest.</summary>
    public async Task<IReadOnlyList<ItemRow>> Beside(ItemRow row)
    {
        await using var connection = await counter.Store.Read();
        return await s_items.Read(
            connection,
            Jurisdiction,
            "AND item IN (SELECT item FROM (SELECT item, place FROM (SELECT item, place FROM supervision_item WHERE jurisdiction_id = @jurisdiction "
                + "AND lead = @lead AND phase = 'Assigned' AND item <> @item ORDER BY place DESC LIMIT 50) AS assigned "
                + "UNION ALL SELECT item, place FROM (SELECT item, place FROM supervision_item WHERE jurisdiction_id = @jurisdiction "
                + "AND lead = @lead AND phase = 'InHand' AND item <> @item ORDER BY place DESC LIMIT 50) AS held) AS beside "
                + "ORDER BY place DESC LIMIT 50) ORDER BY +place DESC",
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

    /// <summary>What this unit or office owes, the earliest due first and what has no date last; at most 100.</summary>
    public async Task<IReadOnlyList<DutyRow>> Owed(ItemScope scope)
    {
        const string Ours = "AND (matter LIKE 'item/%' OR matter LIKE 'look-back%') ";
        await using var connection = await counter.Store.Read();
        var owed = new List<DutyRow>();
        // Owner by owner and standing by standing each comes from the index in its order.
        foreach (var owner in new[] { scope.Unit, scope.Office })
        {
            foreach (var standing in new[] { DutyStanding.Open, DutyStanding.Lapsed })
            {
                owed.AddRange(
                    await s_duties.Read(
                        connection,
                        Jurisdiction,
                        $"AND owner = @owner AND standing = '{standing}' AND due >= 0 {Ours}ORDER BY due, matter, duty LIMIT 100",
                        new { owner }
                    )
                );
            }
        }

        owed.AddRange(
            await s_duties.Read(
                connection,
                Jurisdiction,
                $"AND owner IN (@unit, @office) AND standing IN ('Open', 'Lapsed') AND due IS NULL {Ours}ORDER BY matter, duty LIMIT 100",
                new { unit = scope.Unit, office = scope.Office }
            )
        );
        return
        [
            .. owed.OrderBy(duty => duty.Due ?? DateTimeOffset.MaxValue)
                .ThenBy(duty => duty.Matter, StringComparer.Ordinal)
                .Take(100),
        ];
    }
}
