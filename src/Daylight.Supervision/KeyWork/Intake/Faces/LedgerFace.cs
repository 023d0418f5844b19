using System.Text.Json;
using Daylight.Documents.Sheets;
using Daylight.Proceedings;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Supervision.KeyWork.Intake.Faces;

/// <summary>The running ledger is taken over on day one: read, shown with its faults, carried over once confirmed.</summary>
public sealed class LedgerFace : IFace
{
    internal const string Address = "/desk/intake/ledger";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            $"{Address}/template.xlsx",
            () => Results.File(Ledger.Template(), SheetWriter.XlsxType, "督办台账模板.xlsx")
        );
        routes.MapPost(Address, Reading).WithOrder(-1).WithMetadata(BodyLimit.OfAFile);
        routes.MapPost($"{Address}/confirm", Confirming).WithMetadata(BodyLimit.OfAFile);
    }

    private static async Task<IResult> Reading(HttpContext http, ICounter counter, INames names)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        if (mandate.Lacks(SupervisionPowers.Run) is { } lacks)
        {
            return Page(http, refusal: lacks);
        }

        var form = await http.Request.ReadFormAsync();
        if (form.Files["file"] is not { Length: > 0 } file)
        {
            return Page(http, refusal: new PaperIsMissing());
        }

        var reading = SheetReader.Read(await Uploads.Bytes(file));
        if (reading is not SheetReading.Read read)
        {
            return Page(http, refusal: ((SheetReading.Refused)reading).Refusal);
        }

        var (ledger, refusal) = Ledger.Read(read.Book, await UnitBook.Read(counter), names.Givers);
        return Page(http, ledger, refusal);
    }

    private static async Task<IResult> Confirming(HttpContext http, ICounter counter)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync();
        var lines = Lines(form["lines"].ToString());
        var actId = form["act-id"].ToString();
        var outcomes = await Task.WhenAll(
            lines.Select(async line =>
                await counter.Clerk.Perform(
                    new Submission(
                        $"{actId}:{line.Row}",
                        line.Act(FactIds.Derived(actId, $"{line.Row}")[..32]),
                        mandate
                    )
                )
            )
        );
        var language = http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
        var faults = lines
            .Zip(outcomes)
            .Where(entry => entry.Second is Outcome.Refused)
            .Select(entry => new FieldFault(
                null,
                $"第{entry.First.Row}行：{((Outcome.Refused)entry.Second).Refusal.Say().In(language)}"
            ))
            .ToList();
        if (faults.Count == 0 && lines.Count > 0)
        {
            return Results.Redirect("/desk/items");
        }

        var refused = lines
            .Zip(outcomes)
            .Where(entry => entry.Second is Outcome.Refused)
            .Select(entry => entry.First);
        http.Response.StatusCode = StatusCodes.Status409Conflict;
        return new RazorComponentResult<LedgerPage>(
            new
            {
                Lines = (IReadOnlyList<LedgerLine>)[.. refused],
                Done = lines.Count - faults.Count,
                Sent = new Sent(new Dictionary<string, IReadOnlyList<string>>(), faults),
            }
        );
    }

    /// <summary>The rows travel in the page; whatever comes back is checked again by the act of each.</summary>
    private static IReadOnlyList<LedgerLine> Lines(string json)
    {
        try
        {
            return [.. (JsonSerializer.Deserialize<List<LedgerLine>>(json) ?? []).Take(Ledger.Most)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static RazorComponentResult Page(HttpContext http, Ledger? ledger = null, Refusal? refusal = null)
    {
        var language = http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
        if (refusal is not null)
        {
            http.Response.StatusCode = StatusCodes.Status409Conflict;
        }

        return new RazorComponentResult<LedgerPage>(
            new
            {
                Lines = ledger?.Lines ?? [],
                Faults = (IReadOnlyList<string>)
                    [.. (ledger?.Faults ?? []).Select(fault => fault.Say().In(language))],
                Sent = refusal is null
                    ? Sent.Nothing
                    : new Sent(
                        new Dictionary<string, IReadOnlyList<string>>(),
                        [new FieldFault(null, refusal.Say().In(language))]
                    ),
            }
        );
    }
}
