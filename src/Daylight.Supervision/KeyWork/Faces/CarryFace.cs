using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Supervision.KeyWork.Faces;

/// <summary>
/// What goes over to somebody else in one form: the items of a merged or split unit to its successor, those of a person who leaves to
/// another. Each item is an act of its own, so that one refusal stops no other and a form sent twice counts once.
/// </summary>
public sealed class CarryFace : IFace
{
    /// <summary>Items in one form.</summary>
    internal const int Most = 500;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/desk/carry", Carrying).WithOrder(-1);
        routes.MapPost("/desk/hand-over", HandingOver).WithOrder(-1);
    }

    private static async Task<IResult> Carrying(HttpContext http, ICounter counter)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync();
        if (mandate.Lacks(SupervisionPowers.Run) is { } lacks)
        {
            return Back<CarryPage>(http, form, lacks);
        }

        var (from, to, reason) = (form["from"].ToString(), form["to"].ToString(), form["reason"].ToString());
        return await All<CarryPage>(
            http,
            counter,
            form,
            "carry",
            item => new CarryOver.Act(item, from, to, reason)
        );
    }

    private static async Task<IResult> HandingOver(HttpContext http, ICounter counter)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync();
        if (mandate.Lacks(SupervisionPowers.Answer) is { } lacks)
        {
            return Back<HandOverPage>(http, form, lacks);
        }

        var (department, person, unfinished) = (
            form["department"].ToString(),
            form["person"].ToString(),
            form["unfinished"].ToString()
        );
        return await All<HandOverPage>(
            http,
            counter,
            form,
            "hand-over",
            item => new HandOver.Act(item, department, person, unfinished)
        );
    }

    /// <summary>Handed in at once, so that they are decided in one group.</summary>
    private static async Task<IResult> All<TPage>(
        HttpContext http,
        ICounter counter,
        IFormCollection form,
        string verb,
        Func<string, Act> act
    )
        where TPage : Component
    {
        var items = form["items"].OfType<string>().Distinct(StringComparer.Ordinal).Take(Most).ToList();
        if (items.Count == 0)
        {
            return Back<TPage>(http, form, new Intake.NothingIsChosen());
        }

        var lines = await ItemBatch.Perform(http, counter, verb, form["act-id"].ToString(), items, act);
        return lines.All(line => line.Refused is not null)
            ? Back<TPage>(http, form, lines[0].Refused!)
            : new RazorComponentResult<BatchPage>(new { Verb = verb, Lines = lines });
    }

    private static RazorComponentResult<TPage> Back<TPage>(
        HttpContext http,
        IFormCollection form,
        Refusal refusal
    )
        where TPage : Component =>
        Back<TPage>(http, form, refusal.Say().In(http.Features.Get<Visit>()?.Language ?? Language.ZhHans));

    private static RazorComponentResult<TPage> Back<TPage>(
        HttpContext http,
        IFormCollection form,
        string fault
    )
        where TPage : Component
    {
        http.Response.StatusCode = StatusCodes.Status409Conflict;
        return new(new { Sent = Sent.Of(form, [new FieldFault(null, fault)], "act-id") });
    }
}
