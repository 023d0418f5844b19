using System.Data.Common;
using Dapper;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Views;

/// <summary>
/// One list of items, the newest first, as walks along indexes that are in that order already: nothing is sorted that is not
/// shown, and a page costs the same of a hundred items and of a million. Where no one index holds a list, it is several walks, of
/// which the first of each are merged.
/// </summary>
internal sealed class ItemWalk
{
    /// <summary>Phases in which a unit sees nothing of an item yet, or nothing of it any more.</summary>
    private static readonly ItemPhase[] s_hidden =
    [
        ItemPhase.None,
        ItemPhase.Proposed,
        ItemPhase.Approved,
        ItemPhase.Declined,
    ];

    /// <summary>That a unit has a place in the item other than its lead.</summary>
    public const string HasPart =
        "(',' || i.assistants || ',' LIKE '%,' || @unit || ',%' OR ',' || i.called || ',' LIKE '%,' || @unit || ',%')";

    private const string Items = "supervision_item i WHERE i.jurisdiction_id = @jurisdiction";

    /// <summary>Items <c>i</c> in which a unit may have a place; conditions follow.</summary>
    public const string Concerns =
        "supervision_concern c CROSS JOIN supervision_item i WHERE c.jurisdiction_id = @jurisdiction AND c.unit = @unit "
        + "AND i.jurisdiction_id = c.jurisdiction_id AND i.item = c.item";

    /// <summary>
    /// The item at a place. Asked for in a statement of its own the index alone answers; SQLite without statistics would read every
    /// item for a join.
    /// </summary>
    private static string ItemAt(string place) =>
        $"(SELECT x.item FROM supervision_item x WHERE x.jurisdiction_id = @jurisdiction AND x.place = {place})";

    private readonly List<(string From, string Order)> _walks = [];
    private readonly DynamicParameters _with;

    private ItemWalk(DynamicParameters with, string jurisdiction)
    {
        _with = with;
        _with.Add("jurisdiction", jurisdiction);
    }

    /// <summary>What a unit may see, as a condition on a row that the statement calls so.</summary>
    public static string VisibleOn(string row) =>
        $"{row}.phase NOT IN ({string.Join(", ", s_hidden.Select(phase => $"'{phase}'"))}) AND ({row}.lead = @unit OR {HasPart.Replace("i.", $"{row}.", StringComparison.Ordinal)})";

    private static readonly string s_visible = VisibleOn("i");

    /// <param name="older">Only what was opened before the item at this place of the log.</param>
    public static ItemWalk Of(
        string jurisdiction,
        ItemScope scope,
        ItemWanting wanting,
        ItemWanted wanted,
        long? older
    )
    {
        var with = new DynamicParameters(wanting.With);
        with.AddDynamicParams(
            new
            {
                unit = scope.Unit,
                phase = wanted.Phase?.ToString(),
                source = wanted.Source?.ToString(),
                lead = wanted.Lead,
                giver = wanted.Giver,
                number = wanted.Number,
                older,
            }
        );
        var walk = new ItemWalk(with, jurisdiction);
        var rest = wanting.Sql + Rest(wanted) + (older is null ? "" : " AND i.place < @older");
        if (wanting.IsFew || wanted.Number.Length > 0)
        {
            walk.Add($"{Items}{(scope.All ? "" : $" AND {s_visible}")}{rest}", "+i.place");
        }
        else if (!scope.All)
        {
            walk.AddUnit(wanted, rest);
        }
        else
        {
            walk.AddAll(wanting, wanted, rest);
        }

        return walk;
    }

    /// <summary>The ids of a page, to be put after <c>item IN</c>; uses <c>@take</c>, <c>@size</c> and <c>@skip</c>.</summary>
    private string Ids =>
        $"SELECT item FROM ({string.Join(" UNION ALL ", _walks.Select((walk, at) => $"SELECT item, place FROM (SELECT i.item, i.place FROM {walk.From} ORDER BY {walk.Order} DESC LIMIT @take) AS walk{at}"))}) AS found ORDER BY place DESC LIMIT @size OFFSET @skip";

    /// <summary>A page of rows.</summary>
    public Task<IReadOnlyList<ItemRow>> Page(DbConnection connection, ItemView items, int skip, int size)
    {
        _with.AddDynamicParams(
            new
            {
                take = skip + size,
                size,
                skip,
            }
        );
        return items.Read(
            connection,
            _with.Get<string>("jurisdiction"),
            // The plus keeps the few that were found from being looked for along the index of all.
            $"AND item IN ({Ids}) ORDER BY +place DESC",
            _with
        );
    }

    /// <summary>How many there are, counted up to so many.</summary>
    public Task<long> Count(DbConnection connection, int most)
    {
        _with.Add("counted_to", most);
        return connection.ExecuteScalarAsync<long>(
            $"SELECT count(*) FROM (SELECT 1 FROM ({string.Join(" UNION ALL ", _walks.Select((walk, at) => $"SELECT 1 FROM (SELECT i.item FROM {walk.From} ORDER BY {walk.Order} DESC LIMIT @counted_to) AS walk{at}"))}) AS found LIMIT @counted_to) AS counted",
            _with
        );
    }

    /// <summary>
    /// The ids of the earliest due in some phases, those without a date first where they are wanted, as something to be put after
    /// <c>item IN</c>; uses <c>@unit</c> and <c>@most</c>. Phase by phase they come from the index in their order: one phase may hold a
    /// hundred thousand items. A unit's own are few enough to be sorted.
    /// </summary>
    /// <param name="rest">Further conditions on the row <c>i</c>.</param>
    public static string Earliest(ItemScope scope, IReadOnlyList<ItemPhase> phases, bool undated, string rest)
    {
        var dated = undated ? "" : " AND i.due >= 0";
        IEnumerable<(string From, string Due)> walks = scope.All
            ? phases.SelectMany(phase =>
                new[]
                {
                    ($"{Items} AND i.phase = '{phase}' AND i.due >= 0{rest}", "i.due"),
                    ($"{Items} AND i.phase = '{phase}' AND i.due IS NULL{rest}", "0"),
                }.Take(undated ? 2 : 1)
            )
            :
            [
                .. phases
                    .Except(s_hidden)
                    .Select(phase =>
                        (
                            $"{Items} AND i.lead = @unit AND i.phase = '{phase}'{dated}{rest}",
                            "coalesce(i.due, 0)"
                        )
                    ),
                (
                    $"{Concerns} AND i.lead <> @unit AND i.phase IN ({string.Join(", ", phases.Select(phase => $"'{phase}'"))}) AND {s_visible}{dated}{rest}",
                    "coalesce(i.due, 0)"
                ),
            ];
        return $"SELECT item FROM ({string.Join(" UNION ALL ", walks.Select((walk, at) => $"SELECT item, due FROM (SELECT i.item, {walk.Due} AS due FROM {walk.From} ORDER BY {(walk.Due == "0" ? "i.due" : walk.Due)}, i.item LIMIT @most) AS walk{at}"))}) AS found ORDER BY due, item LIMIT @most";
    }

    private void Add(string from, string order = "i.place") => _walks.Add((from, order));

    private void AddAll(ItemWanting wanting, ItemWanted wanted, string rest)
    {
        if (wanting.Pairs is { } pairs)
        {
            Add(
                $"supervision_letters w CROSS JOIN {Items} AND w.jurisdiction_id = @jurisdiction AND i.item = {ItemAt("w.place")} AND {pairs}{rest}",
                "w.place"
            );
        }
        else if (wanting.Lead is { } named || (named = wanted.Lead).Length > 0)
        {
            _with.Add("led", named);
            foreach (var phase in Phases(wanted))
            {
                Add($"{Items} AND i.lead = @led AND i.phase = '{phase}'{rest}");
            }
        }
        else if (wanted.LateOnly)
        {
            Add($"{Items} AND i.late_place >= 0{rest}", "i.late_place");
        }
        else
        {
            Add($"{Items}{rest}");
        }
    }

    /// <summary>What the unit leads, phase by phase; then what it assists in since the beginning, and what it came into later.</summary>
    private void AddUnit(ItemWanted wanted, string rest)
    {
        var seen = Phases(wanted).Except(s_hidden).ToList();
        foreach (var phase in seen)
        {
            Add($"{Items} AND i.lead = @unit AND i.phase = '{phase}'{rest}");
        }

        if (seen.Count > 0)
        {
            var others = $"{Concerns} AND i.lead <> @unit AND {s_visible}{rest}";
            Add($"{others} AND c.place > 0", "c.place");
            Add($"{others} AND c.place = 0");
        }
        else
        {
            Add($"{Items} AND 1 = 0");
        }
    }

    private static IEnumerable<ItemPhase> Phases(ItemWanted wanted) =>
        wanted.Phase is { } phase
            ? [phase]
            : Enum.GetValues<ItemPhase>().Where(one => one is not ItemPhase.None);

    private static string Rest(ItemWanted wanted) =>
        (
            wanted.Number.Length == 0
                ? ""
                : " AND i.item IN (SELECT x.item FROM supervision_item x WHERE x.jurisdiction_id = @jurisdiction AND x.number = @number)"
        )
        + (wanted.Phase is null ? "" : " AND i.phase = @phase")
        + (wanted.Source is null ? "" : " AND i.source = @source")
        + (wanted.Lead.Length == 0 ? "" : " AND i.lead = @lead")
        + (wanted.Giver.Length == 0 ? "" : " AND i.giver = @giver")
        + (wanted.LateOnly ? " AND i.late_place >= 0" : "");
}
