using Daylight.Proceedings;
using Daylight.Registry.Views;
using Daylight.Store;

namespace Daylight.Accounts;

/// <summary>Asks the registry who holds which office. A mandate names the post as its office: holders change, the post stays.</summary>
public sealed class RegistryOffices(ILogStore store, string jurisdiction) : IOffices
{
    private const int Most = 5000;

    private static readonly UnitView s_units = new();
    private static readonly PostView s_posts = new();
    private static readonly PersonView s_persons = new();

    public async ValueTask<IReadOnlyList<HeldOffice>> Of(
        string person,
        DateOnly day,
        CancellationToken cancel
    )
    {
        var held = await Offices.Of(store, jurisdiction, person, day, cancel);
        var units = await Units(held, cancel);
        return [.. held.Select(one => Named(one, units))];
    }

    public async ValueTask<IReadOnlyList<HeldOffice>> HoldersOf(
        string office,
        DateOnly day,
        CancellationToken cancel
    ) =>
        await Holders.Of(store, jurisdiction, office, day, cancel) is { } held
            ? [Named(held, await Units([held], cancel))]
            : [];

    public async ValueTask<IReadOnlyList<NamedOffice>> All(DateOnly day, CancellationToken cancel)
    {
        await using var connection = await store.Read(cancel);
        var units = (
            await s_units.Read(connection, jurisdiction, "ORDER BY code LIMIT @Most", new { Most })
        ).ToDictionary(row => row.Unit, row => row.ShortName, StringComparer.Ordinal);
        var posts = await s_posts.Read(
            connection,
            jurisdiction,
            "AND abolished_on IS NULL ORDER BY unit, level, post LIMIT @Most",
            new { Most }
        );
        return
        [
            .. posts.Select(post => new NamedOffice(
                post.Post,
                post.Unit,
                $"{units.GetValueOrDefault(post.Unit, post.Unit)} {post.Name}"
            )),
        ];
    }

    public async ValueTask<IReadOnlyList<NamedPerson>> Persons(DateOnly day, CancellationToken cancel)
    {
        await using var connection = await store.Read(cancel);
        var rows = await s_persons.Read(
            connection,
            jurisdiction,
            "ORDER BY name, person LIMIT @Most",
            new { Most }
        );
        return [.. rows.Select(row => new NamedPerson(row.Person, row.Name))];
    }

    private static HeldOffice Named(
        Registry.Views.HeldOffice held,
        IReadOnlyDictionary<string, string> units
    ) =>
        new(
            held.Person,
            held.Post,
            held.Unit,
            $"{units.GetValueOrDefault(held.Unit, held.Unit)} {held.PostName}",
            held.From,
            held.To
        );

    private async Task<IReadOnlyDictionary<string, string>> Units(
        IReadOnlyList<Registry.Views.HeldOffice> held,
        CancellationToken cancel
    )
    {
        await using var connection = await store.Read(cancel);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var unit in held.Select(one => one.Unit).Distinct())
        {
            var rows = await s_units.Read(connection, jurisdiction, "AND unit = @unit LIMIT 1", new { unit });
            names[unit] = rows is [var row] ? row.ShortName : unit;
        }

        return names;
    }
}
