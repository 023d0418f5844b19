using System.Collections.Concurrent;
using Daylight.Accounts;
using Daylight.Accounts.Faces;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Web;

/// <summary>
/// Notes in the access journal what a person who is signed in looked up of another person, was refused to see, or was
/// refused to do. Which page or act it was is told by the pattern of its address, whom it was about by an opaque id.
/// </summary>
internal sealed class Noted(RequestDelegate next, IServiceProvider services)
{
    private readonly AccountsDesk? _desk = services.GetService<AccountsDesk>();

    /// <summary>Pages about one person, and the part of the address that names him.</summary>
    private static readonly (string Pattern, string Value)[] s_persons =
    [
        ("/desk/registry/persons/{Id}", "Id"),
    ];

    /// <summary>One look a person, subject and hour: a page that is loaded anew is no second look.</summary>
    private readonly ConcurrentDictionary<(string Account, string Subject), long> _hours = new();

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (_desk is not null)
        {
            await DraftForms.Sent(context, _desk.Drafts);
        }

        if (
            _desk is not null
            && context.Features.Get<SignedIn>() is { } now
            && context.GetEndpoint() is RouteEndpoint endpoint
            && Line(context, endpoint, now) is { } line
            && (
                line.Kind is AccessKind.ActRefused
                || IsNew(now.Account.Account, $"{line.Kind}/{line.Subject}")
            )
        )
        {
            await _desk.Journal.Note(
                line.Kind,
                now.Account.Account,
                line.Subject,
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                CancellationToken.None
            );
        }
    }

    private static (AccessKind Kind, string Subject)? Line(
        HttpContext context,
        RouteEndpoint endpoint,
        SignedIn now
    )
    {
        var pattern = $"/{endpoint.RoutePattern.RawText?.TrimStart('/')}";
        var status = context.Response.StatusCode;
        var post = HttpMethods.IsPost(context.Request.Method);
        if (!post && status == StatusCodes.Status200OK)
        {
            var about = Array.Find(s_persons, page => page.Pattern == pattern);
            return
                about.Value is { } name
                && context.Request.RouteValues[name] is string person
                && person != now.Account.Person
                ? (AccessKind.LookedUp, $"person/{Short(person)}")
                : null;
        }

        return status switch
        {
            StatusCodes.Status409Conflict when post => (AccessKind.ActRefused, pattern),
            StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound => (
                post ? AccessKind.ActRefused : AccessKind.LookUpRefused,
                pattern
            ),
            _ => null,
        };
    }

    private bool IsNew(string account, string subject)
    {
        var hour = _desk!.Time.GetUtcNow().ToUnixTimeSeconds() / 3600;
        if (_hours.GetValueOrDefault((account, subject)) == hour)
        {
            return false;
        }

        if (_hours.Count > 10_000)
        {
            _hours.Clear();
        }

        _hours[(account, subject)] = hour;
        return true;
    }

    private static string Short(string id) => id.Length <= 64 ? id : id[..64];
}
