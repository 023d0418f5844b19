using Daylight.Documents.Papers;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Intake;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daylight.Supervision.KeyWork.Papers.Faces;

/// <summary>Papers: drafted on a page, taken out as a draft, signed and numbered, taken out as the formal copy.</summary>
public sealed class PaperFace : IFace
{
    internal const string Address = "/desk/papers";

    /// <summary>Papers that a unit may read of the items that it handles; the others are for the office and the giver.</summary>
    private static readonly PaperKind[] s_toUnits =
    [
        PaperKind.Assignment,
        PaperKind.Notice,
        PaperKind.Reminder,
        PaperKind.Letter,
    ];

    public IEnumerable<NavigationEntry> Navigation =>
        [
            new(
                language => Words.Of(typeof(PaperFace)).Say(language, "nav.papers"),
                Address,
                24,
                SupervisionPowers.Run.Name
            ),
        ];

    public void Add(IServiceCollection services) => services.AddScoped<PaperRegister>();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{Address}/draft", Drafting);
        routes.MapPost($"{Address}/sign", Signing);
        routes.MapPost($"{Address}/{{paper}}/void", Voiding);
        routes.MapGet($"{Address}/{{paper}}.docx", Signed);
        routes.MapGet("/desk/items/{item}/feedback.docx", Merged);
    }

    public static bool MaySee(PaperRow paper, ItemRow? item, Mandate mandate) =>
        ItemScope.Of(mandate).All || (item is not null && s_toUnits.Contains(paper.Kind));

    private static async Task<IResult> Drafting(HttpContext http, ICounter counter, ItemReading items)
    {
        var (refused, row) = await Read(http, counter, items);
        return row is null ? refused : File(PaperForm.Lay(row, null, [], Code(http, row)), row.Title);
    }

    private static async Task<IResult> Signing(HttpContext http, ICounter counter, ItemReading items)
    {
        var (none, row) = await Read(http, counter, items);
        if (row is null)
        {
            return none;
        }

        var form = await http.Request.ReadFormAsync();
        var outcome = await counter.Clerk.Perform(
            new Submission(form["act-id"].ToString(), Act(row), counter.Mandate!)
        );
        if (outcome is not Outcome.Refused refused)
        {
            return Results.Redirect($"{Address}/{row.Paper}");
        }

        http.Response.StatusCode = StatusCodes.Status409Conflict;
        var language = http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
        return new RazorComponentResult<PaperEditPage>(
            new
            {
                row.Item,
                Kind = row.Kind.ToString(),
                Month = form["month"].ToString(),
                Sent = Sent.Of(form, [new FieldFault(null, refused.Refusal.Say().In(language))], "act-id"),
            }
        );
    }

    private static async Task<IResult> Voiding(
        string paper,
        HttpContext http,
        ICounter counter,
        PaperRegister papers
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        if (await papers.Find(paper) is not { } row || !ItemScope.Of(mandate).All)
        {
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync();
        var outcome = await counter.Clerk.Perform(
            new Submission(
                form["act-id"].ToString(),
                new VoidNumber.Act(paper, row.Item, row.Organ, row.Kind, form["reason"].ToString()),
                mandate
            )
        );
        if (outcome is not Outcome.Refused refused)
        {
            return Results.Redirect($"{Address}/{paper}");
        }

        http.Response.StatusCode = StatusCodes.Status409Conflict;
        var language = http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
        return new RazorComponentResult<PaperPage>(
            new
            {
                Paper = paper,
                Sent = Sent.Of(form, [new FieldFault(null, refused.Refusal.Say().In(language))], "act-id"),
            }
        );
    }

    private static async Task<IResult> Signed(
        string paper,
        HttpContext http,
        ICounter counter,
        PaperRegister papers,
        ItemReading items,
        INames names
    ) =>
        counter.Mandate is not { } mandate
            ? Results.Unauthorized()
            : await Copy(paper, mandate, http, counter, papers, items, names) ?? Results.NotFound();

    /// <summary>
    /// The formal copy of a signed paper; <c>copy</c> in the query is its 份号, where the office counts its copies. Null where there is
    /// none for this mandate.
    /// </summary>
    internal static async Task<IResult?> Copy(
        string paper,
        Mandate mandate,
        HttpContext http,
        ICounter counter,
        PaperRegister papers,
        ItemReading items,
        INames names
    )
    {
        if (
            await papers.Find(paper) is not { } row
            || !MaySee(
                row,
                row.Item.Length > 0 ? await items.Find(ItemScope.Of(mandate), row.Item) : null,
                mandate
            )
        )
        {
            return null;
        }

        return File(
            PaperForm.Lay(
                row,
                Shanghai.DayOf(row.SignedAt),
                await LogFooting.Of(counter),
                Code(http, row),
                names.Of(row.SignedBy),
                int.TryParse(http.Request.Query["copy"], out var copy) && copy is > 0 and < 1_000_000
                    ? copy
                    : null
            ),
            row.Label
        );
    }

    /// <summary>The feedback of all units of an item in one document.</summary>
    private static async Task<IResult> Merged(string item, ICounter counter, ItemReading items, INames names)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        if (!ItemScope.Of(mandate).All || await items.Find(ItemScope.Of(mandate), item) is not { } row)
        {
            return Results.NotFound();
        }

        return File(
            Feedback.Merge(
                [(row, await items.Steps(item))],
                names.Of,
                names.Of(row.Office.Length > 0 ? row.Office : mandate.Unit),
                Shanghai.DayOf(counter.Time.GetUtcNow()),
                await LogFooting.Of(counter)
            ),
            $"{row.Title}办理情况汇总"
        );
    }

    private static async Task<(IResult None, PaperRow? Row)> Read(
        HttpContext http,
        ICounter counter,
        ItemReading items
    )
    {
        if (counter.Mandate is null)
        {
            return (Results.Unauthorized(), null);
        }

        var form = await http.Request.ReadFormAsync();
        var row = await Row(counter, items, form["paper"].ToString(), name => form[name].ToString());
        return (row is null ? Results.NotFound() : Results.Empty, row);
    }

    /// <summary>
    /// The paper as its fields have it; the organ is the one that runs the item, or the mandate's own. Null where the mandate may not
    /// draft it.
    /// </summary>
    internal static async Task<PaperRow?> Row(
        ICounter counter,
        ItemReading items,
        string paper,
        Func<string, string> field
    )
    {
        var mandate = counter.Mandate!;
        var about = field("item");
        var item = await items.Find(ItemScope.Of(mandate), about);
        if (
            !ItemScope.Of(mandate).All
            || !Enum.TryParse<PaperKind>(field("kind"), out var kind)
            || (item is null && (about.Length > 0 || kind is not PaperKind.Circular))
        )
        {
            return null;
        }

        var units = await UnitBook.Read(counter);
        var organ = item is { Office.Length: > 0 } ? item.Office : mandate.Unit;
        var to = field("to-name").Trim();
        return new PaperRow(
            paper,
            about,
            kind,
            organ,
            units.Find(organ)?.Names[0] ?? organ,
            field("code").Trim(),
            Shanghai.DayOf(counter.Time.GetUtcNow()).Year,
            0,
            field("title"),
            units.Named(to)?.Id ?? "",
            to,
            field("body"),
            field("copy-to"),
            mandate.Person,
            counter.Time.GetUtcNow(),
            ""
        );
    }

    internal static NumberDocument.Act Act(PaperRow row) =>
        new(
            row.Paper,
            row.Kind,
            row.Item,
            row.Organ,
            row.OrganName,
            row.Code,
            row.Year,
            row.Title,
            row.Addressee,
            row.ToName,
            row.Body,
            row.CopyTo
        );

    /// <summary>Where a phone finds the item; on the slip that travels with it only.</summary>
    private static string? Code(HttpContext http, PaperRow paper) =>
        paper.Kind is PaperKind.Assignment
            ? $"{http.Request.Scheme}://{http.Request.Host}/desk/items/{paper.Item}"
            : null;

    private static FileContentHttpResult File(Paper paper, string name) =>
        TypedResults.File(PaperWriter.Write(paper), PaperWriter.Type, $"{name}.docx");
}
