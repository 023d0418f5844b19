using System.Collections.Concurrent;
using Daylight.Accounts;
using Daylight.Accounts.Faces;
using Daylight.Proceedings;
using Daylight.Ui;

namespace Daylight.Web.Demo;

/// <summary>
/// One-click sign-in of the demonstration: a cookie names the person, whose account is a real one with real sessions.
/// Mapped in a demonstration only.
/// </summary>
public sealed class DemoVisitors(AccountsDesk desk) : IVisitors, IDisposable
{
    public const string Cookie = "daylight-demo-person";

    private readonly AccountVisitors _real = new(desk);

    /// <summary>The session of each person; begun when he is first seen, and anew after it ended.</summary>
    private readonly ConcurrentDictionary<string, string> _sessions = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim _beginning = new(1, 1);

    public string SignInHref => "/demo";

    public string SignOutHref => "/demo/leave";

    /// <summary>What the token of a person of the demonstration begins with; his id follows.</summary>
    public const string Token = "demo_";

    public async ValueTask<Visitor?> Of(HttpContext request, CancellationToken cancel)
    {
        if (
            Named(request) is not { Length: > 0 and < 100 } person
            || await desk.Reading.Account(DemoAccounts.Of(person), cancel) is not { } account
        )
        {
            return await _real.Of(request, cancel);
        }

        if (
            _sessions.GetValueOrDefault(person) is not { } known
            || await desk.Sessions.Find(known, cancel) is not { } session
        )
        {
            session = await Begin(person, account.Account, cancel);
        }

        return await _real.As(request, session, cancel);
    }

    public static Mandate? MandateOf(HttpContext request) => AccountVisitors.MandateOf(request);

    public void Dispose() => _beginning.Dispose();

    /// <summary>Below <c>/api</c> a cookie counts for nothing, as on a served node; a program names its person by a token.</summary>
    private static string? Named(HttpContext request)
    {
        if (!request.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            return request.Request.Cookies[Cookie];
        }

        const string bearer = $"Bearer {Token}";
        var said = request.Request.Headers.Authorization.ToString();
        return said.StartsWith(bearer, StringComparison.Ordinal) ? said[bearer.Length..] : null;
    }

    /// <summary>Requests that come together begin one session.</summary>
    private async Task<Session> Begin(string person, string account, CancellationToken cancel)
    {
        await _beginning.WaitAsync(cancel);
        try
        {
            if (
                _sessions.GetValueOrDefault(person) is { } known
                && await desk.Sessions.Find(known, cancel) is { } there
            )
            {
                return there;
            }

            var (secret, session) = await desk.Sessions.Begin(account, "", SignInWay.OneClick, "", cancel);
            _sessions[person] = secret;
            await desk.Journal.Note(AccessKind.SignedIn, account, session.Id, cancel: cancel);
            return session;
        }
        finally
        {
            _beginning.Release();
        }
    }
}
