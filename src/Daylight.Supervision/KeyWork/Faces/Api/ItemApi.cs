using Daylight.Accounts.Faces.Api;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui;
using Daylight.Ui.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Supervision.KeyWork.Faces.Api;

/// <summary>
/// Items for programs: every act of the road as a post, made of the same descriptions as the pages, and what the holder of the
/// token may see.
/// </summary>
internal static class ItemApi
{
    public const string Address = "/api/items";

    /// <summary>Why it is set up beside another one on the same matter.</summary>
    internal static readonly VerbField Despite = new("despite", FieldKind.Short, Required: false);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Address, Proposing).WithMetadata(NoFormToken.Instance, ItemOperations.Propose);
        foreach (var verb in ItemVerb.All)
        {
            routes
                .MapPost(
                    $"{Address}/{{item}}/{verb.Name}",
                    (
                        string item,
                        HttpContext http,
                        ICounter counter,
                        ItemReading reading,
                        INames names,
                        CancellationToken cancel
                    ) => Acting(verb, item, http, counter, reading, names, cancel)
                )
                .WithMetadata([
                    NoFormToken.Instance,
                    ItemOperations.Of(verb),
                    .. verb.TakesFiles ? (object[])[EvidenceFiles.Limit] : [],
                ]);
        }

        ItemQueries.Map(routes);
    }

    private static async Task<IResult> Proposing(
        HttpContext http,
        ICounter counter,
        ItemReading reading,
        CancellationToken cancel
    )
    {
        var (call, no) = await ApiCall.Read(http, counter, cancel);
        if (call is null)
        {
            return no!;
        }

        // Sent again, it is the same item: its id follows from who sent it and under which key.
        var item = FactIds.Derived("api-item", $"{call.Mandate.Id}\n{call.Key}")[..32];
        var body = ItemBody.Read([.. ItemVerb.Propose.Fields, Despite], call.Body, call.Key);
        if (body.Errors.Count > 0)
        {
            return ApiProblems.Of("fields", StatusCodes.Status400BadRequest, body.Errors);
        }

        // The same guard as on the page: another open item of the unit on the same matter is named, and needs a reason.
        var act = (KeyWork.Propose.Act)ItemVerb.Propose.Read(Form(item, call, counter, body));
        if (call.Mandate.Lacks(SupervisionPowers.Run) is null)
        {
            var beside = await reading.OnTheSameMatter(act.Lead, act.Title);
            act = act with
            {
                Beside = [.. beside.Select(row => row.Item)],
                Despite = body.Fields.GetValueOrDefault(Despite.Name),
            };
        }

        return await Perform(item, act, call, http, counter, reading);
    }

    private static async Task<IResult> Acting(
        ItemVerb verb,
        string item,
        HttpContext http,
        ICounter counter,
        ItemReading reading,
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

        var row =
            verb.LooksAtRow || body.Files.Count > 0
                ? await reading.Find(ItemScope.Of(call.Mandate), item)
                : null;
        var (files, refused) =
            body.Files.Count > 0 && row is not null && verb.IsOffered(row, call.Mandate)
                ? await EvidenceFiles.Take(
                    [
                        .. body.Files.Select(file =>
                            (file.Name, (Func<Stream>)(() => new MemoryStream(file.Content)))
                        ),
                    ],
                    counter,
                    item
                )
                : ([], null);
        if (refused is not null)
        {
            return ApiProblems.Refused(counter, refused);
        }

        var form = Form(item, call, counter, body) with { Names = names, Row = row, Files = files };
        return await Perform(item, verb.Read(form), call, http, counter, reading);
    }

    private static VerbForm Form(string item, ApiCall call, ICounter counter, ItemBody body) =>
        new(item, body.Fields, call.Mandate, Shanghai.DayOf(counter.Time.GetUtcNow())) { Rows = body.Rows };

    private static async Task<IResult> Perform(
        string item,
        Act act,
        ApiCall call,
        HttpContext http,
        ICounter counter,
        ItemReading reading
    )
    {
        var outcome = await counter.Clerk.Perform(
            new Submission(
                call.Key,
                act,
                call.Mandate,
                Seen: call.Version is { } seen ? new Seen(ItemStreams.Of(item), seen) : null
            )
        );
        if (outcome is not Outcome.Recorded recorded)
        {
            return ApiProblems.Refused(counter, ((Outcome.Refused)outcome).Refusal);
        }

        var version = await reading.VersionOf(item);
        http.Response.Headers.ETag = ApiCall.Tag(version);
        var answer = new ActAnswer(item, recorded.Log, recorded.First, recorded.Count, version);
        var isNew = act is KeyWork.Propose.Act;
        if (isNew)
        {
            http.Response.Headers.Location = $"{Address}/{item}";
        }

        return TypedResults.Json(
            answer,
            ApiJson.Options,
            statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK
        );
    }
}
