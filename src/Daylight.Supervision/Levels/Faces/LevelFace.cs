using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daylight.Supervision.Levels.Faces;

/// <summary>What lies with another level and since when, and what came from above. Knows HTTP and no rule.</summary>
public sealed class LevelFace(KnownLevels levels) : IFace
{
    internal const string Address = "/desk/levels";

    public IEnumerable<NavigationEntry> Navigation =>
        levels.Others.Count == 0
            ? []
            :
            [
                new(
                    Words.Of(typeof(LevelFace)).Later("levels.title"),
                    Address,
                    23,
                    SupervisionPowers.Run.Name
                ),
            ];

    public void Add(IServiceCollection services) => services.AddSingleton(levels);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(
            $"{Address}/send",
            (HttpContext http, ICounter counter, ItemReading items) => Sending(http, counter, items)
        );
        routes.MapPost($"{Address}/open", (HttpContext http, ICounter counter) => Opening(http, counter));
    }

    private async Task<IResult> Sending(HttpContext http, ICounter counter, ItemReading items)
    {
        var form = await http.Request.ReadFormAsync();
        var to = form["to"].ToString();
        var found = counter.Mandate is { } mandate
            ? await items.After(
                ItemScope.Of(mandate),
                new ItemWanted(Number: form["number"].ToString().Trim()),
                null,
                1
            )
            : [];
        Act act = new SendDown.Act(
            found.Count == 1 ? found[0].Item : "",
            levels.Others.Any(other => other.Code == to) ? to : ""
        );
        return await Perform(http, counter, form, act);
    }

    private static async Task<IResult> Opening(HttpContext http, ICounter counter)
    {
        var form = await http.Request.ReadFormAsync();
        var matter = form["matter"].ToString();
        return await Perform(
            http,
            counter,
            form,
            new OpenCameDown.Act(
                matter,
                FactIds.Derived("came-down", matter)[..32],
                form["giver"].ToString(),
                form["lead"].ToString()
            )
        );
    }

    private static async Task<IResult> Perform(
        HttpContext http,
        ICounter counter,
        IFormCollection form,
        Act act
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var outcome = await counter.Clerk.Perform(new Submission(form["act-id"].ToString(), act, mandate));
        if (outcome is not Outcome.Refused refused)
        {
            return Results.Redirect(Address);
        }

        http.Response.StatusCode = StatusCodes.Status409Conflict;
        var language = http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
        return new RazorComponentResult<LevelsPage>(
            new { Sent = Sent.Of(form, [new FieldFault(null, refused.Refusal.Say().In(language))], "act-id") }
        );
    }
}
