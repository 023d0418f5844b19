using System.Globalization;
using System.Reflection;
using System.Text;
using Daylight.Proceedings.Publishing;
using Daylight.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daylight.Openness.Faces;

/// <summary>What the public sees: pages, feeds, open data, and the log. Every answer is the same for everybody.</summary>
public sealed class OpennessFace(PublicRecord record, PortalSetting setting) : IFace
{
    /// <summary>The first parts of all its addresses; the home page is <c>/</c>.</summary>
    public static IReadOnlyList<string> Addresses { get; } =
    ["/column", "/draw", "/check", "/about", "/open", "/feed.atom", "/log"];

    public Assembly Pages => typeof(OpennessFace).Assembly;

    public IEnumerable<NavigationEntry> Navigation
    {
        get
        {
            yield return Entry("nav.home", "/", 1);
            yield return Column(order: 2);
            yield return Entry("nav.check", "/check", 3);
            if (setting.RulesHref is { } rules)
            {
                yield return Entry("nav.rules", rules, 4);
            }

            yield return Entry("nav.open", "/open", 5);
            yield return Entry("nav.about", "/about", 6);
        }
    }

    /// <summary>The way to the column, also for the navigation of a desk under the same address.</summary>
    public static NavigationEntry Column(int order) => Entry("nav.column", "/column", order);

    public void Add(IServiceCollection services) =>
        services.AddSingleton(record).AddSingleton(setting).AddSingleton<ILogStanding, RecordFooter>();

    public void Map(IEndpointRouteBuilder routes)
    {
        // Nothing is changed by a check, so a form that another site sends does no harm; and no cookie is needed.
        routes.MapPost("/check", Check).WithMetadata(NoFormToken.Instance).WithOrder(-1);
        routes.MapGet("/column/{matter}/receipt", Newest).WithMetadata(OpenOperations.NewestReceipt);
        routes.MapGet("/column/{matter}/receipts/{index:long}", Receipt).WithMetadata(OpenOperations.Receipt);
        routes.MapGet("/log/{code}/{**path}", Log).WithMetadata(LogOperation.Read);
        OpenData.Map(routes);
    }

    private static NavigationEntry Entry(string key, string href, int order) =>
        new(Words.Of(typeof(OpennessFace)).Later(key), href, order);

    private static async Task<IResult> Check(HttpContext http, PublicRecord record, CancellationToken cancel)
    {
        var bytes = await Sent(http.Request, cancel);
        var standing = await record.Standing();
        if (bytes.Length == 0 || standing is null)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return new RazorComponentResult<CheckPage>(new { Nothing = true });
        }

        var verdict = Checking.Of(bytes, standing);
        return new RazorComponentResult<CheckPage>(new { Result = verdict });
    }

    /// <summary>The file, or what was pasted; browsers send pasted lines with carriage returns.</summary>
    private static async Task<byte[]> Sent(HttpRequest request, CancellationToken cancel)
    {
        if (!request.HasFormContentType)
        {
            return [];
        }

        var form = await request.ReadFormAsync(cancel);
        if (form.Files.Count > 0 && form.Files[0].Length is > 0 and <= Ledger.Limits.ReceiptBytes)
        {
            using var memory = new MemoryStream();
            await form.Files[0].CopyToAsync(memory, cancel);
            return memory.ToArray();
        }

        var pasted = form["receipt"].ToString().ReplaceLineEndings("\n").Trim();
        return pasted.Length == 0 ? [] : Encoding.UTF8.GetBytes(pasted + "\n");
    }

    private static async Task<IResult> Newest(string matter, PublicRecord record, CancellationToken cancel) =>
        await record.Notices(matter) is [.., var newest]
            ? await Download(record, newest, cancel)
            : Results.NotFound();

    private static async Task<IResult> Receipt(
        string matter,
        long index,
        PublicRecord record,
        CancellationToken cancel
    ) =>
        (await record.Notices(matter)).FirstOrDefault(notice => notice.Index == index) is { } found
            ? await Download(record, found, cancel)
            : Results.NotFound();

    private static async Task<IResult> Download(
        PublicRecord record,
        ColumnNotice notice,
        CancellationToken cancel
    ) =>
        await record.Receipt(notice.Index, cancel) is { } receipt
            ? Results.File(
                receipt.ToBytes(),
                "text/plain; charset=utf-8",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{notice.Notice.Number}-{notice.Index}{Ledger.Receipt.FileExtension}"
                )
            )
            : Results.NotFound();

    private static async Task<IResult> Log(string code, string? path, HttpContext http, PublicRecord record)
    {
        if (await record.LogFile(code, path ?? "") is not { } bytes)
        {
            return TypedResults.Text(
                "这里没有这个文件。有 checkpoint、vkey、tile/级/页 和 tile/entries/页，写法见 c2sp.org/tlog-tiles。\n"
                    + "There is no such file. There are checkpoint, vkey, tile/L/N and tile/entries/N, written as in c2sp.org/tlog-tiles.\n",
                "text/plain; charset=utf-8",
                Encoding.UTF8,
                StatusCodes.Status404NotFound
            );
        }

        var text = path is PublishedLog.CheckpointPath or "vkey";
        http.Response.Headers.CacheControl = text
            ? "public, max-age=1"
            : "public, max-age=31536000, immutable";
        http.Response.Headers.AccessControlAllowOrigin = "*";
        return TypedResults.Bytes(bytes, text ? "text/plain; charset=utf-8" : "application/octet-stream");
    }
}
