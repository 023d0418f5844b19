using System.Reflection;
using Daylight.Proceedings;
using Daylight.Registry.Views;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daylight.Registry.Faces;

/// <summary>Pages and endpoints of the registry. They know HTTP and no rule.</summary>
public sealed class RegistryFace : IFace
{
    public Assembly Pages => typeof(RegistryFace).Assembly;

    public IEnumerable<NavigationEntry> Navigation =>
        [
            new(
                language => Words.Of(typeof(RegistryFace)).Say(language, "nav.registry"),
                "/desk/registry",
                60,
                "desk"
            )
            {
                Daily = [RegistryPowers.Maintain.Name, RegistryPowers.Appoint.Name],
            },
        ];

    public IEnumerable<Door> Doors =>
        [
            Way("appoint", "/desk/registry/posts", 30, RegistryPowers.Appoint.Name),
            Way("persons", "/desk/registry/persons", 31, RegistryPowers.Appoint.Name),
            Way(
                "tables",
                "/desk/registry/tables",
                33,
                RegistryPowers.Maintain.Name,
                RegistryPowers.Appoint.Name
            ),
            Way("units", "/desk/registry", 70, "desk"),
        ];

    private static Door Way(string key, string href, int order, params IReadOnlyList<string> grants) =>
        new(
            Words.Of(typeof(RegistryFace)).Later($"door.{key}"),
            Words.Of(typeof(RegistryFace)).Later($"door.{key}.what"),
            href,
            order,
            grants
        );

    public void Add(IServiceCollection services) =>
        services
            .AddScoped<RegistryReading>()
            .AddScoped<IDutySource, RegistryWaiting>()
            .AddScoped<ISearchSource, UnitSearch>()
            .AddScoped<ISearchSource, PostSearch>()
            .AddScoped<ISearchSource, PersonSearch>();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/desk/registry/act/{on}/{id}/{verb}", Acting);
        TablesFace.Map(routes);
    }

    private static async Task<IResult> Acting(
        string on,
        string id,
        string verb,
        HttpContext http,
        ICounter counter,
        RegistryReading reading
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        // An act that he may not ask for answers like one that does not exist.
        if (RegistryVerb.Find(on, verb) is not { } known || mandate.Lacks(known.Needs) is not null)
        {
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync();
        var fields = form.ToDictionary(field => field.Key, field => field.Value.ToString());
        var act = await known.Read(new VerbForm(id, fields, counter.Time.GetUtcNow(), reading));
        var outcome = await counter.Clerk.Perform(new Submission(form["act-id"].ToString(), act, mandate));
        return outcome switch
        {
            Outcome.Refused { Refusal: NoSuchUnit { Unit: var unit } } when unit == id => Results.NotFound(),
            Outcome.Refused { Refusal: NoSuchPost { Post: var post } } when post == id => Results.NotFound(),
            Outcome.Refused refused => Back(on, id, verb, form, refused.Refusal, http),
            _ => Results.Redirect(Href(on, id)),
        };
    }

    internal static string Href(string on, string id) =>
        on switch
        {
            "unit" => $"/desk/registry/units/{id}",
            "post" => $"/desk/registry/posts/{id}",
            "person" => $"/desk/registry/persons/{id}",
            "persons" => "/desk/registry/persons",
            _ => "/desk/registry",
        };

    /// <summary>The page again with the form as it was sent and the refusal over it: nothing typed is lost.</summary>
    private static IResult Back(
        string on,
        string id,
        string verb,
        IFormCollection form,
        Refusal refusal,
        HttpContext http
    )
    {
        var language = http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
        http.Response.StatusCode = StatusCodes.Status409Conflict;
        var sent = Sent.Of(form, [new FieldFault(null, refusal.Say().In(language))], "act-id", "version");
        return on switch
        {
            "unit" => Page<UnitPage>(id, sent, verb),
            "post" => Page<PostPage>(id, sent, verb),
            "person" => Page<PersonPage>(id, sent, verb),
            "persons" => Page<PersonsPage>(null, sent, verb),
            _ => Page<RegistryPage>(null, sent, verb),
        };
    }

    private static RazorComponentResult<TPage> Page<TPage>(string? id, Sent sent, string verb)
        where TPage : IComponent
    {
        var parameters = new Dictionary<string, object?> { ["Sent"] = sent, ["SentVerb"] = verb };
        if (id is not null)
        {
            parameters["Id"] = id;
        }

        return new(parameters) { StatusCode = StatusCodes.Status409Conflict };
    }
}
