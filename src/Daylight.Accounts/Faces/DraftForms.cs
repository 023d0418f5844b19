using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Accounts.Faces;

/// <summary>Keeps what is typed into a form, and drops it when its act is done.</summary>
public static class DraftForms
{
    /// <summary>The field of a form that names its draft.</summary>
    public const string Field = "draft";

    /// <summary>Fields that say which form this is and not what was typed into it.</summary>
    private static readonly string[] s_own = [Field, "form-token", "act-id", "version"];

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/desk/drafts", Save);

    /// <summary>Called by whoever sees the answer: a form that led on was taken.</summary>
    public static async Task Sent(HttpContext http, Drafts drafts)
    {
        if (
            http.Response.StatusCode == StatusCodes.Status302Found
            && HttpMethods.IsPost(http.Request.Method)
            && http.Request.HasFormContentType
            && http.Features.Get<SignedIn>() is { } now
            && (await http.Request.ReadFormAsync())[Field].ToString() is { Length: > 0 } form
        )
        {
            await drafts.Drop(now.Account.Account, now.Mandate?.Office ?? "", form);
        }
    }

    private static async Task<IResult> Save(HttpContext http, Drafts drafts, CancellationToken cancel)
    {
        if (http.Features.Get<SignedIn>() is not { Mandate: { } mandate } now)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        if (form[Field].ToString() is not { Length: > 0 and <= 200 } key)
        {
            return Results.BadRequest();
        }

        var values = form.Where(field =>
                !s_own.Contains(field.Key)
                && !field.Key.Contains("password", StringComparison.OrdinalIgnoreCase)
            )
            .ToDictionary(
                field => field.Key,
                field => (IReadOnlyList<string>)[.. field.Value.Select(value => value ?? "")],
                StringComparer.Ordinal
            );
        return await drafts.Save(now.Account.Account, mandate.Office, key, values, cancel)
            ? Results.NoContent()
            : Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
    }
}

/// <summary>The drafts of this request's sender.</summary>
internal sealed class OwnDrafts(Who who, Drafts drafts) : IDrafts
{
    private IReadOnlySet<string>? _forms;

    /// <summary>A page may have many forms, and mostly a draft of none: which have one is asked once.</summary>
    public async ValueTask<(Sent Sent, DateTimeOffset Saved)?> Find(string form)
    {
        if (who.Now is not { Mandate: { } mandate } now)
        {
            return null;
        }

        _forms ??= await drafts.Forms(now.Account.Account, mandate.Office);
        return
            _forms.Contains(form) && await drafts.Find(now.Account.Account, mandate.Office, form) is { } draft
            ? (new Sent(draft.Values, []), draft.Saved)
            : null;
    }
}
