using Dapper;
using Daylight.Store;

namespace Daylight.Registry.Views;

/// <summary>Reads the list of units.</summary>
public static class UnitList
{
    /// <summary>Most units that one reading returns.</summary>
    public const int Most = 500;

    /// <summary>One unit of the list, as text.</summary>
    /// <param name="MergedInto">The unit that carries on for it, or null while it is open.</param>
    public sealed record Line(string Unit, string Code, string Name, string ShortName, string? MergedInto);

    /// <summary>Units in order of code, open and merged.</summary>
    public static async Task<IReadOnlyList<Line>> Of(
        ILogStore store,
        string jurisdiction,
        CancellationToken cancel = default
    )
    {
        await using var connection = await store.Read(cancel);
        var lines = await connection.QueryAsync<Line>(
            new CommandDefinition(
                "SELECT unit AS Unit, code AS Code, name AS Name, short_name AS ShortName, merged_into AS MergedInto "
                    + "FROM registry_unit WHERE jurisdiction_id = @jurisdiction ORDER BY code, unit LIMIT @Most",
                new { jurisdiction, Most },
                cancellationToken: cancel
            )
        );
        return [.. lines];
    }
}
