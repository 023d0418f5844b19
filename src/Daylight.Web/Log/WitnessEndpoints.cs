using System.Text;
using Daylight.Ledger;
using Daylight.Proceedings.Publishing;
using Daylight.Ui;

namespace Daylight.Web.Log;

/// <summary>Cosigns other logs over HTTP (c2sp.org/tlog-witness): <c>POST /witness/add-checkpoint</c>.</summary>
/// <remarks>A request proves itself by the signature of a known log, so it needs no form token and no sign-in.</remarks>
internal sealed class WitnessEndpoints(Node node)
{
    private const int MostBytes =
        Ledger.Limits.NoteBytes + (Ledger.Limits.ProofHashes + 2) * (Hash.Base64Size + 1);

    public void Map(IEndpointRouteBuilder routes)
    {
        var witness = routes.MapGroup("/witness");
        witness.MapPost("/add-checkpoint", Add).WithMetadata(NoFormToken.Instance).DisableRateLimiting(); // many logs behind one address ask once a second; unknown logs are refused at once
        witness.MapGet("/{place}/checkpoint", Held);
        witness.MapGet("/vkey", Key);
    }

    private async Task<IResult> Add(HttpContext context, CancellationToken cancel)
    {
        if (node.Witness is not { } desk)
        {
            return NoWitness;
        }

        var body = new byte[MostBytes + 1];
        var read = await context.Request.Body.ReadAtLeastAsync(
            body,
            body.Length,
            throwOnEndOfStream: false,
            cancel
        );
        if (read > MostBytes)
        {
            return Plain.Reason(400, "请求过长。", "The request is too long.");
        }

        var answer = await desk.Add(body.AsMemory(0, read), cancel);
        return Plain.Exact(context, answer.Status, answer.Body, answer.ContentType);
    }

    private IResult Held(string place, HttpContext context) =>
        node.Witness is not { } desk ? NoWitness
        : desk.Held(place) is { } note ? Plain.Text(context, note, "public, max-age=1")
        : Plain.Reason(
            404,
            "本见证方没有见证过这个账本。",
            "This witness has cosigned no checkpoint of that log."
        );

    private IResult Key(HttpContext context) =>
        node.Witness is { } desk
            ? Plain.Text(context, Encoding.UTF8.GetBytes(desk.Key + "\n"), "public, max-age=60")
            : NoWitness;

    private static IResult NoWitness => Plain.Reason(404, "本站不是见证方。", "There is no witness here.");
}
