using System.Text;
using Daylight.Supervision.Levels;
using Daylight.Ui;
using Daylight.Ui.Api;

namespace Daylight.Web.Levels;

/// <summary>Hands the letters for a level out to it, as receipts: <c>POST /levels/letters</c>. The request proves itself by its signature.</summary>
internal sealed class LettersFace(Node node, PeerList peers) : IFace
{
    public const string Route = "/levels/letters";

    /// <summary>Letters handed out at once.</summary>
    public const int Most = 50;

    private const int MostBytes = 2048;

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Route, Fetch).WithMetadata(NoFormToken.Instance);

    private async Task<IResult> Fetch(HttpContext http, TimeProvider time, CancellationToken cancel)
    {
        var body = new byte[MostBytes + 1];
        var read = await http.Request.Body.ReadAtLeastAsync(
            body,
            body.Length,
            throwOnEndOfStream: false,
            cancel
        );
        if (
            read > MostBytes
            || LetterRequest.Open(body.AsSpan(0, read), peers, time.GetUtcNow()) is not { } asked
            || node.Log(asked.Asked) is not { } log
        )
        {
            // Who is unknown, late or at the wrong door is told the same.
            return TypedResults.Problem(statusCode: StatusCodes.Status403Forbidden);
        }

        var letters = new List<string>();
        foreach (
            var index in await new LevelReading(node.Store, log.Jurisdiction).Outgoing(
                asked.Asker,
                asked.From,
                Most
            )
        )
        {
            if (await node.Receipts.Of(log.Jurisdiction, index, cancel) is not { } receipt)
            {
                break; // not published yet: it and those after it come next time
            }

            letters.Add(Encoding.UTF8.GetString(receipt.ToBytes()));
        }

        return TypedResults.Json(letters, ApiJson.Options);
    }
}
