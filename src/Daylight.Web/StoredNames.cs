using System.Collections.Concurrent;
using Daylight.Accounts;
using Daylight.Proceedings;
using Daylight.Registry.Views;

namespace Daylight.Web;

/// <summary>Units by id, read anew when a fact of the registry was recorded by whatever node. Thread safe.</summary>
internal sealed class KeptUnits
{
    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <param name="counter">Whose jurisdiction it is.</param>
    /// <param name="epoch">Of the registry now.</param>
    public IReadOnlyDictionary<string, UnitRow>? Of(ICounter counter, long epoch) =>
        _kept.TryGetValue(counter.Clerk.Jurisdiction, out var kept) && kept.Epoch == epoch
            ? kept.Units
            : null;

    /// <param name="counter">Whose jurisdiction it is.</param>
    /// <param name="epoch">Of the registry before the units were read.</param>
    /// <param name="units">What was read.</param>
    public void Keep(ICounter counter, long epoch, IReadOnlyDictionary<string, UnitRow> units) =>
        _kept[counter.Clerk.Jurisdiction] = new(epoch, units);

    private sealed record Kept(long Epoch, IReadOnlyDictionary<string, UnitRow> Units);
}

/// <summary>Names from the registry's views: units are read when the registry changed, posts and persons when they are asked for.</summary>
internal sealed class StoredNames(ICounter counter, KeptUnits kept)
{
    private static readonly PostView s_posts = new();
    private static readonly PersonView s_persons = new();

    private readonly Dictionary<string, string> _others = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, UnitRow>? _units;

    private IReadOnlyDictionary<string, UnitRow> All => _units ??= Waited(ReadUnits);

    /// <summary>The short name of a unit, a post after its unit, a person; the id itself where it is none of these.</summary>
    public string Of(string id)
    {
        if (All.TryGetValue(id, out var unit))
        {
            return unit.ShortName;
        }

        if (!_others.TryGetValue(id, out var name))
        {
            name = Waited(() => ReadOther(id)) ?? id;
            _others[id] = name;
        }

        return name;
    }

    public IReadOnlyList<(string Id, string Name)> Units =>
        [.. All.Values.Where(unit => unit.MergedInto is null).Select(unit => (unit.Unit, unit.ShortName))];

    /// <summary>
    /// Waits for a read while a page is rendered. The read runs outside the renderer's context: PostgreSQL answers later, and
    /// its answer would wait for the very page that waits for it.
    /// </summary>
    internal static T Waited<T>(Func<Task<T>> read) => Task.Run(read).GetAwaiter().GetResult();

    private async Task<IReadOnlyDictionary<string, UnitRow>> ReadUnits()
    {
        var epoch = await AccountsReading.Epoch(counter.Store, counter.Clerk.Jurisdiction);
        if (kept.Of(counter, epoch) is { } known)
        {
            return known;
        }

        await using var connection = await counter.Store.Read();
        var rows = await new UnitView().Read(
            connection,
            counter.Clerk.Jurisdiction,
            "ORDER BY code LIMIT 5000"
        );
        var units = rows.ToDictionary(row => row.Unit, StringComparer.Ordinal);
        kept.Keep(counter, epoch, units);
        return units;
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
