using Daylight.Accounts;
using Daylight.Accounts.Faces;
using Daylight.Proceedings;
using Daylight.Registry.Views;
using Daylight.Supervision.KeyWork;

namespace Daylight.Web;

/// <summary>Names of units, posts and persons from the registry's views; givers as Accounts knows their powers.</summary>
internal sealed class RegistryNames(
    StoredNames names,
    ICounter counter,
    AccountsDesk accounts,
    KeptGivers kept
) : INames
{
    private IReadOnlyList<(string Id, string Name)>? _givers;

    public string Of(string id) => names.Of(id);

    public IReadOnlyList<(string Id, string Name)> Units => names.Units;

    public IReadOnlyList<(string Id, string Name)> Givers => _givers ??= StoredNames.Waited(ReadGivers);

    private async Task<IReadOnlyList<(string Id, string Name)>> ReadGivers()
    {
        var day = Norms.Calendar.Shanghai.DayOf(counter.Time.GetUtcNow());
        var epoch = await accounts.Reading.Epoch();
        if (kept.Known is { } known && known.Epoch == epoch && known.Day == day)
        {
            return known.Givers;
        }

        var offices = await accounts.Offices.All(day, CancellationToken.None);
        var givers = (await accounts.Reading.Powers(SupervisionPowers.Give.Name))
            .Select(row => row.Office)
            .ToHashSet(StringComparer.Ordinal);
        List<(string, string)> found =
        [
            .. offices
                .Where(office => givers.Contains(office.Office))
                .Select(office => (office.Office, office.Title)),
        ];
        if (accounts.Offices is RegistryOffices)
        {
            kept.Known = new(epoch, day, found);
        }

        return found;
    }
}

/// <summary>The offices that may give items, for as long as no fact changed who may, and for their day. Thread safe.</summary>
internal sealed class KeptGivers
{
    private volatile Of? _known;

    public Of? Known
    {
        get => _known;
        set => _known = value;
    }

    public sealed record Of(long Epoch, DateOnly Day, IReadOnlyList<(string Id, string Name)> Givers);
}

/// <summary>What the pages of a node inject.</summary>
public static class Serving
{
    /// <summary>A counter on the node's first log, at which those act who signed in.</summary>
    public static void AddNode(this IServiceCollection services, Node node)
    {
        services.AddCounter(node, node.Logs[0], node.Options.Time, AccountVisitors.MandateOf);
        services.AddSingleton<KeptGivers>().AddScoped<INames, RegistryNames>();
    }
}
