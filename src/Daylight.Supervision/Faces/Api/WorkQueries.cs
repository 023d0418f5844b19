using Daylight.Accounts.Faces.Api;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Faces.Api;
using Daylight.Supervision.KeyWork.Papers;
using Daylight.Supervision.KeyWork.Papers.Faces;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Supervision.LookBack;
using Daylight.Supervision.Plans;
using Daylight.Ui.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Supervision.Faces.Api;

/// <summary>What programs may read beside items: what the holder of the token sees on the pages.</summary>
internal static class WorkQueries
{
    private static readonly string[] s_readers = [.. ItemQueries.Reading.Select(power => power.Name)];
    private static readonly DateTimeOffset s_at = new(2026, 12, 1, 1, 30, 0, TimeSpan.Zero);

    private static readonly ProposalAnswer s_proposal = new(
        "item/0199f0c4a7b87c1e9d4f2b6a8c0e1357",
        "supervision-notice.1796083200000",
        "u-zhujian",
        "supervision-notice",
        AfterHearing: true,
        "items.ladder",
        "老旧小区加装电梯审批提速",
        "催办后仍未办结。",
        ProposalStage.HearingCalled,
        s_at,
        "",
        "",
        2
    );

    private static readonly PlanAnswer s_plan = new(
        "0199f0c4a7b87c1e9d4f2b6a8c0e1357",
        "督计2026-03",
        PlanKind.Special,
        "安全生产",
        ["u-zhujian"],
        new(2026, 12, 1),
        new(2026, 12, 10),
        "县政府〔2026〕9号",
        PlanStanding.Approved
    );

    private static readonly DrawAnswer s_draw = new(
        "0199f0c4a7b87c1e9d4f2b6a8c0e1357",
        new(2026, 7, 1),
        new(2026, 9, 30),
        ["督2026-0003", "督2026-0012"],
        1,
        ["体彩排列5第26310期"],
        new(2026, 10, 12),
        [],
        [],
        0,
        0,
        DrawStanding.Posted
    );

    private static readonly PaperAnswer s_paper = new(
        "0199f0c4a7b87c1e9d4f2b6a8c0e1357",
        "督催〔2026〕3号",
        PaperKind.Reminder,
        "督查事项催办单",
        "县住建局",
        s_at,
        Void: false
    );

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/items/{item}/proposals", Proposals)
            .WithMetadata(
                Read("list-proposals", ApiChapter.Proposals, new List<ProposalAnswer> { s_proposal }, "item")
            );
        routes
            .MapGet("/api/items/{item}/papers", Papers)
            .WithMetadata(Read("list-papers", ApiChapter.Papers, new List<PaperAnswer> { s_paper }, "item"));
        routes
            .MapGet("/api/papers/{paper}/copy", Copy)
            .WithMetadata(
                new ApiOperation("read-paper", ApiChapter.Papers, WorkApi.Say("api.read-paper"))
                {
                    Scopes = s_readers,
                    Parameters = [WorkApi.Path("paper")],
                    Answers =
                    [
                        new(
                            200,
                            WorkApi.Say("api.read-paper"),
                            new ApiContent(Documents.Papers.PaperWriter.Type)
                        ),
                        .. ApiAnswers.OneThing,
                    ],
                }
            );
        routes
            .MapGet("/api/plans", Plans)
            .WithMetadata(Read("list-plans", ApiChapter.Plans, new List<PlanAnswer> { s_plan }));
        routes
            .MapGet("/api/look-back", Draws)
            .WithMetadata(Read("list-draws", ApiChapter.LookBack, new List<DrawAnswer> { s_draw }));
    }

    private static ApiOperation Read<T>(string id, ApiChapter chapter, T example, params string[] path) =>
        new(id, chapter, WorkApi.Say($"api.{id}"))
        {
            Scopes = s_readers,
            Parameters = [.. path.Select(WorkApi.Path)],
            Answers =
            [
                new(200, WorkApi.Say($"api.{id}"), ApiJson.Content(example)),
                .. path.Length > 0 ? ApiAnswers.OneThing : ApiAnswers.Token,
            ],
        };

    private static async Task<IResult> Proposals(
        string item,
        HttpContext http,
        ICounter counter,
        ItemReading items,
        ProposalReading proposals
    )
    {
        var (row, mandate, no) = await ItemQueries.Find(item, http, counter, items);
        return row is null
            ? no!
            : Json(
                (await proposals.Of(ProposalScope.Of(mandate!), ItemStreams.Of(item)))
                    .Select(ProposalAnswer.Of)
                    .ToList()
            );
    }

    private static async Task<IResult> Papers(
        string item,
        HttpContext http,
        ICounter counter,
        ItemReading items,
        PaperRegister papers
    )
    {
        var (row, mandate, no) = await ItemQueries.Find(item, http, counter, items);
        return row is null
            ? no!
            : Json(
                (await papers.Of(item))
                    .Where(paper => PaperFace.MaySee(paper, row, mandate!))
                    .Select(PaperAnswer.Of)
                    .ToList()
            );
    }

    private static async Task<IResult> Copy(
        string paper,
        HttpContext http,
        ICounter counter,
        PaperRegister papers,
        ItemReading items,
        INames names
    )
    {
        var (mandate, no) = ItemQueries.Reader(http, counter);
        return mandate is null
            ? no!
            : await PaperFace.Copy(paper, mandate, http, counter, papers, items, names)
                ?? ApiProblems.Missing();
    }

    private static async Task<IResult> Plans(HttpContext http, ICounter counter, PlanReading plans)
    {
        var (mandate, no) = ItemQueries.Reader(http, counter);
        return mandate is null
            ? no!
            : Json(
                (
                    await plans.Plans(
                        Shanghai.DayOf(counter.Time.GetUtcNow()).Year,
                        ItemScope.Of(mandate).All ? null : mandate.Unit
                    )
                )
                    .Select(PlanAnswer.Of)
                    .ToList()
            );
    }

    private static async Task<IResult> Draws(HttpContext http, ICounter counter, DrawReading draws)
    {
        var (mandate, no) = ItemQueries.Reader(http, counter);
        return mandate is null ? no!
            : ItemScope.Of(mandate).All ? Json((await draws.All()).Select(DrawAnswer.Of).ToList())
            : ApiProblems.Missing();
    }

    private static IResult Json<T>(T answer) => TypedResults.Json(answer, ApiJson.Options);
}

/// <param name="Version">For <c>If-Match</c>: how many facts there are about it.</param>
internal sealed record ProposalAnswer(
    string Matter,
    string Proposal,
    string About,
    string Proposes,
    bool AfterHearing,
    string Norm,
    string Title,
    string Grounds,
    ProposalStage Stage,
    DateTimeOffset MadeAt,
    string Statement,
    string Decided,
    int Version
)
{
    public static ProposalAnswer Of(ProposalRow row) =>
        new(
            row.Matter,
            row.Proposal,
            row.About,
            row.Proposes,
            row.AfterHearing,
            row.Norm,
            row.Title,
            row.Grounds,
            row.Stage,
            row.MadeAt,
            row.Statement,
            row.Decided,
            row.Steps
        );
}

internal sealed record PaperAnswer(
    string Paper,
    string Number,
    PaperKind Kind,
    string Title,
    string To,
    DateTimeOffset SignedAt,
    bool Void
)
{
    public static PaperAnswer Of(PaperRow row) =>
        new(row.Paper, row.Label, row.Kind, row.Title, row.ToName, row.SignedAt, row.VoidBecause.Length > 0);
}

internal sealed record PlanAnswer(
    string Plan,
    string Number,
    PlanKind Kind,
    string Matter,
    IReadOnlyList<string> Units,
    DateOnly From,
    DateOnly To,
    string Basis,
    PlanStanding Standing
)
{
    public static PlanAnswer Of(PlanRow row) =>
        new(
            row.Plan,
            row.Number,
            row.Kind,
            row.Matter,
            row.Units.Split(',', StringSplitOptions.RemoveEmptyEntries),
            row.FromDay,
            row.ToDay,
            row.Basis,
            row.Standing
        );
}

/// <param name="Pool">Numbers of the items among which was drawn, in order.</param>
/// <param name="Drawn">Places in the pool, from 1, in the order of the draw.</param>
internal sealed record DrawAnswer(
    string Draw,
    DateOnly From,
    DateOnly To,
    IReadOnlyList<string> Pool,
    int Size,
    IReadOnlyList<string> Sources,
    DateOnly SeedsOn,
    IReadOnlyList<string> Seeds,
    IReadOnlyList<int> Drawn,
    int Looked,
    int Held,
    DrawStanding Standing
)
{
    public static DrawAnswer Of(DrawRow row) =>
        new(
            row.Draw,
            row.FromDay,
            row.ToDay,
            [.. row.Numbers],
            row.Size,
            Lines(row.Sources),
            row.SeedsOn,
            Lines(row.Seeds),
            row.Places.Length == 0 ? [] : row.Drawn,
            row.Looked,
            row.Held,
            row.Standing
        );

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
