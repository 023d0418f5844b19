using Daylight.Accounts;
using Daylight.Accounts.Faces;
using Daylight.Proceedings;
using Daylight.Registry.Views;
using Daylight.Supervision.KeyWork;

namespace Daylight.Web;

/// <summary>Names of units, posts and persons from the registry's views; givers as Accounts knows their powers.</summary>
internal sealed class RegistryNames(StoredNames names, ICounter counter, AccountsDesk accounts) : INames
{
    private IReadOnlyList<(string Id, string Name)>? _givers;

    public string Of(string id) => names.Of(id);

    public IReadOnlyList<(string Id, string Name)> Units => names.Units;

    public IReadOnlyList<(string Id, string Name)> Givers => _givers ??= StoredNames.Waited(ReadGivers);

    private async Task<IReadOnlyList<(string Id, string Name)>> ReadGivers()
    {
        var day = Norms.Calendar.Shanghai.DayOf(counter.Time.GetUtcNow());
        var offices = await accounts.Offices.All(day, CancellationToken.None);
        var givers = (await accounts.Reading.Powers(SupervisionPowers.Give.Name))
            .Select(row => row.Office)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. offices
                .Where(office => givers.Contains(office.Office))
                .Select(office => (office.Office, office.Title)),
        ];
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
