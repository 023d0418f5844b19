using Daylight.Proceedings;
using Daylight.Registry.Views;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Registry.Faces;

/// <summary>Import with a preview, and exports with their purpose.</summary>
internal static class TablesFace
{
    /// <summary>Between the rows of a table that waits on the page for its confirmation.</summary>
    private const char RowEnd = '\u001E';
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const char CellEnd = '\u001F';
    private const string Page = "/desk/registry/tables";
    private const string Whole = "popolo";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/registry/tables/{kind}.xlsx", Template);
        routes.MapPost("/desk/registry/import/preview", Previewing);
        routes.MapPost("/desk/registry/import/record", Recording);
        routes.MapPost("/desk/registry/export", Exporting);
        routes.MapPost("/desk/registry/exports/decide", Deciding);
        routes.MapPost("/desk/registry/exports/take", Taking);
    }

    /// <summary>The heads alone, to be filled in.</summary>
    private static IResult Template(string kind, ICounter counter, ITableFiles files) =>
        counter.Mandate is null ? Results.Unauthorized()
        : !Enum.TryParse<TableKind>(kind, out var known) || !May(counter.Mandate, known) ? Results.NotFound()
        : Results.File(
            files.Xlsx(new(kind, [.. TableHeads.Of(known).Select(head => head.Head)], []), []),
            Xlsx,
            $"{kind}.xlsx"
        );

    private static async Task<IResult> Previewing(
        HttpContext http,
        ICounter counter,
        ITableFiles files,
        CancellationToken cancel
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        if (KindOf(form) is not { } kind || !May(mandate, kind))
        {
            return Results.NotFound();
        }

        using var held = new MemoryStream();
        if (form.Files.GetFile("file") is { } file)
        {
            await file.CopyToAsync(held, cancel);
        }

        var (rows, refusal) = files.Read(held.ToArray());
        if (rows is null)
        {
            return Refused(form, refusal!, http);
        }

        var known = (await RegistryRows.Read(counter.Store, counter.Clerk.Jurisdiction, cancel)).Known();
        return Show(Import.Preview(kind, rows, known), Pack(rows), [], StatusCodes.Status200OK);
    }

    private static async Task<IResult> Recording(HttpContext http, ICounter counter, CancellationToken cancel)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        if (KindOf(form) is not { } kind || !May(mandate, kind))
        {
            return Results.NotFound();
        }

        var rows = Unpack(form["rows"].ToString());
        var id = form["act-id"].ToString();
        var known = (await RegistryRows.Read(counter.Store, counter.Clerk.Jurisdiction, cancel)).Known();
        var plan = Import.Preview(kind, rows, known);
        if (!plan.IsClean)
        {
            return Show(plan, Pack(rows), [], StatusCodes.Status409Conflict);
        }

        var faults = new List<ImportFault>();
        var number = 0;
        foreach (var (row, act) in plan.Acts)
        {
            var outcome = await counter.Clerk.Perform(
                new Submission(FactIds.Derived("import", $"{id}\n{number++}"), act, mandate),
                cancel
            );
            if (outcome is Outcome.Refused refused)
            {
                faults.Add(new(row, "", "", refused.Refusal.Say()));
            }
        }

        return faults.Count > 0
            ? Show(plan with { Faults = faults }, "", faults, StatusCodes.Status409Conflict)
            : Results.Redirect(
                kind switch
                {
                    TableKind.Units => "/desk/registry",
                    TableKind.Persons => "/desk/registry/persons",
                    _ => "/desk/registry/posts",
                }
            );
    }

    private static async Task<IResult> Exporting(
        HttpContext http,
        ICounter counter,
        ITableFiles files,
        RegistryReading reading,
        CancellationToken cancel
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        if (mandate.Lacks(RegistryPowers.Maintain) is not null)
        {
            return Results.NotFound();
        }

        var what = KindOf(form)?.ToString() ?? Whole;
        var list = await List.Read(what, counter, cancel);
        var export = form["export"].ToString();
        var act = new ExportRegistry.Act(what, list.Count, form["purpose"].ToString(), export);
        var outcome = await counter.Clerk.Perform(
            new Submission(form["act-id"].ToString(), act, mandate),
            cancel
        );
        return outcome is Outcome.Refused refused ? Refused(form, refused.Refusal, http)
            : await reading.Export(export) is not null ? Results.Redirect(Page)
            : list.File(files, form["format"].ToString(), Notes(counter, mandate, act.Purpose));
    }

    /// <summary>A second person agrees or declines.</summary>
    private static async Task<IResult> Deciding(HttpContext http, ICounter counter, CancellationToken cancel)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        if (mandate.Lacks(RegistryPowers.Maintain) is not null)
        {
            return Results.NotFound();
        }

        var act = new ExportRegistry.DecideAct(form["export"].ToString(), form["agreed"].ToString() == "yes");
        return
            await counter.Clerk.Perform(new Submission(form["act-id"].ToString(), act, mandate), cancel)
                is Outcome.Refused refused
            ? Refused(form, refused.Refusal, http)
            : Results.Redirect(Page);
    }

    /// <summary>Whoever asked takes out what a second person agreed to, as the list is now.</summary>
    private static async Task<IResult> Taking(
        HttpContext http,
        ICounter counter,
        ITableFiles files,
        RegistryReading reading,
        CancellationToken cancel
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        if (
            mandate.Lacks(RegistryPowers.Maintain) is not null
            || await reading.Export(form["export"].ToString()) is not { } row
            || row.Person != mandate.Person
        )
        {
            return Results.NotFound();
        }

        var list = await List.Read(row.What, counter, cancel);
        var outcome = await counter.Clerk.Perform(
            new Submission(
                form["act-id"].ToString(),
                new ExportRegistry.TakeAct(row.Export, list.Count),
                mandate
            ),
            cancel
        );
        return outcome is Outcome.Refused refused
            ? Refused(form, refused.Refusal, http)
            : list.File(files, form["format"].ToString(), Notes(counter, mandate, row.Purpose));
    }

    private static string[] Notes(ICounter counter, Mandate mandate, string purpose) =>
        [$"{mandate.Person} {Dates.Full(counter.Time.GetUtcNow(), Language.ZhHans)}", purpose.Trim()];

    /// <summary>One list of the registry, or all of it as Popolo.</summary>
    private sealed record List(string What, RegistryRows Rows, RegistryTable? Table)
    {
        public int Count =>
            Table?.Rows.Count
            ?? Rows.Units.Count + Rows.Persons.Count + Rows.Posts.Count + Rows.Offices.Count;

        public static async Task<List> Read(string what, ICounter counter, CancellationToken cancel)
        {
            var rows = await RegistryRows.Read(counter.Store, counter.Clerk.Jurisdiction, cancel);
            return new(what, rows, Enum.TryParse<TableKind>(what, out var kind) ? rows.Table(kind) : null);
        }

        public IResult File(ITableFiles files, string format, IReadOnlyList<string> notes) =>
            Table is null ? Results.File(Popolo.Write(Rows), "application/json; charset=utf-8", "popolo.json")
            : format == "csv"
                ? Results.File(files.Csv(Table, notes), "text/csv; charset=utf-8", $"{What}.csv")
            : Results.File(files.Xlsx(Table, notes), Xlsx, $"{What}.xlsx");
    }

    private static TableKind? KindOf(IFormCollection form) =>
        Enum.TryParse<TableKind>(form["kind"].ToString(), out var kind) ? kind : null;

    private static bool May(Mandate mandate, TableKind kind) =>
        mandate.Lacks(
            kind is TableKind.Persons or TableKind.Offices ? RegistryPowers.Appoint : RegistryPowers.Maintain
        )
            is null;

    private static IResult Refused(IFormCollection form, Refusal refusal, HttpContext http)
    {
        var language = http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
        return new RazorComponentResult<TablesPage>(
            new Dictionary<string, object?>
            {
                ["Sent"] = Sent.Of(form, [new FieldFault(null, refusal.Say().In(language))], "act-id"),
                ["SentExport"] = form.ContainsKey("export"),
            }
        )
        {
            StatusCode = StatusCodes.Status409Conflict,
        };
    }

    private static RazorComponentResult<ImportPage> Show(
        ImportPlan plan,
        string packed,
        IReadOnlyList<ImportFault> recorded,
        int status
    ) =>
        new(
            new Dictionary<string, object?>
            {
                ["Plan"] = plan,
                ["Packed"] = packed,
                ["Late"] = recorded.Count > 0,
            }
        )
        {
            StatusCode = status,
        };

    private static string Pack(IReadOnlyList<HandedRow> rows) =>
        string.Join(
            RowEnd,
            rows.Select(row =>
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{row.Number}")
                + CellEnd
                + string.Join(CellEnd, row.Cells)
            )
        );

    private static IReadOnlyList<HandedRow> Unpack(string packed) =>
        [
            .. packed
                .Split(RowEnd, StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(CellEnd))
                .Select(
                    (cells, at) =>
                        new HandedRow(int.TryParse(cells[0], out var row) ? row : at + 1, cells[1..])
                ),
        ];
}
