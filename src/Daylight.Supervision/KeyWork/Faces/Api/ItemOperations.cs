using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Daylight.Accounts.Faces.Api;
using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui;
using Daylight.Ui.Api;

namespace Daylight.Supervision.KeyWork.Faces.Api;

/// <summary>The operations on items as the document of the interface tells them.</summary>
internal static class ItemOperations
{
    private const string AnId = "0199f0c4a7b87c1e9d4f2b6a8c0e1357";
    private static readonly DateTimeOffset s_at = new(2026, 12, 1, 1, 30, 0, TimeSpan.Zero);

    private static readonly ItemLine s_line = new(
        AnId,
        "督2026-0012",
        "老旧小区加装电梯审批提速",
        ItemSource.Meeting,
        ItemPhase.InHand,
        new("o-county-head", "县政府办 县长"),
        new("u-zhujian", "县住建局"),
        new("u-zhujian", "县住建局"),
        Urgent: false,
        s_at.AddDays(20),
        s_at.AddDays(20),
        Provisional: false,
        Late: false,
        s_at.AddDays(-3),
        s_at,
        ClosedAt: null
    );

    private static readonly ApiParameter s_item = new(
        "item",
        ApiPlace.Path,
        new("事项的标识", "Id of the item"),
        Text(),
        AnId,
        Required: true
    );

    private static readonly string[] s_readers = [.. ItemQueries.Reading.Select(power => power.Name)];

    public static ApiOperation Propose { get; } =
        Act(
            ItemVerb.Propose with
            {
                Fields = [.. ItemVerb.Propose.Fields, ItemApi.Despite],
            },
            "propose-item"
        ) with
        {
            Says = Say("api.propose"),
            Parameters = [ApiAnswers.Key],
            Answers =
            [
                new(
                    201,
                    Say("api.recorded"),
                    ApiJson.Content(new ActAnswer(AnId, "daylight.example/log", 4711, 1, 1))
                ),
                .. ApiAnswers.Acting.Where(answer => answer.Status is not (404 or 412)),
            ],
        };

    public static ApiOperation List { get; } =
        new("list-items", ApiChapter.Items, Say("api.list"))
        {
            Scopes = s_readers,
            Parameters =
            [
                Query("q", "api.list.q", Text(), "电梯"),
                Query("number", "api.list.number", Text(), "督2026-0012"),
                Query("phase", "api.list.phase", OneOf<ItemPhase>(), nameof(ItemPhase.InHand)),
                Query("source", "api.list.source", OneOf<ItemSource>(), nameof(ItemSource.Meeting)),
                Query("lead", "api.list.lead", Text(), "u-zhujian"),
                Query("giver", "api.list.giver", Text(), "o-county-head"),
                Query(
                    "late",
                    "api.list.late",
                    new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("yes") },
                    "yes"
                ),
                Query(
                    "names",
                    "api.list.names",
                    new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("yes") },
                    "yes"
                ),
                Query(
                    "limit",
                    "api.list.limit",
                    new JsonObject
                    {
                        ["type"] = "integer",
                        ["minimum"] = 1,
                        ["maximum"] = 100,
                    },
                    20
                ),
                Query("cursor", "api.list.cursor", Text(), "MTc2NDU1MjYwMDAwMC4wMTk5"),
            ],
            Answers =
            [
                new(
                    200,
                    Say("api.list.answer"),
                    ApiJson.Content(new ItemList([s_line], "MTc2NDU1MjYwMDAwMC4wMTk5"))
                ),
                ApiAnswers.No(
                    400,
                    "条件有误，逐项说明在 errors 中",
                    "A condition cannot be read; errors names each"
                ),
                .. ApiAnswers.Token,
            ],
        };

    public static ApiOperation One { get; } =
        Read(
            "read-item",
            "api.one",
            new ItemAnswer(
                s_line,
                "县政府第12次常务会议纪要",
                "年底前将加装电梯联合审查时限压缩到10个工作日。",
                [new("u-caizheng", "县财政局")],
                "房产科",
                null,
                0,
                null,
                null,
                "",
                [new(PartKind.Node, "1", "出台办法", null, new DateOnly(2026, 12, 10), 0, false, "Open", "")],
                [
                    new(
                        "close",
                        "办结",
                        new("u-zhujian", "县住建局"),
                        s_at.AddDays(20),
                        false,
                        DutyStanding.Open,
                        "key-work.close"
                    ),
                ],
                ["progress", "done"],
                12
            )
        );

    public static ApiOperation Timeline { get; } =
        Read(
            "read-timeline",
            "api.timeline",
            new List<ItemStepAnswer>
            {
                new(
                    4711,
                    "ItemSigned",
                    "签收",
                    s_at,
                    new("p-li", "李（示例）"),
                    new("u-zhujian", "县住建局"),
                    "Screen",
                    null,
                    $"/api/items/{AnId}/receipts/4711"
                ),
            }
        );

    public static ApiOperation Files { get; } =
        Read(
            "list-files",
            "api.files",
            new List<ItemFileAnswer>
            {
                new(
                    new string('a', 64),
                    "办法.pdf",
                    "application/pdf",
                    48_213,
                    new string('b', 64),
                    "ProgressReported",
                    new("p-li", "李（示例）"),
                    s_at
                ),
            }
        );

    public static ApiOperation File { get; } =
        new("read-file", ApiChapter.Items, Say("api.file"))
        {
            Scopes = s_readers,
            Parameters =
            [
                s_item,
                new("hash", ApiPlace.Path, Say("api.file.id"), Text(), new string('a', 64), Required: true),
            ],
            Answers =
            [
                new(200, Say("api.file"), new ApiContent("application/octet-stream")),
                .. ApiAnswers.OneThing,
            ],
        };

    public static ApiOperation Explanation { get; } =
        Read(
            "read-explanation",
            "api.explanation",
            new ItemExplanation(
                s_at.AddDays(20),
                s_at.AddDays(20),
                "key-work.close",
                "会议议定事项应当在规定期限内办结。",
                "做法摘录（未经核对原文）",
                false,
                ["2026年12月1日发生，当日不计入，自次日起算，期限20日。"],
                [new(new("u-zhujian", "县住建局"), 3, 2)]
            )
        );

    public static ApiOperation Receipt { get; } =
        new("read-receipt", ApiChapter.Items, Say("api.receipt"))
        {
            Scopes = s_readers,
            Parameters =
            [
                s_item,
                new(
                    "index",
                    ApiPlace.Path,
                    Say("api.receipt.index"),
                    new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
                    4711,
                    Required: true
                ),
            ],
            Answers =
            [
                new(200, Say("api.receipt.answer"), new ApiContent("text/plain")),
                .. ApiAnswers.OneThing,
            ],
        };

    private static readonly FrozenDictionary<string, ApiOperation> s_acts = ItemVerb.All.ToFrozenDictionary(
        verb => verb.Name,
        verb => Act(verb, $"{verb.Name}-item")
    );

    /// <summary>An act, made of the description that its form is made of.</summary>
    public static ApiOperation Of(ItemVerb verb) => s_acts[verb.Name];

    private static ApiOperation Act(ItemVerb verb, string id) =>
        new(
            id,
            ApiChapter.Items,
            verb.Name == ItemVerb.Propose.Name ? Say("api.propose") : Say($"todo.{verb.Name}")
        )
        {
            Scopes = [ScopeOf(verb)],
            Parameters = [s_item, ApiAnswers.Key, ApiAnswers.Version],
            Body = new ApiContent(
                ApiJson.Type,
                verb.TakesFiles
                    ? ItemSchema.WithFiles(ItemSchema.Of(verb.Fields, Label), Both("api.field.files"))
                    : ItemSchema.Of(verb.Fields, Label),
                ItemSchema.Example(verb.Fields)
            ),
            Answers =
            [
                new(
                    200,
                    Say("api.recorded"),
                    ApiJson.Content(new ActAnswer(AnId, "daylight.example/log", 4712, 2, 13))
                ),
                .. ApiAnswers.Acting,
            ],
        };

    /// <summary>The power that the act itself asks for.</summary>
    private static string ScopeOf(ItemVerb verb)
    {
        var nobody = new Mandate("", "", "", FrozenSet<string>.Empty);
        return verb.Read(
            new VerbForm("", new Dictionary<string, string>(), nobody, DateOnly.MinValue)
        ).Needs.Name;
    }

    private static ApiOperation Read<T>(string id, string says, T example) =>
        new(id, ApiChapter.Items, Say(says))
        {
            Scopes = s_readers,
            Parameters = [s_item],
            Answers = [new(200, Say(says), ApiJson.Content(example)), .. ApiAnswers.OneThing],
        };

    private static ApiParameter Query(string name, string says, JsonNode schema, JsonNode example) =>
        new(name, ApiPlace.Query, Say(says), schema, example);

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject OneOf<T>()
        where T : struct, Enum =>
        new()
        {
            ["type"] = "string",
            ["enum"] = new JsonArray([.. Enum.GetNames<T>().Select(name => (JsonNode)name)]),
        };

    private static string Both(string key) => Say(key) is var says ? $"{says.Zh} / {says.En}" : "";

    /// <summary>The label that the page gives the field, in both languages.</summary>
    internal static string Label(VerbField field)
    {
        var words = Ui.Words.Of(typeof(ItemOperations));
        var key = words.Knows(Language.ZhHans, $"api.field.{field.Name}")
            ? $"api.field.{field.Name}"
            : $"field.{field.Name}";
        return $"{words.Say(Language.ZhHans, key)} / {words.Say(Language.En, key)}";
    }

    private static Phrase Say(string key)
    {
        var words = Ui.Words.Of(typeof(ItemOperations));
        return new(words.Say(Language.ZhHans, key), words.Say(Language.En, key));
    }
}
