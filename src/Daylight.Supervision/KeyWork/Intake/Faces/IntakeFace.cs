using Daylight.Documents.Sheets;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Supervision.KeyWork.Intake.Faces;

/// <summary>Taking items in from a paper: read, confirmed on one page, proposed in one group.</summary>
public sealed class IntakeFace : IFace
{
    internal const string Address = "/desk/intake";

    public void Map(IEndpointRouteBuilder routes)
    {
        // A page answers every method at its address; the order lets the reading take the posts.
        routes.MapPost(Address, Reading).WithOrder(-1).WithMetadata(BodyLimit.OfAFile);
        routes.MapGet(
            $"{Address}/template.xlsx",
            () => Results.File(ItemSheet.Template(), SheetWriter.XlsxType, "拟立项事项模板.xlsx")
        );
        routes.MapPost($"{Address}/confirm", Confirming).WithMetadata(BodyLimit.OfAFile);
    }

    /// <summary>Reads what was pasted or sent. It lives in memory for this request only.</summary>
    private static async Task<IResult> Reading(HttpContext http, ICounter counter, ItemReading items)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        if (mandate.Lacks(SupervisionPowers.Run) is { } lacks)
        {
            return Empty(http, lacks);
        }

        var form = await http.Request.ReadFormAsync();
        var book = await UnitBook.Read(counter);
        var today = Shanghai.DayOf(counter.Time.GetUtcNow());
        if (form.Files["table"] is { Length: > 0 } table)
        {
            return Table(http, counter, await Uploads.Bytes(table), book);
        }

        var taken =
            form.Files["file"] is { Length: > 0 } file
                ? PaperReading.Of(await Uploads.Bytes(file), book, today)
            : form["text"].ToString() is { Length: > 0 } text ? PaperReading.Of(text, book, today)
            : new PaperReading.Refused(new PaperIsMissing());
        return taken is PaperReading.Read read
            ? new RazorComponentResult<IntakeRowsPage>(
                new
                {
                    Rows = await Known(IntakeRow.Of(read, counter.Time.GetUtcNow()), book, items),
                    Book = book,
                    read.Source.Source,
                    read.Source.Reference,
                }
            )
            : Empty(http, ((PaperReading.Refused)taken).Refusal, form);
    }

    /// <summary>
    /// Rows that are open items already, such as those of minutes that were pasted before, are left out unless the officer
    /// says otherwise.
    /// </summary>
    private static async Task<IReadOnlyList<IntakeRow>> Known(
        IReadOnlyList<IntakeRow> rows,
        UnitBook book,
        ItemReading items
    )
    {
        var known = new List<IntakeRow>(rows.Count);
        foreach (var row in rows)
        {
            var lead = book.Named(row.Lead)?.Id ?? "";
            known.Add(
                (await items.OnTheSameMatter(lead, row.Title)) is [var same, ..]
                    ? row with
                    {
                        Keep = false,
                        SameAs = Named(same),
                    }
                    : row
            );
        }

        return known;
    }

    private static async Task<IResult> Confirming(HttpContext http, ICounter counter, ItemReading items)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync();
        var book = await UnitBook.Read(counter);
        var rows = IntakeRow.Of(form);
        var source = Enum.TryParse<ItemSource>(form["source"].ToString(), out var known) ? known : default;
        var asked = rows.Where(row => row.Keep)
            .Select(row =>
                (
                    Row: row,
                    Read: row.Read(book, source, form["reference"].ToString(), form["giver"].ToString())
                )
            )
            .ToList();
        var language = LanguageOf(http);
        var faults = asked
            .Where(entry => entry.Read.Act is null)
            .Select(entry => new FieldFault(
                entry.Read.Field,
                $"{entry.Row.Place}：{new UnitIsUnknown(entry.Read.Unknown!).Say().In(language)}"
            ))
            .ToList();
        if (asked.Count == 0)
        {
            faults.Add(new FieldFault(null, new NothingIsChosen().Say().In(language)));
        }

        var same = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < asked.Count; i++)
        {
            if (asked[i].Read is { Act: { } act } && asked[i].Row.SameAs.Length == 0)
            {
                // Whoever was told of the other item and keeps the row has answered; of the rest the guard asks.
                var beside = await items.OnTheSameMatter(act.Lead, act.Title);
                if (beside is [var other, ..] && other.Item != act.Item)
                {
                    same[act.Item] = Named(other);
                }

                asked[i] = (
                    asked[i].Row,
                    (act with { Beside = [.. beside.Select(row => row.Item)] }, null, null)
                );
            }
        }

        // With a fault in one row nothing is recorded: the officer sees the page once more as he left it.
        var done =
            faults.Count > 0
                ? []
                : await Propose(asked, form["act-id"].ToString(), counter, mandate, faults, language);
        return faults.Count == 0
            ? Results.Redirect($"/desk/items?phase={nameof(ItemPhase.Proposed)}")
            : Again(
                http,
                form,
                [
                    .. rows.Except(done)
                        .Select(row =>
                            same.TryGetValue(row.Item, out var other) ? row with { SameAs = other } : row
                        ),
                ],
                done,
                faults,
                book
            );
    }

    private static string Named(ItemRow other) =>
        $"{(other.Number.Length > 0 ? other.Number : "—")} {other.Title}";

    /// <summary>Hands all acts in at once, so that they are decided in one group; faults are added for those refused.</summary>
    private static async Task<IReadOnlyList<IntakeRow>> Propose(
        IReadOnlyList<(IntakeRow Row, (Propose.Act? Act, string? Field, string? Unknown) Read)> asked,
        string actId,
        ICounter counter,
        Mandate mandate,
        List<FieldFault> faults,
        Language language
    )
    {
        var outcomes = await Task.WhenAll(
            asked.Select(async entry =>
                await counter.Clerk.Perform(
                    new Submission($"{actId}:{entry.Row.Number}", entry.Read.Act!, mandate)
                )
            )
        );
        var done = new List<IntakeRow>();
        foreach (var ((row, _), outcome) in asked.Zip(outcomes))
        {
            if (outcome is Outcome.Refused refused)
            {
                faults.Add(
                    new FieldFault(row.Field("title"), $"{row.Place}：{refused.Refusal.Say().In(language)}")
                );
            }
            else
            {
                done.Add(row);
            }
        }

        return done;
    }

    private static RazorComponentResult Again(
        HttpContext http,
        IFormCollection form,
        IReadOnlyList<IntakeRow> rows,
        IReadOnlyList<IntakeRow> done,
        IReadOnlyList<FieldFault> faults,
        UnitBook book
    )
    {
        http.Response.StatusCode = StatusCodes.Status409Conflict;
        return new RazorComponentResult<IntakeRowsPage>(
            new
            {
                Rows = rows.Except(done).ToList(),
                Done = done,
                Book = book,
                Sent = Sent.Of(form, faults, "act-id"),
            }
        );
    }

    /// <summary>The first page again, with the refusal; what was pasted comes back unless it bears a mark.</summary>
    private static RazorComponentResult Empty(HttpContext http, Refusal refusal, IFormCollection? form = null)
    {
        http.Response.StatusCode = StatusCodes.Status409Conflict;
        var fault = new FieldFault(null, refusal.Say().In(LanguageOf(http)));
        return new RazorComponentResult<IntakePage>(
            new
            {
                Sent = Sent.Of(
                    form is null || refusal is PaperBearsASecrecyMark ? [] : form,
                    [fault],
                    "act-id"
                ),
            }
        );
    }

    private static RazorComponentResult Table(HttpContext http, ICounter counter, byte[] file, UnitBook book)
    {
        var reading = SheetReader.Read(file);
        var (sheet, refusal) = reading is SheetReading.Read read
            ? ItemSheet.Read(read.Book, book)
            : (null, ((SheetReading.Refused)reading).Refusal);
        return sheet is null
            ? Empty(http, refusal!)
            : new RazorComponentResult<IntakeRowsPage>(
                new
                {
                    Rows = IntakeRow.Of(sheet, counter.Time.GetUtcNow()),
                    CellFaults = (IReadOnlyList<string>)
                        [.. sheet.Faults.Select(fault => fault.Say().In(LanguageOf(http)))],
                    Book = book,
                }
            );
    }

    private static Language LanguageOf(HttpContext http) =>
        http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
}
