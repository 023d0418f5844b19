using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Registry.Views;

namespace Daylight.Supervision.KeyWork.Intake;

/// <summary>A unit as a paper may name it.</summary>
/// <param name="Names">Full name, short name and former names; of a merged unit's heir also the merged one's.</param>
public sealed record KnownUnit(string Id, string ShortName, UnitKind Kind, IReadOnlyList<string> Names)
{
    /// <summary>Not subordinate to the county: asked by 函, never by 通知.</summary>
    public bool IsElsewhere => Kind is UnitKind.VerticallyManaged;
}

/// <summary>A unit found in a text.</summary>
public sealed record UnitHit(int Start, int End, KnownUnit Unit);

/// <summary>
/// Finds units in a text by any name that they bear or bore, the longest name first. A name without its place (住建局 for
/// 县住建局) counts where only one unit has it.
/// </summary>
public sealed class UnitBook
{
    private static readonly UnitView s_units = new();

    private readonly Dictionary<string, KnownUnit> _byName = new(StringComparer.Ordinal);
    private readonly ILookup<char, string> _byFirst;

    public UnitBook(IReadOnlyList<KnownUnit> units)
    {
        Units = units;
        foreach (var unit in units)
        {
            foreach (var name in unit.Names)
            {
                _byName.TryAdd(name, unit);
            }
        }

        var shortened = units
            .SelectMany(unit => unit.Names.SelectMany(WithoutPlace).Distinct().Select(name => (name, unit)))
            .GroupBy(entry => entry.name, entry => entry.unit)
            .Where(group => group.Distinct().Count() == 1);
        foreach (var group in shortened)
        {
            _byName.TryAdd(group.Key, group.First());
        }

        _byFirst = _byName.Keys.OrderByDescending(name => name.Length).ToLookup(name => name[0]);
    }

    public IReadOnlyList<KnownUnit> Units { get; }

    /// <summary>Reads the registry. A merged unit is found as the one that carries on for it.</summary>
    public static async Task<UnitBook> Read(ICounter counter)
    {
        await using var connection = await counter.Store.Read();
        var rows = await s_units.Read(
            connection,
            counter.Clerk.Jurisdiction,
            "ORDER BY code, unit LIMIT 5000"
        );
        var heirs = rows.Where(row => row.MergedInto is not null).ToLookup(row => row.MergedInto!);
        return new UnitBook([
            .. rows.Where(row => row.MergedInto is null)
                .Select(row => new KnownUnit(
                    row.Unit,
                    row.ShortName,
                    row.Kind,
                    [
                        .. heirs[row.Unit]
                            .Prepend(row)
                            .SelectMany(Names)
                            .Where(name => name.Length > 1)
                            .Distinct(),
                    ]
                )),
        ]);
    }

    public KnownUnit? Find(string id) => Units.FirstOrDefault(unit => unit.Id == id);

    /// <summary>The unit of exactly this name, or null.</summary>
    public KnownUnit? Named(string name) => _byName.GetValueOrDefault(name.Trim());

    /// <summary>Names written side by side.</summary>
    public static IReadOnlyList<string> Split(string names) =>
        names.Split(
            ['、', ',', '，', ';', '；', ' ', '\n', '/'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );

    /// <summary>The units that a text names, from left to right.</summary>
    public IReadOnlyList<UnitHit> In(string text)
    {
        var hits = new List<UnitHit>();
        for (var at = 0; at < text.Length; )
        {
            var name = _byFirst[text[at]]
                .FirstOrDefault(known => string.CompareOrdinal(text, at, known, 0, known.Length) == 0);
            if (name is null)
            {
                at++;
                continue;
            }

            hits.Add(new UnitHit(at, at + name.Length, _byName[name]));
            at += name.Length;
        }

        return hits;
    }

    private static IEnumerable<string> Names(UnitRow row) =>
        [row.Name, row.ShortName, .. row.FormerNames.Split(UnitView.Separator)];

    private static IEnumerable<string> WithoutPlace(string name)
    {
        var county = name.IndexOf('县', StringComparison.Ordinal);
        var rest =
            county is >= 0 and <= 4 ? name[(county + 1)..]
            : name.StartsWith('市') ? name[1..]
            : "";
        return
            rest.Length >= 3
            && !rest.StartsWith("政府", StringComparison.Ordinal)
            && !rest.StartsWith("人民政府", StringComparison.Ordinal)
            ? [rest]
            : [];
    }
}
