using Daylight.Accounts.Faces;
using Daylight.Proceedings;
using Daylight.Registry.Views;

namespace Daylight.Web;

/// <summary>Names of units from the registry's view, read once per request.</summary>
internal sealed class RegistryNames(ICounter counter) : INames
{
    private Dictionary<string, string>? _names;

    private Dictionary<string, string> Names => _names ??= Read().GetAwaiter().GetResult();

    public string Of(string id) => Names.GetValueOrDefault(id, id);

    public IReadOnlyList<(string Id, string Name)> Units =>
        [.. Names.Select(entry => (entry.Key, entry.Value))];

    /// <summary>Offices are not in the registry yet.</summary>
    public IReadOnlyList<(string Id, string Name)> Givers => [];

    private async Task<Dictionary<string, string>> Read()
    {
        await using var connection = await counter.Store.Read();
        var rows = await new UnitView().Read(
            connection,
            counter.Clerk.Jurisdiction,
            "AND merged_into IS NULL ORDER BY code LIMIT 5000"
        );
        return rows.ToDictionary(row => row.Unit, row => row.ShortName);
    }
}

/// <summary>What the pages of a node inject.</summary>
public static class Serving
{
    /// <summary>A counter on the node's first log, at which those act who signed in.</summary>
    public static void AddNode(this IServiceCollection services, Node node)
    {
        services.AddCounter(node, node.Logs[0], node.Options.Time, AccountVisitors.MandateOf);
        services.AddScoped<INames, RegistryNames>();
    }
}
