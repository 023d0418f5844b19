using Daylight.Accounts;
using Daylight.Accounts.Faces;
using Daylight.Proceedings;
using Daylight.Registry.Views;
using Daylight.Supervision.KeyWork;

namespace Daylight.Web;

/// <summary>Names of units, posts and persons from the registry's views, read once per request.</summary>
internal sealed class RegistryNames(ICounter counter, AccountsDesk accounts) : INames
{
    private Known? _known;

    private Known All => _known ??= Read().GetAwaiter().GetResult();

    public string Of(string id) => All.Names.GetValueOrDefault(id, id);

    public IReadOnlyList<(string Id, string Name)> Units => All.Units;

    public IReadOnlyList<(string Id, string Name)> Givers => All.Givers;

    private async Task<Known> Read()
    {
        var day = Norms.Calendar.Shanghai.DayOf(counter.Time.GetUtcNow());
        var offices = await accounts.Offices.All(day, CancellationToken.None);
        var persons = await accounts.Offices.Persons(day, CancellationToken.None);
        var givers = (await accounts.Reading.Powers(5000))
            .Where(row => row.Power == SupervisionPowers.Give.Name)
            .Select(row => row.Office)
            .ToHashSet(StringComparer.Ordinal);
        await using var connection = await counter.Store.Read();
        var rows = await new UnitView().Read(
            connection,
            counter.Clerk.Jurisdiction,
            "AND merged_into IS NULL ORDER BY code LIMIT 5000"
        );
        return new Known(
            rows.Select(row => (row.Unit, row.ShortName))
                .Concat(offices.Select(office => (office.Office, office.Title)))
                .Concat(persons.Select(person => (person.Person, person.Name)))
                .DistinctBy(entry => entry.Item1)
                .ToDictionary(entry => entry.Item1, entry => entry.Item2, StringComparer.Ordinal),
            [.. rows.Select(row => (row.Unit, row.ShortName))],
            [
                .. offices
                    .Where(office => givers.Contains(office.Office))
                    .Select(office => (office.Office, office.Title)),
            ]
        );
    }

    private sealed record Known(
        Dictionary<string, string> Names,
        IReadOnlyList<(string Id, string Name)> Units,
        IReadOnlyList<(string Id, string Name)> Givers
    );
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
