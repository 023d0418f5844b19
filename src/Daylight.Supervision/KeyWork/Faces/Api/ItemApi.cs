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
                .WithMetadata(NoFormToken.Instance, ItemOperations.Of(verb));
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
        var body = ItemBody.Read(ItemVerb.Propose, call.Body, call.Key);
        return body.Errors.Count > 0
            ? ApiProblems.Of("fields", StatusCodes.Status400BadRequest, body.Errors)
            : await Perform(
                item,
                ItemVerb.Propose.Read(Form(item, call, counter, body)),
                call,
                http,
                counter,
                reading
            );
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

        var body = ItemBody.Read(verb, call.Body, call.Key);
        if (body.Errors.Count > 0)
        {
            return ApiProblems.Of("fields", StatusCodes.Status400BadRequest, body.Errors);
        }

        var form = Form(item, call, counter, body) with
        {
            Names = names,
            Row = verb.LooksAtRow ? await reading.Find(ItemScope.Of(call.Mandate), item) : null,
        };
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
