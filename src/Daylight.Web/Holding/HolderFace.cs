using System.Text.Json.Nodes;
using Daylight.Accounts.Faces.Api;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Registry.Views;
using Daylight.Ui;
using Daylight.Ui.Api;

namespace Daylight.Web.Holding;

/// <summary>Who held an office on a day, and who holds which one now, for programs: one answer, the registry's.</summary>
internal sealed class HolderFace : IFace
{
    private static readonly ApiOperation s_operation = new(
        "who-held-the-office",
        ApiChapter.Registry,
        new Phrase("某岗位在某日由谁担任", "Who held a post on a day")
    )
    {
        Scopes = ["desk"],
        Parameters =
        [
            new(
                "post",
                ApiPlace.Path,
                new Phrase("岗位编号", "Id of the post"),
                new JsonObject { ["type"] = "string" },
                "o-county-head",
                Required: true
            ),
            new(
                "on",
                ApiPlace.Query,
                new Phrase("哪一天，不写为今天", "The day; today where it is not said"),
                new JsonObject { ["type"] = "string", ["format"] = "date" },
                "2026-03-02"
            ),
        ],
        Answers =
        [
            new(
                200,
                new Phrase(
                    "担任人；当日无人担任时 holder 为空",
                    "The holder; null where nobody held it that day"
                ),
                ApiJson.Content(
                    new OfficeOnDay(
                        "o-county-head",
                        new DateOnly(2026, 3, 2),
                        new HolderOnDay(
                            "p-zhang",
                            "张县县（虚构）",
                            "Regular",
                            new DateOnly(2025, 11, 3),
                            null
                        )
                    )
                )
            ),
            .. ApiAnswers.OneThing,
            ApiAnswers.No(400, "日期写成 2026-03-02", "A day is written 2026-03-02"),
        ],
    };

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/offices/{post}/holder", Of).WithMetadata(s_operation);

    private static async Task<IResult> Of(
        string post,
        HttpContext http,
        ICounter counter,
        RegistryReading reading,
        INames names,
        CancellationToken cancel
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return ApiProblems.NoToken(http);
        }

        if (mandate.Powers.Count == 0)
        {
            return ApiProblems.Refused(counter, new YourOfficeLacksThePower(mandate.Office, "*"));
        }

        var day = Shanghai.DayOf(counter.Time.GetUtcNow());
        if (http.Request.Query["on"].ToString() is { Length: > 0 } asked && !Dates.TryRead(asked, out day))
        {
            return ApiProblems.Of("fields", StatusCodes.Status400BadRequest);
        }

        if (await reading.Post(post) is null)
        {
            return ApiProblems.Missing();
        }

        var held = await Holders.Of(counter.Store, counter.Clerk.Jurisdiction, post, day, cancel);
        return TypedResults.Json(
            new OfficeOnDay(
                post,
                day,
                held is null
                    ? null
                    : new HolderOnDay(
                        held.Person,
                        names.Of(held.Person),
                        held.Kind.ToString(),
                        held.From,
                        held.To
                    )
            ),
            ApiJson.Options
        );
    }
}

/// <summary>An office on a day, for programs.</summary>
internal sealed record OfficeOnDay(string Post, DateOnly On, HolderOnDay? Holder);

/// <param name="Way">Regular, Concurrent, Acting, or another word of the registry.</param>
/// <param name="To">The last day; null while it lasts.</param>
internal sealed record HolderOnDay(string Person, string Name, string Way, DateOnly From, DateOnly? To);
