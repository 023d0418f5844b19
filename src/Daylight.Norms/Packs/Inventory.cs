using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>A row of the inventory of mechanisms: rulepacks/inventory.tsv.</summary>
public sealed record InventoryRow(string Id, string Kind, string Module, string Title);

/// <summary>A row with the norms that carry it, or why none does.</summary>
/// <param name="Norms">Pack name and norm id, for every norm whose source names the row.</param>
/// <param name="Why">The reason that a pack gives for not carrying it; null where none does.</param>
public sealed record Carriage(InventoryRow Row, ImmutableArray<(string Pack, NormId Norm)> Norms, string? Why)
{
    /// <summary>Neither carried nor accounted for.</summary>
    public bool IsOpen => Norms.IsEmpty && Why is null;
}

public static class Inventory
{
    /// <summary>Reads the lines id, kind, module, title, parted by tabs; a first line that begins with "id" is a head.</summary>
    /// <exception cref="FormatException">A line has other than four parts.</exception>
    public static ImmutableArray<InventoryRow> Parse(string tsv)
    {
        var rows = ImmutableArray.CreateBuilder<InventoryRow>();
        foreach (
            var line in tsv.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.TrimEnd('\r'))
        )
        {
            if (line.StartsWith("id\t", StringComparison.Ordinal))
            {
                continue;
            }

            rows.Add(
                line.Split('\t') is [var id, var kind, var module, var title]
                    ? new InventoryRow(id, kind, module, title)
                    : throw new FormatException(
                        $"'{line}' is no row of the inventory: id, kind, module and title parted by tabs."
                    )
            );
        }

        return rows.ToImmutable();
    }

    /// <summary>Which row is carried by which norm, and which is not and why, in the order of the inventory.</summary>
    public static ImmutableArray<Carriage> Table(
        IEnumerable<InventoryRow> rows,
        IReadOnlyCollection<RulePack> packs
    )
    {
        var carried = (
            from pack in packs
            from norm in pack.Norms
            from row in norm
                .Versions.SelectMany(version => version.Source.Rows)
                .Concat(norm.Source.Rows)
                .Distinct()
            select (row, pack.Name, norm.Id)
        ).ToLookup(each => each.row, each => (each.Name, each.Id));
        var reasons = packs.SelectMany(pack => pack.NotCarried).ToLookup(each => each.Row, each => each.Why);
        return
        [
            .. rows.Select(row => new Carriage(row, [.. carried[row.Id]], reasons[row.Id].FirstOrDefault())),
        ];
    }
}
