using Daylight.Documents.Papers;
using Daylight.Documents.Sheets;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Intake.Faces;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Supervision.KeyWork.Papers.Faces;

/// <summary>An office's own template is filled in with an item. The template is read, filled and forgotten.</summary>
public sealed class TemplateFace : IFace
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/desk/items/{item}/fill", Fill).WithOrder(-1).WithMetadata(BodyLimit.OfAFile);

    private static async Task<IResult> Fill(
        string item,
        HttpContext http,
        ICounter counter,
        ItemReading items,
        INames names
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        if (await items.Find(ItemScope.Of(mandate), item) is not { } row)
        {
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync();
        var words = Words.Of(typeof(TemplateFace));
        var filled = form.Files["file"] is { Length: > 0 } file
            ? TemplateFilling.Fill(
                await Uploads.Bytes(file),
                ItemValues.Of(
                    row,
                    await items.Steps(item),
                    names.Of,
                    key => words.Say(Language.ZhHans, key),
                    Shanghai.DayOf(counter.Time.GetUtcNow())
                )
            )
            : new Filling.Refused(new Intake.PaperIsMissing());
        if (filled is Filling.Done done)
        {
            return TypedResults.File(
                done.File,
                done.IsTable ? SheetWriter.XlsxType : PaperWriter.Type,
                $"{row.Title}{(done.IsTable ? ".xlsx" : ".docx")}"
            );
        }

        http.Response.StatusCode = StatusCodes.Status409Conflict;
        var language = http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
        return new RazorComponentResult<TemplatePage>(
            new
            {
                Item = item,
                Sent = new Sent(
                    new Dictionary<string, IReadOnlyList<string>>(),
                    [new FieldFault(null, ((Filling.Refused)filled).Refusal.Say().In(language))]
                ),
            }
        );
    }
}
