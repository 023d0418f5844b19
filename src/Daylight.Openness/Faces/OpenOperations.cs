using System.Text.Json.Nodes;
using Daylight.Norms;
using Daylight.Ui.Api;

namespace Daylight.Openness.Faces;

/// <summary>What anybody may fetch, as the document of the interface tells it.</summary>
internal static class OpenOperations
{
    private const string Matter = "0199f0c4a7b87c1e9d4f2b6a8c0e1357";
    private const string Site = "https://daylight.example";
    private static readonly DateTimeOffset s_at = new(2026, 12, 1, 1, 30, 0, TimeSpan.Zero);

    private static readonly ApiParameter s_page = new(
        "page",
        ApiPlace.Query,
        new("第几页，每页1000条", "Which page, of 1000 rows each"),
        new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
        1
    );

    private static readonly ApiParameter s_matter = new(
        "matter",
        ApiPlace.Path,
        new("公开条目的标识", "Id of the entry of the column"),
        new JsonObject { ["type"] = "string" },
        Matter,
        Required: true
    );

    private static readonly ApiAnswer s_none = new(404, new("没有这一条", "There is no such entry"));

    public static ApiOperation ColumnJson { get; } =
        Open(
            "read-column",
            ApiChapter.OpenData,
            new("公开栏目，JSON", "The public column as JSON"),
            ApiJson.Content(
                new ColumnFile(
                    "https://creativecommons.org/licenses/by/4.0/",
                    $"{Site}/column",
                    s_at,
                    1,
                    1,
                    null,
                    [
                        new(
                            "督2026-0012",
                            "supervision",
                            "老旧小区加装电梯审批提速",
                            "县住建局",
                            "办理中",
                            false,
                            new DateOnly(2026, 12, 21),
                            new DateOnly(2026, 12, 1),
                            new DateOnly(2026, 12, 1),
                            4711,
                            $"{Site}/column/{Matter}",
                            $"{Site}/column/{Matter}/receipt"
                        ),
                    ]
                )
            )
        ) with
        {
            Parameters = [s_page],
        };

    public static ApiOperation ColumnCsv { get; } =
        Open(
            "read-column-table",
            ApiChapter.OpenData,
            new("公开栏目，CSV", "The public column as CSV"),
            new ApiContent("text/csv")
        ) with
        {
            Parameters = [s_page],
        };

    public static ApiOperation Standing { get; } =
        Open(
            "read-standing",
            ApiChapter.OpenData,
            new("账本现状：条数、根、见证", "How the log stands: size, root, witnesses"),
            ApiJson.Content(
                new StandingFile(
                    "330225",
                    "daylight.example/log",
                    4712,
                    new string('0', 64),
                    37,
                    s_at,
                    ["daylight.example/log+9a7c+AQ=="],
                    [new("witness.example", s_at)],
                    $"{Site}/log/330225/checkpoint"
                )
            )
        );

    public static ApiOperation Feed { get; } =
        Open(
            "read-feed",
            ApiChapter.OpenData,
            new("公开栏目，Atom 订阅", "The public column as an Atom feed"),
            new ApiContent("application/atom+xml")
        );

    public static ApiOperation NewestReceipt { get; } =
        Open(
            "read-newest-receipt",
            ApiChapter.Log,
            new(
                "公开条目最近一次公布的回执，可离线验证",
                "Receipt of the newest notice of an entry; verifies offline"
            ),
            new ApiContent("text/plain")
        ) with
        {
            Parameters = [s_matter],
        };

    public static ApiOperation Receipt { get; } =
        Open(
            "read-public-receipt",
            ApiChapter.Log,
            new(
                "公开条目某一次公布的回执，可离线验证",
                "Receipt of one notice of an entry; verifies offline"
            ),
            new ApiContent("text/plain")
        ) with
        {
            Parameters =
            [
                s_matter,
                new(
                    "index",
                    ApiPlace.Path,
                    new("记录号", "Index of the fact"),
                    new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
                    4711,
                    Required: true
                ),
            ],
        };

    private static ApiOperation Open(string id, ApiChapter chapter, Phrase says, ApiContent content) =>
        new(id, chapter, says) { Open = true, Answers = [new(200, says, content), s_none] };
}

/// <summary>The log over HTTP: the same on the desk and on the portal.</summary>
public static class LogOperation
{
    public static ApiOperation Read { get; } =
        new(
            "read-log",
            ApiChapter.Log,
            new(
                "账本文件：checkpoint、vkey、tile/级/页、tile/entries/页，写法见 c2sp.org/tlog-tiles",
                "Files of the log: checkpoint, vkey, tile/L/N, tile/entries/N, as in c2sp.org/tlog-tiles"
            )
        )
        {
            Open = true,
            Parameters =
            [
                new(
                    "code",
                    ApiPlace.Path,
                    new("行政区划代码", "Code of the jurisdiction"),
                    new JsonObject { ["type"] = "string" },
                    "330225",
                    Required: true
                ),
                new(
                    "path",
                    ApiPlace.Path,
                    new("文件", "The file"),
                    new JsonObject { ["type"] = "string" },
                    "checkpoint",
                    Required: true
                ),
            ],
            Answers =
            [
                new(200, new("文件内容", "The file"), new ApiContent("text/plain")),
                new(404, new("没有这个文件", "There is no such file"), new ApiContent("text/plain")),
            ],
        };
}
