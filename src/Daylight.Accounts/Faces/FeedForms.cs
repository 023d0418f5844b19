using System.Collections.Concurrent;
using System.Globalization;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Accounts.Faces;

/// <summary>
/// Feeds of due days for calendars and readers: off until their holder makes one, ended with the token, the office or the
/// account. An unknown address, an ended one and one of somebody else answer alike.
/// </summary>
internal static class FeedForms
{
    /// <summary>Answers an hour and feed; calendars ask once an hour or less.</summary>
    public const int PerHour = 30;

    private static readonly DutyView s_duties = new();
    private static readonly ConcurrentDictionary<(string Token, long Hour), int> s_asked = new();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/desk/account/feeds", Make);
        routes.MapGet("/feeds/{secret}/duties.ics", Calendar);
        routes.MapGet("/feeds/{secret}/duties.atom", Atom);
    }

    private static async Task<IResult> Make(
        HttpContext http,
        AccountsDesk desk,
        Tokens tokens,
        CancellationToken cancel
    )
    {
        if (http.Features.Get<SignedIn>() is not { Mandate: { } mandate } now)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        if (!OwnForms.IsFresh(now, desk))
        {
            return OwnForms.Back(form, "prove", SignInForm.Say(http, "prove.first"));
        }

        var (outcome, secret) = await tokens.IssueFeed(
            now.Account.Account,
            mandate,
            SignInForm.Say(http, "feed.name"),
            cancel
        );
        return outcome is Outcome.Refused refused
            ? OwnForms.Back(form, "token", refused.Refusal.Say().In(SignInForm.LanguageOf(http)))
            : new RazorComponentResult<AccountPage>(new { FeedSecret = secret });
    }

    private static Task<IResult> Calendar(
        string secret,
        HttpContext http,
        AccountsDesk desk,
        Tokens tokens,
        ICounter counter,
        CancellationToken cancel
    ) =>
        Answer(
            secret,
            http,
            desk,
            tokens,
            counter,
            DutyFeed.Calendar,
            "text/calendar; charset=utf-8",
            cancel
        );

    private static Task<IResult> Atom(
        string secret,
        HttpContext http,
        AccountsDesk desk,
        Tokens tokens,
        ICounter counter,
        CancellationToken cancel
    ) =>
        Answer(
            secret,
            http,
            desk,
            tokens,
            counter,
            DutyFeed.Atom,
            "application/atom+xml; charset=utf-8",
            cancel
        );

    private static async Task<IResult> Answer(
        string secret,
        HttpContext http,
        AccountsDesk desk,
        Tokens tokens,
        ICounter counter,
        Func<IReadOnlyList<(DateOnly, int)>, string, DateTimeOffset, string> write,
        string type,
        CancellationToken cancel
    )
    {
        if (await tokens.UseFeed(secret, cancel) is not { } feed)
        {
            return Results.NotFound();
        }

        var now = desk.Time.GetUtcNow();
        if (!MayAsk(feed.Token, now))
        {
            http.Response.Headers.RetryAfter = (3600 - (now.ToUnixTimeSeconds() % 3600)).ToString(
                CultureInfo.InvariantCulture
            );
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        await using var connection = await counter.Store.Read(cancel);
        var rows = await s_duties.Read(
            connection,
            desk.Clerk.Jurisdiction,
            "AND owner IN (@unit, @office) AND standing IN ('Open', 'Lapsed') ORDER BY due LIMIT 500",
            new { unit = feed.Mandate.Unit, office = feed.Mandate.Office }
        );
        var due = rows.Where(row => row.Due is not null)
            .GroupBy(row => Shanghai.DayOf(row.Due!.Value))
            .OrderBy(day => day.Key)
            .Select(day => (day.Key, day.Count()))
            .ToList();
        return Results.Text(
            write(due, $"{http.Request.Scheme}://{http.Request.Host}", now),
            type,
            System.Text.Encoding.UTF8
        );
    }

    private static bool MayAsk(string token, DateTimeOffset now)
    {
        var hour = now.ToUnixTimeSeconds() / 3600;
        if (s_asked.Count > 50_000)
        {
            s_asked.Clear();
        }

        return s_asked.AddOrUpdate((token, hour), 1, (_, count) => count + 1) <= PerHour;
    }
}
