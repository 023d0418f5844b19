using System.Text.Json;
using Daylight.Documents.Sheets;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Supervision.KeyWork.Intake.Faces;

/// <summary>Tables to units without accounts, and back: shown before anything is recorded.</summary>
public sealed class AnswerFace : IFace
{
    internal const string Address = "/desk/intake/answers";

    /// <summary>Open items looked at.</summary>
    private const int Most = 2000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{Address}/{{unit}}.xlsx", Out);
        routes.MapPost(Address, Reading).WithOrder(-1).WithMetadata(BodyLimit.OfAFile);
        routes.MapPost($"{Address}/confirm", Confirming).WithMetadata(BodyLimit.OfAFile);
    }

    private static async Task<IResult> Out(string unit, ICounter counter, ItemReading items, INames names)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        if (
            mandate.Lacks(SupervisionPowers.Run) is not null
            || (await UnitBook.Read(counter)).Find(unit) is not { } known
        )
        {
            return Results.NotFound();
        }

        var rows = (await Open(items, mandate))
            .Where(row => row.Lead == unit || row.Assistants.Split(',').Contains(unit))
            .ToList();
        var table = AnswerSheet.Out(
            rows,
            known,
            [
                $"发出：{names.Of(mandate.Person)}（{names.Of(mandate.Office)}）",
                $"时间：{Dates.Full(counter.Time.GetUtcNow(), Language.ZhHans)}",
                "请只填“进展情况”一列，填好后交回督查机构。不要填写涉密内容。",
            ]
        );
        return Results.File(SheetWriter.Xlsx(table), SheetWriter.XlsxType, $"{known.ShortName}反馈表.xlsx");
    }

    private static async Task<IResult> Reading(HttpContext http, ICounter counter, ItemReading items)
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

        var byNumber = (await Open(items, mandate))
            .Where(row => row.Number.Length > 0)
            .DistinctBy(row => row.Number)
            .ToDictionary(row => row.Number, StringComparer.Ordinal);
        var (sheet, refusal) = AnswerSheet.Read(read.Book, await UnitBook.Read(counter), byNumber);
        return Page(http, sheet?.Lines, sheet?.Faults, refusal);
    }

    private static async Task<IResult> Confirming(HttpContext http, ICounter counter)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync();
        var lines = Lines(form["lines"].ToString());
        var outcomes = await Task.WhenAll(
            lines.Select(async line =>
                await counter.Clerk.Perform(
                    new Submission(
                        $"{form["act-id"]}:{line.Row}",
                        new RecordAnswer.Act(line.Item, line.Unit, line.Text),
                        mandate
                    )
                )
            )
        );
        var language = http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
        var refused = lines.Zip(outcomes).Where(entry => entry.Second is Outcome.Refused).ToList();
        if (refused.Count == 0 && lines.Count > 0)
        {
            return Results.Redirect("/desk/items");
        }

        http.Response.StatusCode = StatusCodes.Status409Conflict;
        return new RazorComponentResult<AnswerPage>(
            new
            {
                Lines = (IReadOnlyList<AnswerLine>)[.. refused.Select(entry => entry.First)],
                Done = lines.Count - refused.Count,
                Sent = new Sent(
                    new Dictionary<string, IReadOnlyList<string>>(),
                    [
                        .. refused.Select(entry => new FieldFault(
                            null,
                            $"第{entry.First.Row}行：{((Outcome.Refused)entry.Second).Refusal.Say().In(language)}"
                        )),
                    ]
                ),
            }
        );
    }

    private static async Task<IEnumerable<ItemRow>> Open(ItemReading items, Mandate mandate)
    {
        var rows = await items.After(ItemScope.Of(mandate), new ItemWanted(), older: null, Most);
        return rows.Where(row =>
            row.Phase is ItemPhase.Assigned or ItemPhase.InHand or ItemPhase.DoneReported
        );
    }

    private static IReadOnlyList<AnswerLine> Lines(string json)
    {
        try
        {
            return [.. (JsonSerializer.Deserialize<List<AnswerLine>>(json) ?? []).Take(Ledger.Most)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static RazorComponentResult Page(
        HttpContext http,
        IReadOnlyList<AnswerLine>? lines = null,
        IReadOnlyList<CellFault>? faults = null,
        Refusal? refusal = null
    )
    {
        var language = http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
        if (refusal is not null)
        {
            http.Response.StatusCode = StatusCodes.Status409Conflict;
        }

        return new RazorComponentResult<AnswerPage>(
            new
            {
                Lines = lines ?? [],
                Faults = (IReadOnlyList<string>)[.. (faults ?? []).Select(fault => fault.Say().In(language))],
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
