using System.Globalization;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Faces;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daylight.Supervision.LookBack.Faces;

/// <summary>Pages and endpoints of looking back at closed items.</summary>
public sealed class LookBackFace : IFace
{
    internal const string Address = "/desk/look-back";

    public void Add(IServiceCollection services) => services.AddScoped<DrawReading>();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Address, Announcing).WithOrder(-1);
        routes.MapPost(Address + "/{draw}/{verb}", Acting).WithMetadata(EvidenceFiles.Limit);
    }

    /// <summary>The pool is what the running ledger has: nobody chooses whom it holds.</summary>
    private static async Task<IResult> Announcing(HttpContext http, ICounter counter, DrawReading reading)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync();
        var (from, to) = (Day(form, "from"), Day(form, "to"));
        var draw = FactIds.Derived("draw", form["act-id"].ToString())[..32];
        var pool = mandate.Lacks(SupervisionPowers.Run) is null ? await reading.Closed(from, to) : [];
        var act = new AnnounceDraw.Act(
            draw,
            from,
            to,
            [.. pool.Select(row => row.Number)],
            Number(form, "size"),
            Lines(form["sources"].ToString()),
            Day(form, "seeds-on")
        );
        var outcome = await counter.Clerk.Perform(new Submission(form["act-id"].ToString(), act, mandate));
        return outcome is Outcome.Refused refused
            ? new RazorComponentResult<LookBackPage>(new { Sent = Back(http, form, refused.Refusal) })
            : Results.Redirect($"{Address}/{draw}");
    }

    private static async Task<IResult> Acting(
        string draw,
        string verb,
        HttpContext http,
        ICounter counter,
        DrawReading reading,
        ItemReading items
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        if (!ItemScope.Of(mandate).All || await reading.Find(draw) is not { } row)
        {
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync();
        var (act, no) = verb switch
        {
            "post" => (new PostDraw.Act(draw), null),
            "void" => (new AnnounceDraw.VoidAct(draw, form["reason"].ToString()), null),
            "make" => (new MakeDraw.Act(draw, Lines(form["values"].ToString())), null),
            "look" => await Look(draw, form, counter, mandate),
            "conclude" => (await Conclude(row, counter, items), null),
            _ => ((Act?)null, (Refusal?)null),
        };
        if (act is null && no is null)
        {
            return Results.NotFound();
        }

        var refusal =
            no
            ?? (
                await counter.Clerk.Perform(new Submission(form["act-id"].ToString(), act!, mandate))
                    is Outcome.Refused refused
                    ? refused.Refusal
                    : null
            );
        return refusal is null
            ? Results.Redirect($"{Address}/{draw}")
            : new RazorComponentResult<LookBackDrawPage>(
                new
                {
                    Draw = draw,
                    Sent = Back(http, form, refusal),
                    SentVerb = verb,
                }
            );
    }

    private static async Task<(Act?, Refusal?)> Look(
        string draw,
        IFormCollection form,
        ICounter counter,
        Mandate mandate
    )
    {
        var item = form["item"].ToString();
        var (files, no) = mandate.Lacks(SupervisionPowers.Run) is { } lacks
            ? ([], lacks)
            : await EvidenceFiles.Take(form, counter, item);
        return no is not null
            ? (null, no)
            : (
                new RecordLook.Act(
                    draw,
                    item,
                    form["held"].ToString() == "yes",
                    form["way"].ToString(),
                    form["found"].ToString(),
                    files
                ),
                null
            );
    }

    internal static async Task<Act> Conclude(DrawRow row, ICounter counter, ItemReading items)
    {
        var due = await items.DueBetween(new ItemScope(true, "", ""), row.FromDay, row.ToDay);
        var rate = OnTime.Of(due, row.FromDay, row.ToDay, counter.Time.GetUtcNow());
        return new ConcludeDraw.Act(row.Draw, rate.FirstMet, rate.FirstDue);
    }

    private static Sent Back(HttpContext http, IFormCollection form, Refusal refusal)
    {
        http.Response.StatusCode = StatusCodes.Status409Conflict;
        var language = http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
        return Sent.Of(form, [new FieldFault(null, refusal.Say().In(language))], "act-id");
    }

    internal static IReadOnlyList<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static DateOnly Day(IFormCollection form, string name) =>
        Dates.TryRead(form[name].ToString(), out var day) ? day : DateOnly.MinValue;

    private static int Number(IFormCollection form, string name) =>
        int.TryParse(form[name].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    /// <summary>The quarter before the one in which a day lies.</summary>
    internal static (DateOnly From, DateOnly To) QuarterBefore(DateOnly day)
    {
        var start = new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1);
        return (start.AddMonths(-3), start.AddDays(-1));
    }
}
