using Daylight.Proceedings;
using Daylight.Proceedings.Attachments;
using Daylight.Supervision.KeyWork.Views;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Daylight.Supervision.KeyWork.Faces;

/// <summary>
/// A file of an item, for whoever may see the item. Pictures, PDF and plain text open in the browser, under the
/// policy of all pages; everything else, HTML and SVG above all, is handed out as a download.
/// </summary>
internal static class ItemFile
{
    public static async Task<IResult> Reading(
        string item,
        string hash,
        HttpContext http,
        ICounter counter,
        ItemReading reading,
        CancellationToken cancel
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        if (
            counter.Attachments is not { } attachments
            || await reading.Find(ItemScope.Of(mandate), item) is null
            || await reading.File(item, hash) is not { } row
        )
        {
            return Results.NotFound();
        }

        var file = row.Ref;
        var answer = http.Response;
        try
        {
            answer.ContentType = file.MayBeShown ? file.Type : "application/octet-stream";
            answer.ContentLength = file.Size;
            answer.Headers.CacheControl = "private, no-store";
            var named = new ContentDispositionHeaderValue(file.MayBeShown ? "inline" : "attachment");
            named.SetHttpFileName(file.Name);
            answer.Headers.ContentDisposition = named.ToString();
            await attachments.CopyTo(file, answer.Body, cancel);
            return Results.Empty;
        }
        catch (AttachmentGoneException) when (!answer.HasStarted)
        {
            answer.Clear();
            return Results.StatusCode(StatusCodes.Status410Gone);
        }
    }
}
