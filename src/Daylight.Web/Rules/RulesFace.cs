using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Daylight.Web.Rules;

/// <summary>The rules in force, for everybody; and their adoption by two persons, on the desk. It holds no rule.</summary>
internal sealed class RulesFace(Node node) : IFace
{
    public IEnumerable<NavigationEntry> Navigation =>
        [
            new(language => Ui.Words.Of(typeof(RulesFace)).Say(language, "rules.title"), "/rules", 72)
            {
                Daily = [],
            },
            new(
                language => Ui.Words.Of(typeof(RulesFace)).Say(language, "rules.desk"),
                "/desk/rules",
                60,
                AdoptPack.Power.Name
            ),
        ];

    public IEnumerable<Door> Doors =>
        [
            Way("adopt", "/desk/rules", 32, AdoptPack.Power.Name),
            Way("calendar", "/desk/rules/calendar", 34, AdoptPack.Power.Name),
            Way("rules", "/rules", 71, "desk"),
        ];

    private static Door Way(string key, string href, int order, params IReadOnlyList<string> grants) =>
        new(
            Ui.Words.Of(typeof(RulesFace)).Later($"door.{key}"),
            Ui.Words.Of(typeof(RulesFace)).Later($"door.{key}.what"),
            href,
            order,
            grants
        );

    public void Add(IServiceCollection services) =>
        services.AddSingleton(new RuleTrials(node)).AddScoped<IDutySource, RulesWaiting>();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/rules", () => new RazorComponentResult<RulesDeskPage>());
        routes.MapGet("/desk/rules/calendar", () => new RazorComponentResult<CalendarPage>());
        routes.MapGet("/desk/rules/propose", () => new RazorComponentResult<ProposePackPage>());
        routes.MapGet(
            "/desk/rules/pack/{pack}",
            (string pack) => new RazorComponentResult<PackPage>(new { Pack = pack })
        );
        routes.MapPost("/desk/rules/calendar", ReadOrPropose);
        routes.MapPost("/desk/rules/calendar/confirm", ConfirmYear);
        routes.MapPost("/desk/rules/propose", ProposePack);
        routes.MapPost("/desk/rules/pack/{pack}/{verb}", SettlePack);
    }

    /// <summary>Reading a notice records nothing; the second button of the same form proposes what was read.</summary>
    private static async Task<IResult> ReadOrPropose(HttpContext http, ICounter counter)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync();
        var reading = HolidayNotice.Read(
            form["notice"].ToString(),
            counter.Clerk.Rules.Calendar,
            form["address"].ToString().Trim()
        );
        if (form["do"].ToString() != "propose" || reading.Result is null)
        {
            return new RazorComponentResult<CalendarPage>(
                new { Reading = reading, Sent = Sent.Of(form, [], "act-id", "do") }
            );
        }

        var outcome = await Perform(
            counter,
            form,
            new AdoptCalendar.ProposeAct(reading.Result.Text),
            mandate
        );
        return outcome is Outcome.Refused refused
            ? new RazorComponentResult<CalendarPage>(
                new { Reading = reading, Sent = Back(http, form, refused.Refusal) }
            )
            : Results.Redirect("/desk/rules/calendar");
    }

    private static async Task<IResult> ConfirmYear(
        HttpContext http,
        ICounter counter,
        CancellationToken cancel
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        var year = int.TryParse(form["year"].ToString(), out var known) ? known : 0;
        var act = new AdoptCalendar.ConfirmAct(year, form["content"].ToString());
        if (await Perform(counter, form, act, mandate) is Outcome.Refused refused)
        {
            return new RazorComponentResult<CalendarPage>(
                new { Confirming = Back(http, form, refused.Refusal) }
            );
        }

        await new DutyWorker(counter.Clerk, counter.Store, counter.Time).RedateProvisional(cancel);
        return Results.Redirect("/desk/rules/calendar#moved");
    }

    private static async Task<IResult> ProposePack(HttpContext http, ICounter counter)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync();
        var loaded = RulePack.Load(await Files(form.Files));
        if (loaded.Pack is not { } pack)
        {
            http.Response.StatusCode = StatusCodes.Status409Conflict;
            return new RazorComponentResult<ProposePackPage>(new { Faults = loaded.Faults });
        }

        return
            await Perform(counter, form, new AdoptPack.ProposeAct(pack.Content), mandate)
                is Outcome.Refused refused
            ? new RazorComponentResult<ProposePackPage>(new { Sent = Back(http, form, refused.Refusal) })
            : Results.Redirect($"/desk/rules/pack/{pack.Name}");
    }

    private static async Task<IResult> SettlePack(
        string pack,
        string verb,
        HttpContext http,
        ICounter counter
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync();
        Act? act = verb switch
        {
            "confirm" => new AdoptPack.ConfirmAct(pack, form["content"].ToString()),
            "drop" => new AdoptPack.DropAct(pack, form["reason"].ToString()),
            _ => null,
        };
        return act is null ? Results.NotFound()
            : await Perform(counter, form, act, mandate) is Outcome.Refused refused
                ? new RazorComponentResult<PackPage>(
                    new
                    {
                        Pack = pack,
                        Sent = Back(http, form, refused.Refusal),
                        SentVerb = verb,
                    }
                )
            : Results.Redirect("/desk/rules");
    }

    /// <summary>A browser sends names without folders; what is no YAML is no part of a pack.</summary>
    private static async Task<IReadOnlyList<PackFile>> Files(IFormFileCollection files)
    {
        var read = new List<PackFile>();
        foreach (var file in files.Where(file => file.FileName.EndsWith(".yaml", StringComparison.Ordinal)))
        {
            using var text = new StreamReader(file.OpenReadStream());
            read.Add(new PackFile(Path.GetFileName(file.FileName), await text.ReadToEndAsync()));
        }

        return read;
    }

    private static Task<Outcome> Perform(ICounter counter, IFormCollection form, Act act, Mandate mandate) =>
        counter.Clerk.Perform(new Submission(form["act-id"].ToString(), act, mandate));

    private static Sent Back(HttpContext http, IFormCollection form, Refusal refusal)
    {
        var language = http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
        http.Response.StatusCode = StatusCodes.Status409Conflict;
        return Sent.Of(form, [new FieldFault(null, refusal.Say().In(language))], "act-id", "do");
    }
}
