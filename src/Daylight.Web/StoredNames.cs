using Daylight.Proceedings;
using Daylight.Registry.Views;

namespace Daylight.Web;

/// <summary>Names from the registry's views: units are read once per request, posts and persons when they are asked for.</summary>
internal sealed class StoredNames(ICounter counter)
{
    private static readonly PostView s_posts = new();
    private static readonly PersonView s_persons = new();

    private readonly Dictionary<string, string> _others = new(StringComparer.Ordinal);
    private Dictionary<string, UnitRow>? _units;

    private Dictionary<string, UnitRow> All => _units ??= ReadUnits().GetAwaiter().GetResult();

    /// <summary>The short name of a unit, a post after its unit, a person; the id itself where it is none of these.</summary>
    public string Of(string id)
    {
        if (All.TryGetValue(id, out var unit))
        {
            return unit.ShortName;
        }

        if (!_others.TryGetValue(id, out var name))
        {
            name = ReadOther(id).GetAwaiter().GetResult() ?? id;
            _others[id] = name;
        }

        return name;
    }

    public IReadOnlyList<(string Id, string Name)> Units =>
        [.. All.Values.Where(unit => unit.MergedInto is null).Select(unit => (unit.Unit, unit.ShortName))];

    private async Task<Dictionary<string, UnitRow>> ReadUnits()
    {
        await using var connection = await counter.Store.Read();
        var rows = await new UnitView().Read(
            connection,
            counter.Clerk.Jurisdiction,
            "ORDER BY code LIMIT 5000"
        );
        return rows.ToDictionary(row => row.Unit, StringComparer.Ordinal);
    }

    private async Task<string?> ReadOther(string id)
    {
        await using var connection = await counter.Store.Read();
        var (jurisdiction, with) = (counter.Clerk.Jurisdiction, new { id });
        if (await s_posts.Read(connection, jurisdiction, "AND post = @id LIMIT 1", with) is [var post])
        {
            return $"{Of(post.Unit)} {post.Name}";
        }

        var persons = await s_persons.Read(connection, jurisdiction, "AND person = @id LIMIT 1", with);
        return persons is [var person] ? person.Name : null;
    }
}
