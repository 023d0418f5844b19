using System.Globalization;
using System.Text;
using Daylight.Ledger;
using Daylight.Openness.Faces;
using Daylight.Proceedings.Publishing;

namespace Daylight.Web.Log;

/// <summary>
/// A log over HTTP as c2sp.org/tlog-tiles prescribes, below <c>/log/CODE/</c>; a log that was continued after a loss
/// stays below <c>/log/CODE/NUMBER/</c>.
/// </summary>
internal sealed class LogEndpoints(Node node)
{
    private const string Soon = "public, max-age=1";
    private const string Forever = "public, max-age=31536000, immutable";
    private const string Octets = "application/octet-stream";

    public void Map(IEndpointRouteBuilder routes)
    {
        var log = routes.MapGroup("/log/{code}");
        log.MapMethods("/{**path}", [HttpMethods.Get, HttpMethods.Head], Read)
            .WithMetadata(LogOperation.Read);
    }

    private async Task<IResult> Read(string code, string? path, HttpContext context, CancellationToken cancel)
    {
        if (node.Log(code) is not { } log)
        {
            return Plain.Reason(
                404,
                "本站没有这个行政区划代码的账本。",
                "No log of this jurisdiction is kept here."
            );
        }

        var (published, rest) = Which(log, path ?? "");
        return rest switch
        {
            "vkey" => Plain.Text(context, Keys(log, published), Soon),
            PublishedLog.CheckpointPath => await published.ReadAsync(rest, cancel) is { } note
                ? Plain.Text(context, note, Soon)
                : Plain.Reason(
                    404,
                    "账本还没有公布过检查点。",
                    "The log has not published a checkpoint yet."
                ),
            _ when TileAt.TryParse(rest, out _) => await published.ReadAsync(rest, cancel) is { } tile
                ? Plain.Bytes(context, tile, Octets, Forever)
                : Plain.Reason(
                    404,
                    "已公布的账本还没有这一页，或者没有这么宽。",
                    "The published log has no such tile, or not of that width."
                ),
            _ => Plain.Reason(
                404,
                "这里只有 checkpoint、vkey、tile/级/页 和 tile/entries/页，写法见 c2sp.org/tlog-tiles。",
                "There are checkpoint, vkey, tile/L/N and tile/entries/N here, written as in c2sp.org/tlog-tiles."
            ),
        };
    }

    /// <summary>A leading number names a log that was continued; a path of the present one begins with no digit.</summary>
    private static (PublishedLog Log, string Path) Which(NodeLog log, string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return
            slash > 0
            && int.TryParse(
                path.AsSpan(0, slash),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number >= 1
            && number <= log.All.Count
            ? (log.All[number - 1], path[(slash + 1)..])
            : (log.Published, path);
    }

    private static byte[] Keys(NodeLog log, PublishedLog published)
    {
        var keys = log.Keys.All.Where(key => Origins.NumberOf(key.Name) == published.Place.Number);
        return Encoding.UTF8.GetBytes(string.Concat(keys.Select(key => key + "\n")));
    }
}
