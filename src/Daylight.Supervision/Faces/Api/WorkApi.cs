using System.Globalization;
using System.Text.Json.Nodes;
using Daylight.Accounts.Faces.Api;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Faces;
using Daylight.Supervision.KeyWork.Faces.Api;
using Daylight.Ui;
using Daylight.Ui.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Supervision.Faces.Api;

/// <summary>Maps acts for programs of their descriptions, and tells them to the document of the interface.</summary>
internal static class WorkApi
{
    private const string AnId = "0199f0c4a7b87c1e9d4f2b6a8c0e1357";

    /// <summary>Every act beside the road of an item that programs may hand in.</summary>
    public static IEnumerable<WorkVerb> All =>
        [.. ProposalWork.All, .. PlanWork.All, .. DrawWork.All, .. PaperWork.All, .. LevelWork.All];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var verb in All)
        {
            routes
                .MapPost(
                    verb.Address,
                    (HttpContext http, ICounter counter, INames names, CancellationToken cancel) =>
                        Acting(verb, http, counter, names, cancel)
                )
                .WithMetadata([
                    NoFormToken.Instance,
                    Operation(verb),
                    .. verb.TakesFiles ? (object[])[EvidenceFiles.Limit] : [],
                ]);
        }

        WorkQueries.Map(routes);
    }

    private static async Task<IResult> Acting(
        WorkVerb verb,
        HttpContext http,
        ICounter counter,
        INames names,
        CancellationToken cancel
    )
    {
        var (call, no) = await ApiCall.Read(http, counter, cancel);
        if (call is null)
        {
            return no!;
        }

        var body = ItemBody.Read(verb.Fields, call.Body, call.Key, verb.TakesFiles);
        if (body.Errors.Count > 0)
        {
            return ApiProblems.Of("fields", StatusCodes.Status400BadRequest, body.Errors);
        }

        var id = FactIds.Derived($"api-{verb.Id}", $"{call.Mandate.Id}\n{call.Key}")[..32];
        var fields = new Dictionary<string, string>(body.Fields, StringComparer.Ordinal);
        foreach (var name in verb.PathNames)
        {
            fields[name] = http.Request.RouteValues[name]?.ToString() ?? "";
        }

        var form = new VerbForm(id, fields, call.Mandate, Shanghai.DayOf(counter.Time.GetUtcNow()))
        {
            Names = names,
        };
        if (body.Files.Count > 0)
        {
            if (verb.Scopes.All(power => call.Mandate.Lacks(power) is not null))
            {
                return ApiProblems.Missing();
            }

            var (files, refused) = await EvidenceFiles.Take(
                [
                    .. body.Files.Select(file =>
                        (file.Name, (Func<Stream>)(() => new MemoryStream(file.Content)))
                    ),
                ],
                counter,
                form["item"]
            );
            if (refused is not null)
            {
                return ApiProblems.Refused(counter, refused);
            }

            form = form with { Files = files };
        }

        return await verb.Read(new WorkCall(form, call, http, counter, id)) is { } act
            ? await Perform(verb, act, form, call, counter)
            : ApiProblems.Missing();
    }

    private static async Task<IResult> Perform(
        WorkVerb verb,
        Act act,
        VerbForm form,
        ApiCall call,
        ICounter counter
    )
    {
        var outcome = await counter.Clerk.Perform(new Submission(call.Key, act, call.Mandate));
        return outcome is Outcome.Recorded recorded
            ? TypedResults.Json(
                new WorkAnswer(
                    verb.Makes ? form.Id : form[verb.PathNames.First()],
                    recorded.Log,
                    recorded.First,
                    recorded.Count
                ),
                ApiJson.Options,
                statusCode: verb.Makes ? StatusCodes.Status201Created : StatusCodes.Status200OK
            )
            : ApiProblems.Refused(counter, ((Outcome.Refused)outcome).Refusal);
    }

    private static ApiOperation Operation(WorkVerb verb)
    {
        var schema = ItemSchema.Of(verb.Fields, ItemOperations.Label);
        return new(verb.Id, verb.Chapter, verb.Says)
        {
            Scopes = [.. verb.Scopes.Select(power => power.Name)],
            Parameters =
            [
                .. verb.PathNames.Select(Path),
                ApiAnswers.Key,
                .. verb.Versioned ? [ApiAnswers.Version] : (ApiParameter[])[],
            ],
            Body = new ApiContent(
                ApiJson.Type,
                verb.TakesFiles ? ItemSchema.WithFiles(schema, Word("api.field.files")) : schema,
                ItemSchema.Example(verb.Fields)
            ),
            Answers =
            [
                new(
                    verb.Makes ? 201 : 200,
                    Say("api.recorded"),
                    ApiJson.Content(new WorkAnswer(AnId, "daylight.example/log", 4711, 1))
                ),
                .. ApiAnswers.Acting.Where(answer => verb.Versioned || answer.Status is not 412),
            ],
        };
    }

    internal static ApiParameter Path(string name) =>
        new(
            name,
            ApiPlace.Path,
            Say($"api.path.{name}"),
            new JsonObject { ["type"] = "string" },
            AnId,
            Required: true
        );

    internal static Phrase Say(string key)
    {
        var words = Ui.Words.Of(typeof(WorkApi));
        return new Phrase(words.Say(Language.ZhHans, key), words.Say(Language.En, key));
    }

    private static string Word(string key) => Say(key) is var says ? $"{says.Zh} / {says.En}" : "";

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
