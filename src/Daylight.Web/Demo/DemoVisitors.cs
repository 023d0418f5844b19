using System.Collections.Frozen;
using Daylight.Proceedings;
using Daylight.Ui;

namespace Daylight.Web.Demo;

/// <summary>One-click sign-in of the demonstration: a cookie names the person. Mapped in a demonstration only.</summary>
public sealed class DemoVisitors(DemoCounty county) : IVisitors
{
    public const string Cookie = "daylight-demo-person";

    public string SignInHref => "/demo";

    public string SignOutHref => "/demo/leave";

    public DemoPerson? Person(HttpContext request) =>
        request.Request.Cookies[Cookie] is { } id
            ? county.People.FirstOrDefault(person => person.Id == id)
            : null;

    public ValueTask<Visitor?> Of(HttpContext request, CancellationToken cancel) =>
        ValueTask.FromResult(
            Person(request) is { } person
                ? new Visitor(
                    person.Name,
                    person.OfficeName,
                    person.Powers.ToFrozenSet(StringComparer.Ordinal)
                )
                : null
        );

    public Mandate? MandateOf(HttpContext request) => Person(request)?.Mandate;
}

/// <summary>Names behind ids in the demonstration, from its samples.</summary>
public sealed class DemoNames(DemoCounty county) : INames
{
    private readonly FrozenDictionary<string, string> _names = county
        .Units.Select(unit => (unit.Id, unit.ShortName))
        .Concat(county.People.Select(person => (person.Id, person.Name)))
        .Concat(county.People.Select(person => (person.Office, person.OfficeName)))
        .Concat(county.Units.Select(unit => ($"p-of-{unit.Id}", $"{unit.ShortName}联络员（虚构）")))
        .DistinctBy(entry => entry.Item1)
        .ToFrozenDictionary(entry => entry.Item1, entry => entry.Item2);

    public string Of(string id) => _names.GetValueOrDefault(id, id);

    public IReadOnlyList<(string Id, string Name)> Units { get; } =
    [.. county.Units.Select(unit => (unit.Id, unit.ShortName))];

    public IReadOnlyList<(string Id, string Name)> Givers { get; } =
    [
        .. county
            .People.Where(person => person.Powers.Contains("supervision.give"))
            .Select(person => (person.Office, person.OfficeName)),
    ];
}
