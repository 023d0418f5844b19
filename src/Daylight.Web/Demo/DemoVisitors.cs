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

    /// <summary>What the token of a person of the demonstration begins with; his id follows.</summary>
    public const string Token = "demo_";

    /// <summary>Below <c>/api</c> a cookie counts for nothing, as on a served node; a program names its person by a token.</summary>
    public DemoPerson? Person(HttpContext request) =>
        (
            request.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
                ? Bearer(request)
                : request.Request.Cookies[Cookie]
        )
            is { } id
            ? county.People.FirstOrDefault(person => person.Id == id)
            : null;

    private static string? Bearer(HttpContext request) =>
        request.Request.Headers.Authorization.ToString() is var said
        && said.StartsWith($"Bearer {Token}", StringComparison.Ordinal)
            ? said[$"Bearer {Token}".Length..]
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

/// <summary>Names of the demonstration: the registry's, and as givers those who may give items.</summary>
internal sealed class DemoNames(StoredNames registry, DemoCounty county) : INames
{
    public string Of(string id) => registry.Of(id);

    public IReadOnlyList<(string Id, string Name)> Units => registry.Units;

    public IReadOnlyList<(string Id, string Name)> Givers =>
        [
            .. county
                .People.Where(person => person.Powers.Contains("supervision.give"))
                .Select(person => (person.Office, person.OfficeName)),
        ];
}
