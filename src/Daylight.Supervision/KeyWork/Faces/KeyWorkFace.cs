using System.Reflection;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Faces.Api;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daylight.Supervision.KeyWork.Faces;

/// <summary>Pages and endpoints of key-work supervision. They know HTTP and no rule.</summary>
public sealed class KeyWorkFace : IFace
{
    public Assembly Pages => typeof(KeyWorkFace).Assembly;

    public IEnumerable<NavigationEntry> Navigation =>
        [
            new(language => Words.Of(typeof(KeyWorkFace)).Say(language, "nav.desk"), "/desk", 10, "desk"),
            new(
                language => Words.Of(typeof(KeyWorkFace)).Say(language, "nav.items"),
                "/desk/items",
                20,
                "desk"
            )
            {
                Also = ["/desk/intake", "/desk/ledger", "/desk/exports"],
            },
            new(
                language => Words.Of(typeof(KeyWorkFace)).Say(language, "nav.sheets"),
                "/desk/sheets",
                30,
                "desk"
            )
            {
                Daily = s_steering,
                Also =
                [
                    "/desk/morning",
                    "/desk/weekly",
                    "/desk/bulletin",
                    "/desk/plans",
                    "/desk/burden",
                    "/desk/deadlines",
                    "/desk/obstacles",
                    "/desk/look-back",
                    "/desk/carry",
                    "/desk/hand-over",
                ],
            },
        ];

    public IEnumerable<Door> Doors =>
        [
            Way("new", "/desk/items/new", 10, SupervisionPowers.Run.Name),
            Way("intake", "/desk/intake", 11, SupervisionPowers.Run.Name),
            Way("morning", "/desk/morning", 12, s_steering),
            Way("bulletin", "/desk/bulletin", 13, s_steering),
            Way("look", "/desk/look-back", 14, SupervisionPowers.Run.Name),
            Way("batch", "/desk/items", 20, SupervisionPowers.Answer.Name, SupervisionPowers.Publish.Name),
            Way("handover", "/desk/hand-over", 21, SupervisionPowers.Answer.Name),
            Way("burden", "/desk/burden", 22, SupervisionPowers.Answer.Name),
        ];

    /// <summary>Who keeps the whole under his eyes: the supervision office and the leaders.</summary>
    private static readonly string[] s_steering =
    [
        SupervisionPowers.Run.Name,
        SupervisionPowers.Approve.Name,
        SupervisionPowers.Give.Name,
    ];

    private static Door Way(string key, string href, int order, params IReadOnlyList<string> grants) =>
        new(
            Words.Of(typeof(KeyWorkFace)).Later($"door.{key}"),
            Words.Of(typeof(KeyWorkFace)).Later($"door.{key}.what"),
            href,
            order,
            grants
        );

    public void Add(IServiceCollection services) =>
        services
            .AddScoped<ItemReading>()
            .AddScoped<Figures.FigureReading>()
            .AddScoped<ISearchSource, ItemSearch>();

    public void Map(IEndpointRouteBuilder routes)
    {
        // A page answers every method at its address; the order lets the act take the posts.
        routes.MapPost("/desk/items", Proposing).WithOrder(-1);
        routes.MapPost("/desk/items/batch/{verb}", ItemBatch.Acting).WithOrder(-1);
        routes.MapPost("/desk/items/{item}/{verb}", Acting).WithMetadata(EvidenceFiles.Limit);
        routes.MapGet("/desk/items/{item}/files/{hash}", ItemFile.Reading);
        ItemApi.Map(routes);
        Daylight.Supervision.Faces.Api.WorkApi.Map(routes);
    }

    private static async Task<IResult> Proposing(HttpContext http, ICounter counter, ItemReading reading)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync();
        var item = form["item"].ToString();
        var today = Norms.Calendar.Shanghai.DayOf(counter.Time.GetUtcNow());
        if (DateLeftOut(form, today) is { } found)
        {
            http.Response.StatusCode = StatusCodes.Status409Conflict;
            return new RazorComponentResult<NewItemPage>(
                new
                {
                    Sent = Sent.Of(
                        form.Select(field => field.Key == "given" ? new("given", found) : field),
                        [],
                        "act-id"
                    ),
                    Found = found,
                }
            );
        }

        var act = ItemVerb.Propose.Read(new VerbForm(item, Fields(form), mandate, today));
        if (mandate.Lacks(SupervisionPowers.Run) is null && act is Propose.Act proposal)
        {
            var beside = await reading.OnTheSameMatter(proposal.Lead, proposal.Title);
            act = proposal with
            {
                Beside = [.. beside.Select(row => row.Item)],
                Despite = form["despite"].ToString() is { Length: > 0 } why ? why : null,
            };
        }

        var outcome = await counter.Clerk.Perform(new Submission(ActId(form), act, mandate));
        return outcome is Outcome.Refused refused
            ? new RazorComponentResult<NewItemPage>(new { Sent = Back(form, refused.Refusal, http) })
            : Results.Redirect($"/desk/items/{item}");
    }

    /// <summary>
    /// The date that the demand speaks of while the field for it is empty; null where there is none, or it was offered before.
    /// </summary>
    private static string? DateLeftOut(IFormCollection form, DateOnly today) =>
        string.IsNullOrWhiteSpace(form["given"]) && !form.ContainsKey("offered")
            ? Intake.DateWords.In(form["demand"].ToString(), today).Given
            : null;

    private static async Task<IResult> Acting(
        string item,
        string verb,
        HttpContext http,
        ICounter counter,
        ItemReading reading,
        INames names
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        if (ItemVerb.Find(verb) is not { } known)
        {
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync();
        var row = await reading.Find(ItemScope.Of(mandate), item);
        var (files, no) =
            known.TakesFiles && row is not null && known.IsOffered(row, mandate)
                ? await EvidenceFiles.Take(form, counter, item)
                : ([], null);
        if (no is not null)
        {
            return Again(item, verb, http, form, no);
        }

        var read = new VerbForm(
            item,
            Fields(form),
            mandate,
            Norms.Calendar.Shanghai.DayOf(counter.Time.GetUtcNow()),
            row,
            names
        )
        {
            Files = files,
        };
        var seen = long.TryParse(form["version"].ToString(), out var version)
            ? new Seen(ItemStreams.Of(item), version)
            : (Seen?)null;
        var outcome = await counter.Clerk.Perform(
            new Submission(ActId(form), known.Read(read), mandate, Seen: seen)
        );
        return outcome switch
        {
            Outcome.Refused { Refusal: NoSuchItem } => Results.NotFound(),
            Outcome.Refused refused => Again(item, verb, http, form, refused.Refusal),
            _ when verb == "propose-again" => Results.Redirect(
                $"/desk/items/{ItemVerb.AgainOf(ActId(form))}"
            ),
            _ => Results.Redirect($"/desk/items/{item}"),
        };
    }

    private static RazorComponentResult<ItemPage> Again(
        string item,
        string verb,
        HttpContext http,
        IFormCollection form,
        Refusal refusal
    ) =>
        new(
            new
            {
                Item = item,
                Sent = Back(form, refusal, http),
                SentVerb = verb,
                SeenVersion = long.TryParse(form["version"].ToString(), out var seen) ? seen : (long?)null,
            }
        );

    private static Dictionary<string, string> Fields(IFormCollection form) =>
        form.ToDictionary(field => field.Key, field => field.Value.ToString());

    private static string ActId(IFormCollection form) => form["act-id"].ToString();

    /// <summary>The form as it was sent, with the refusal over it: nothing typed is lost.</summary>
    private static Sent Back(IFormCollection form, Refusal refusal, HttpContext http)
    {
        var language = http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
        http.Response.StatusCode = StatusCodes.Status409Conflict;
        return Sent.Of(form, [new FieldFault(null, refusal.Say().In(language))], "act-id", "version");
    }
}
