using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Claims;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Ui;
using Microsoft.AspNetCore.Http;

namespace Daylight.Accounts.Faces;

/// <summary>Says who sends a request: by his session, the state of his account and the offices that he holds today.</summary>
public sealed class AccountVisitors(AccountsDesk desk) : IVisitors
{
    /// <summary>Opens the pages about one's own account; everybody who is signed in has it.</summary>
    public const string Own = "account";

    private readonly Tokens _tokens = new(desk);

    /// <summary>The hour in which the use of a token was noted last: once an hour is enough.</summary>
    private readonly ConcurrentDictionary<string, long> _noted = new(StringComparer.Ordinal);

    public string SignInHref => "/sign-in";

    public string SignOutHref => "/sign-out";

    public async ValueTask<Visitor?> Of(HttpContext request, CancellationToken cancel)
    {
        // Programs prove themselves by a token; a browser's session counts for nothing there, so that no other site can
        // make a browser call the interface.
        if (request.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            return await Program(request, cancel);
        }

        if (
            SessionCookie.Read(request) is not { Length: > 0 and < 100 } secret
            || await desk.Sessions.Find(secret, cancel) is not { } session
        )
        {
            return null;
        }

        if (await As(request, session, cancel) is not { } visitor)
        {
            return null;
        }

        // Form tokens are bound to the session: a form of one session is refused in another.
        request.User = new ClaimsPrincipal(
            new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, session.Id)], "daylight")
        );
        return visitor;
    }

    /// <summary>The holder of a session, worked out anew; null where his account or his mandate ended.</summary>
    public async ValueTask<Visitor?> As(HttpContext request, Session session, CancellationToken cancel)
    {
        if (await Look(session, request, cancel) is not { } found)
        {
            return null;
        }

        request.Features.Set(found);
        return new Visitor(
            found.Account.Name,
            found.Chosen?.Title ?? "",
            (found.Mandate?.Powers ?? []).Append(Own).ToFrozenSet(StringComparer.Ordinal)
        );
    }

    /// <summary>The mandate of this request, for the counter.</summary>
    public static Mandate? MandateOf(HttpContext request) =>
        request.Features.Get<SignedIn>()?.Mandate ?? request.Features.Get<Caller>()?.Mandate;

    private async Task<Visitor?> Program(HttpContext request, CancellationToken cancel)
    {
        const string bearer = "Bearer ";
        var said = request.Request.Headers.Authorization.ToString();
        if (!said.StartsWith(bearer, StringComparison.Ordinal))
        {
            return null;
        }

        if (await _tokens.Use(said[bearer.Length..].Trim(), cancel) is not { } used)
        {
            await desk.Journal.Note(AccessKind.TokenRefused, address: Address.Of(request), cancel: cancel);
            return null;
        }

        request.Features.Set(new Caller(used.Mandate));
        var hour = desk.Time.GetUtcNow().ToUnixTimeSeconds() / 3600;
        if (_noted.GetValueOrDefault(used.Token) != hour)
        {
            _noted[used.Token] = hour;
            await desk.Journal.Note(
                AccessKind.TokenUsed,
                used.Account,
                used.Token,
                Address.Of(request),
                cancel
            );
        }

        return new Visitor(used.Token, used.Mandate.Office, used.Mandate.Powers);
    }

    /// <summary>A program that proved itself by a token.</summary>
    private sealed record Caller(Mandate Mandate);

    private async Task<SignedIn?> Look(Session session, HttpContext request, CancellationToken cancel)
    {
        var day = Shanghai.DayOf(desk.Time.GetUtcNow());
        if (
            await desk.Mandates.OfAccount(session.Account, day, cancel)
            is not
            ({ Standing: AccountStanding.Open } account, var mandates)
        )
        {
            await Stop(session, "account", request, cancel);
            return null;
        }

        var chosen = mandates.FirstOrDefault(one => one.Mandate!.Office == session.Office);
        if (chosen is null && session.Office.Length > 0)
        {
            await Stop(session, "mandate", request, cancel);
            return null;
        }

        if (chosen is null && mandates.Count > 0)
        {
            chosen = mandates[0];
            await desk.Sessions.ActIn(session.Id, chosen.Mandate!.Office, cancel);
        }

        return new SignedIn(session, account, mandates, chosen);
    }

    private async Task Stop(Session session, string why, HttpContext request, CancellationToken cancel)
    {
        await desk.Sessions.End(session.Id, cancel);
        await desk.Journal.Note(AccessKind.SessionEnded, session.Account, why, Address.Of(request), cancel);
    }
}

/// <summary>Where a request comes from, for the journal.</summary>
internal static class Address
{
    public static string Of(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address
            ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
            : "";

    /// <summary>Browser and system in two words, so that somebody knows his own sessions; nothing finer is kept.</summary>
    public static string Agent(HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        var browser = First(
            agent,
            ("Edg/", "Edge"),
            ("Firefox/", "Firefox"),
            ("Chrome/", "Chrome"),
            ("Safari/", "Safari")
        );
        var system = First(
            agent,
            ("Android", "Android"),
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Windows", "Windows"),
            ("Mac OS", "macOS"),
            ("Linux", "Linux")
        );
        return string.Join(" / ", new[] { browser, system }.Where(word => word.Length > 0));
    }

    private static string First(string agent, params (string Mark, string Name)[] known) =>
        known.FirstOrDefault(entry => agent.Contains(entry.Mark, StringComparison.Ordinal)).Name ?? "";
}
