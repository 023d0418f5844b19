using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daylight.Ui;

/// <summary>
/// How a mechanism shows itself: its pages, endpoints and navigation. The host maps what it is given and holds no rule.
/// </summary>
public interface IFace
{
    /// <summary>The assembly whose components with <c>@page</c> are pages, and whose assets are served; null for none.</summary>
    Assembly? Pages => null;

    /// <summary>What its pages and endpoints inject.</summary>
    void Add(IServiceCollection services) { }

    void Map(IEndpointRouteBuilder routes) { }

    IEnumerable<NavigationEntry> Navigation => [];

    /// <summary>Ways on from the home page.</summary>
    IEnumerable<Door> Doors => [];

    /// <summary>Where one field finds all that the visitor may see; null where this face has none.</summary>
    string? SearchHref => null;
}

/// <summary>Says who sends a request. The host asks once per request that is not for an asset.</summary>
public interface IVisitors
{
    /// <summary>Null when nobody is signed in.</summary>
    ValueTask<Visitor?> Of(HttpContext request, CancellationToken cancel);

    string? SignInHref => null;

    string? SignOutHref => null;
}

/// <summary>Something that must be in place before requests are taken.</summary>
public interface IReadiness
{
    /// <summary>Why this node takes no requests yet, in one line without data; null when it does.</summary>
    string? NotReadyBecause { get; }

    /// <summary>A line for whoever watches, without data, asked for before <see cref="NotReadyBecause"/>; null for none.</summary>
    ValueTask<string?> Note() => new((string?)null);
}

/// <summary>
/// Metadata of an endpoint that is called by programs and proves itself otherwise than by a form token,
/// e.g. by an API token or a signature.
/// </summary>
public sealed class NoFormToken
{
    private NoFormToken() { }

    public static NoFormToken Instance { get; } = new();
}
