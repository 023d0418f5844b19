using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using Daylight.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Openness.Faces;

/// <summary>The column for programs: JSON, CSV and an Atom feed. The same rows as the page, free for any use with the source named.</summary>
internal static class OpenData
{
    /// <summary>Rows of one file; <c>?page=2</c> gives the next ones.</summary>
    public const int PageSize = 1000;

    private const int FeedSize = 30;
    private const string Licence = "https://creativecommons.org/licenses/by/4.0/";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    private static readonly string[] s_columns =
    [
        "事项编号 number",
        "栏目 section",
        "标题 title",
        "单位 unit",
        "公布时 standing",
        "已办结 done",
        "期限 due",
        "首次公布 first",
        "最近公布 last",
        "记录号 index",
        "回执 receipt",
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/open/column.json", Json).WithMetadata(OpenOperations.ColumnJson);
        routes.MapGet("/open/column.csv", Csv).WithMetadata(OpenOperations.ColumnCsv);
        routes.MapGet("/open/standing.json", Standing).WithMetadata(OpenOperations.Standing);
        routes.MapGet("/feed.atom", Feed).WithMetadata(OpenOperations.Feed);
    }

    private static async Task<IResult> Json(HttpContext http, PublicRecord record, int page = 1)
    {
        var (rows, total) = await Rows(record, page);
        var standing = await record.Standing();
        var site = Site(http);
        var body = new ColumnFile(
            Licence,
            $"{site}/column",
            standing?.TakenAt,
            total,
            page,
            page * PageSize < total ? $"{site}/open/column.json?page={page + 1}" : null,
            [
                .. rows.Select(row => new ColumnLine(
                    row.Number,
                    row.Section,
                    row.Title,
                    row.Unit,
                    row.Standing,
                    row.Done,
                    row.Due,
                    row.FirstOn,
                    row.LastOn,
                    row.Index,
                    $"{site}/column/{row.Matter}",
                    $"{site}/column/{row.Matter}/receipt"
                )),
            ]
        );
        Public(http);
        return Results.Text(JsonSerializer.Serialize(body, s_json), "application/json; charset=utf-8");
    }

    private static async Task<IResult> Standing(HttpContext http, PublicRecord record)
    {
        if (await record.Standing() is not { } standing)
        {
            return Results.NotFound();
        }

        Public(http);
        return Results.Text(
            JsonSerializer.Serialize(
                new StandingFile(
                    standing.Jurisdiction,
                    standing.Checkpoint.Checkpoint.Origin,
                    standing.Size,
                    standing.Checkpoint.Checkpoint.Root.ToHex(),
                    standing.Facts,
                    standing.TakenAt,
                    [.. standing.Keys.Select(key => key.ToString())],
                    [.. standing.Witnesses.Select(one => new StandingWitness(one.Name, one.Time))],
                    $"{Site(http)}/log/{standing.Jurisdiction}/checkpoint"
                ),
                s_json
            ),
            "application/json; charset=utf-8"
        );
    }

    private static async Task<IResult> Csv(HttpContext http, PublicRecord record, int page = 1)
    {
        var (rows, _) = await Rows(record, page);
        var text = new StringBuilder("\ufeff").AppendJoin(',', s_columns.Select(Cell)).Append("\r\n");
        foreach (var row in rows)
        {
            text.AppendJoin(
                    ',',
                    (
                        (string[])
                            [
                                row.Number,
                                row.Section,
                                row.Title,
                                row.Unit,
                                row.Standing,
                                row.Done ? "是" : "否",
                                row.Due is { } due ? Dates.Machine(due) : "",
                                Dates.Machine(row.FirstOn),
                                Dates.Machine(row.LastOn),
                                row.Index.ToString(CultureInfo.InvariantCulture),
                                $"/column/{row.Matter}/receipt",
                            ]
                    ).Select(Cell)
                )
                .Append("\r\n");
        }

        Public(http);
        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "column.csv");
    }

    private static async Task<IResult> Feed(HttpContext http, PublicRecord record)
    {
        var (rows, _) = await record.Entries(Wanted.All, 1, FeedSize);
        var site = Site(http);
        using var memory = new MemoryStream();
        await using (
            var xml = XmlWriter.Create(
                memory,
                new XmlWriterSettings { Encoding = new UTF8Encoding(false), Async = true }
            )
        )
        {
            xml.WriteStartElement("feed", "http://www.w3.org/2005/Atom");
            Element(xml, "title", Words.Of(typeof(OpenData)).Say(Language.ZhHans, "feed.title"));
            Element(xml, "id", $"{site}/feed.atom");
            Element(
                xml,
                "updated",
                Moment(rows.Select(row => row.LastOn).FirstOrDefault(new DateOnly(2000, 1, 1)))
            );
            Element(xml, "rights", Licence);
            Link(xml, "self", $"{site}/feed.atom");
            foreach (var row in rows)
            {
                xml.WriteStartElement("entry");
                Element(xml, "title", $"{row.Number} {row.Title}");
                Element(xml, "id", $"{site}/column/{row.Matter}#{row.Index}");
                Element(xml, "updated", Moment(row.LastOn));
                Element(xml, "author", "name", row.Unit);
                Element(xml, "summary", $"{row.Unit}：{row.Standing}");
                Link(xml, "alternate", $"{site}/column/{row.Matter}");
                await xml.WriteEndElementAsync();
            }

            await xml.WriteEndElementAsync();
        }

        Public(http);
        return Results.Bytes(memory.ToArray(), "application/atom+xml; charset=utf-8");
    }

    private static async Task<(IReadOnlyList<ColumnEntry> Rows, int Total)> Rows(
        PublicRecord record,
        int page
    ) => await record.Entries(Wanted.All, Math.Clamp(page, 1, PublicRecord.CountedTo), PageSize);

    /// <summary>A cell that no table program takes for a formula.</summary>
    internal static string Cell(string text)
    {
        var inert = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return inert.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{inert.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : inert;
    }

    private static void Public(HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, max-age=60";
        http.Response.Headers.AccessControlAllowOrigin = "*";
    }

    private static string Site(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";

    private static string Moment(DateOnly day) => $"{Dates.Machine(day)}T00:00:00+08:00";

    private static void Element(XmlWriter xml, string name, string text) =>
        xml.WriteElementString(name, text);

    private static void Element(XmlWriter xml, string outer, string name, string text)
    {
        xml.WriteStartElement(outer);
        xml.WriteElementString(name, text);
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string rel, string href)
    {
        xml.WriteStartElement("link");
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("href", href);
        xml.WriteEndElement();
    }
}
