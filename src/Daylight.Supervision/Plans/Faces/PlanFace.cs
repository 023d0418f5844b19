using Daylight.Proceedings;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daylight.Supervision.Plans.Faces;

/// <summary>Pages and endpoints of supervision plans.</summary>
public sealed class PlanFace : IFace
{
    public void Add(IServiceCollection services) => services.AddScoped<PlanReading>();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/desk/plans", Proposing).WithOrder(-1);
        routes.MapPost("/desk/plans/{plan}/{verb}", Acting);
    }

    private static Task<IResult> Proposing(HttpContext http, ICounter counter) =>
        Perform(
            http,
            counter,
            form => new ProposePlan.Act(
                FactIds.Derived("plan", form["act-id"].ToString())[..32],
                Enum.TryParse<PlanKind>(form["kind"].ToString(), out var kind) ? kind : PlanKind.Daily,
                form["matter"].ToString(),
                [.. form["units"].OfType<string>().Where(unit => unit.Length > 0)],
                Day(form["from"].ToString()),
                Day(form["to"].ToString()),
                form["basis"].ToString()
            )
        );

    private static Task<IResult> Acting(string plan, string verb, HttpContext http, ICounter counter) =>
        verb is not ("approve" or "cancel" or "merge")
            ? Task.FromResult(Results.NotFound())
            : Perform(
                http,
                counter,
                form =>
                    verb switch
                    {
                        "approve" => new ApprovePlan.Act(plan),
                        "cancel" => new ApprovePlan.CancelAct(plan, form["reason"].ToString()),
                        _ => new ApprovePlan.MergeAct(
                            plan,
                            form["into"].ToString(),
                            form["reason"].ToString()
                        ),
                    }
            );

    private static async Task<IResult> Perform(
        HttpContext http,
        ICounter counter,
        Func<IFormCollection, Act> read
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync();
        var outcome = await counter.Clerk.Perform(
            new Submission(form["act-id"].ToString(), read(form), mandate)
        );
        if (outcome is not Outcome.Refused refused)
        {
            return Results.Redirect("/desk/plans");
        }

        var language = http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
        http.Response.StatusCode = StatusCodes.Status409Conflict;
        return new RazorComponentResult<PlansPage>(
            new { Sent = Sent.Of(form, [new FieldFault(null, refused.Refusal.Say().In(language))], "act-id") }
        );
    }

    private static DateOnly Day(string text) => Dates.TryRead(text, out var day) ? day : DateOnly.MinValue;
}
