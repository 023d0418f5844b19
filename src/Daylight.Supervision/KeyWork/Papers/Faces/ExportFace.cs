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
using Microsoft.Extensions.DependencyInjection;

namespace Daylight.Supervision.KeyWork.Papers.Faces;

/// <summary>Lists taken out of the house: asked for with a purpose, recorded, marked with name and time.</summary>
public sealed class ExportFace : IFace
{
    internal const string Address = "/desk/exports";

    public void Add(IServiceCollection services) => services.AddScoped<ExportReading>();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Address, Asking).WithOrder(-1);
        routes.MapPost($"{Address}/{{export}}/take", Taking);
        routes.MapPost(
            $"{Address}/{{export}}/agree",
            (string export, HttpContext http, ICounter counter) => Deciding(export, true, http, counter)
        );
        routes.MapPost(
            $"{Address}/{{export}}/decline",
            (string export, HttpContext http, ICounter counter) => Deciding(export, false, http, counter)
        );
    }

    /// <summary>
    /// The rows that a filter of the list of items holds, within what this mandate may see; one more than may be exported at most,
    /// so that more is seen to be more.
    /// </summary>
    internal static Task<IReadOnlyList<ItemRow>> Rows(
        ItemReading items,
        Mandate mandate,
        string filter,
        ExportLimits limits
    )
    {
        var query = Query.Read($"/desk/items{(filter.StartsWith('?') ? filter : "")}");
        return items.After(
            ItemScope.Of(mandate),
            new ItemWanted(
                query["q"] ?? "",
                Phase: Enum.TryParse<ItemPhase>(query["phase"], out var phase) ? phase : null,
                LateOnly: query["late"] == "yes"
            ),
            long.TryParse(query["older"], out var older) ? older : null,
            limits.Most + 1
        );
    }

    internal static ExportLimits Limits(ICounter counter) =>
        PaperNorms.Limits(counter.Clerk.Rules, counter.Time.GetUtcNow());

    private static async Task<IResult> Asking(
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

        var form = await http.Request.ReadFormAsync();
        var filter = form["filter"].ToString();
        var limits = Limits(counter);
        var rows = await Rows(items, mandate, filter, limits);
        var act = new ExportItems.Act(
            form["export"].ToString(),
            filter,
            rows.Count,
            form["format"] == "csv" ? "csv" : "xlsx",
            form["purpose"].ToString()
        );
        var outcome = await counter.Clerk.Perform(new Submission(form["act-id"].ToString(), act, mandate));
        if (outcome is Outcome.Refused refused)
        {
            http.Response.StatusCode = StatusCodes.Status409Conflict;
            return new RazorComponentResult<ExportsPage>(
                new
                {
                    Sent = Sent.Of(
                        form,
                        [new FieldFault(null, refused.Refusal.Say().In(LanguageOf(http)))],
                        "act-id"
                    ),
                }
            );
        }

        return act.Rows > limits.Alone
            ? Results.Redirect(Address)
            : File(act.Export, act.Format, act.Purpose, rows, mandate, counter, names);
    }

    private static async Task<IResult> Taking(
        string export,
        HttpContext http,
        ICounter counter,
        ExportReading exports,
        ItemReading items,
        INames names
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        if (await exports.Find(export) is not { } row || row.Person != mandate.Person)
        {
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync();
        var rows = await Rows(items, mandate, row.Filter, Limits(counter));
        var outcome = await counter.Clerk.Perform(
            new Submission(form["act-id"].ToString(), new ExportItems.TakeAct(export, rows.Count), mandate)
        );
        return outcome is Outcome.Refused
            ? Results.NotFound()
            : File(export, row.Format, row.Purpose, rows, mandate, counter, names);
    }

    private static async Task<IResult> Deciding(
        string export,
        bool agreed,
        HttpContext http,
        ICounter counter
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync();
        var outcome = await counter.Clerk.Perform(
            new Submission(form["act-id"].ToString(), new ExportItems.DecideAct(export, agreed), mandate)
        );
        if (outcome is not Outcome.Refused refused)
        {
            return Results.Redirect(Address);
        }

        http.Response.StatusCode = StatusCodes.Status409Conflict;
        return new RazorComponentResult<ExportsPage>(
            new
            {
                Sent = Sent.Of(
                    form,
                    [new FieldFault(null, refused.Refusal.Say().In(LanguageOf(http)))],
                    "act-id"
                ),
            }
        );
    }

    private static FileContentHttpResult File(
        string export,
        string format,
        string purpose,
        IReadOnlyList<ItemRow> rows,
        Mandate mandate,
        ICounter counter,
        INames names
    )
    {
        var words = Words.Of(typeof(ExportFace));
        var at = counter.Time.GetUtcNow();
        var table = ItemTable.Of(
            rows,
            names.Of,
            key => words.Say(Language.ZhHans, key),
            [
                $"导出人：{names.Of(mandate.Person)}（{names.Of(mandate.Office)}）",
                $"导出时间：{Dates.Full(at, Language.ZhHans)}",
                $"用途：{purpose}",
                $"共{rows.Count}行，导出编号：{export}",
            ]
        );
        var name = $"督办事项-{names.Of(mandate.Person)}-{Shanghai.DayOf(at):yyyyMMdd}";
        return format == "csv"
            ? TypedResults.File(SheetWriter.Csv(table), SheetWriter.CsvType, $"{name}.csv")
            : TypedResults.File(SheetWriter.Xlsx(table), SheetWriter.XlsxType, $"{name}.xlsx");
    }

    private static Language LanguageOf(HttpContext http) =>
        http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
}
