using System.Data.Common;
using System.Globalization;
using Daylight.Proceedings;
using Daylight.Store;
using Daylight.Ui;

namespace Daylight.Registry.Views;

/// <summary>The whole registry of a county, for exports and as what an import is held against.</summary>
/// <param name="Places">The unit above a unit.</param>
public sealed record RegistryRows(
    IReadOnlyList<UnitRow> Units,
    IReadOnlyList<PersonRow> Persons,
    IReadOnlyList<PostRow> Posts,
    IReadOnlyList<OfficeRow> Offices,
    IReadOnlyDictionary<string, string> Places
)
{
    /// <summary>Most rows of one list that are read.</summary>
    public const int Most = 50_000;

    public static async Task<RegistryRows> Read(
        ILogStore store,
        string jurisdiction,
        CancellationToken cancel = default
    )
    {
        await using var connection = await store.Read(cancel);
        return new(
            await All(new UnitView(), connection, jurisdiction, "code, unit"),
            await All(new PersonView(), connection, jurisdiction, "person"),
            await All(new PostView(), connection, jurisdiction, "unit, post"),
            await All(new OfficeView(), connection, jurisdiction, "post, from_day"),
            (await All(new PlaceView(), connection, jurisdiction, "unit")).ToDictionary(
                row => row.Unit,
                row => row.Parent,
                StringComparer.Ordinal
            )
        );
    }

    /// <summary>What an import asks for.</summary>
    public ImportKnown Known()
    {
        var open = Units.Where(unit => unit.MergedInto is null).ToList();
        return new(
            open.SelectMany(unit => NamesOf(unit).Select(name => (name, unit.Unit)))
                .ToLookup(entry => entry.name, entry => entry.Unit, StringComparer.Ordinal),
            Units.Select(unit => unit.Unit).ToHashSet(StringComparer.Ordinal),
            open.Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal),
            Persons.Select(person => person.Person).ToHashSet(StringComparer.Ordinal),
            Posts.Select(post => post.Post).ToHashSet(StringComparer.Ordinal),
            Offices.ToLookup(row => row.Post, row => (row.FromDay, row.ToDay), StringComparer.Ordinal),
            Offices
                .Where(row => row.Kind is OfficeKind.Regular)
                .ToLookup(row => row.Person, row => (row.FromDay, row.ToDay), StringComparer.Ordinal)
        );
    }

    /// <summary>A list as a table with the heads that an import reads back.</summary>
    public RegistryTable Table(TableKind kind) =>
        new(
            Word($"table.{kind}"),
            [.. TableHeads.Of(kind).Select(head => head.Head)],
            kind switch
            {
                TableKind.Units => [.. Units.Where(unit => unit.MergedInto is null).Select(Line)],
                TableKind.Persons =>
                [
                    .. Persons.Select(row => (IReadOnlyList<string>)[row.Person, row.Name]),
                ],
                TableKind.Posts => [.. Posts.Where(post => post.AbolishedOn is null).Select(Line)],
                TableKind.Offices => [.. Offices.Select(Line)],
            }
        );

    private IReadOnlyList<string> Line(UnitRow row) =>
        [
            row.Unit,
            row.Code,
            row.Name,
            row.ShortName,
            Word($"kind.{row.Kind}"),
            Places.GetValueOrDefault(row.Unit, ""),
        ];

    private static IReadOnlyList<string> Line(PostRow row) =>
        [
            row.Post,
            row.Unit,
            row.Name,
            Word($"level.{row.Level}"),
            row.InTeam ? "是" : "否",
            row.Sensitive ? "是" : "否",
            Word($"function.{row.Duty}"),
            row.Specialist ? "是" : "否",
        ];

    private static IReadOnlyList<string> Line(OfficeRow row) =>
        [
            row.Post,
            row.Person,
            Word($"way.{row.Kind}"),
            Dates.Machine(row.FromDay),
            row.ToDay is { } to ? Dates.Machine(to) : "",
            row.Paper,
        ];

    private static IEnumerable<string> NamesOf(UnitRow unit) =>
        [
            unit.Unit,
            unit.Code,
            unit.Name,
            unit.ShortName,
            .. unit.FormerNames.Split(UnitView.Separator, StringSplitOptions.RemoveEmptyEntries),
        ];

    private static string Word(string key) => Words.Of(typeof(RegistryRows)).Say(Language.ZhHans, key);

    private static Task<IReadOnlyList<TRow>> All<TRow>(
        View<TRow> view,
        DbConnection connection,
        string jurisdiction,
        string order
    )
        where TRow : class =>
        view.Read(
            connection,
            jurisdiction,
            string.Create(CultureInfo.InvariantCulture, $"ORDER BY {order} LIMIT {Most}")
        );
}
