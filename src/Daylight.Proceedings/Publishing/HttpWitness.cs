using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Daylight.Ledger;

namespace Daylight.Proceedings.Publishing;

/// <summary>A witness behind HTTP (c2sp.org/tlog-witness).</summary>
/// <param name="prefix">Prefix for submissions and for monitoring, without a slash at its end.</param>
public sealed class HttpWitness(HttpClient client, string prefix) : IWitnessRoad
{
    /// <summary>Time for a cosignature.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Time for a look at what it holds, for which a node waits at its start.</summary>
    private static readonly TimeSpan s_glance = TimeSpan.FromSeconds(2);

    public async Task<WitnessAnswer> Add(WitnessRequest request, CancellationToken cancel)
    {
        using var patience = Patience(s_patience, cancel);
        using var body = new ByteArrayContent(request.ToBytes());
        body.Headers.ContentType = new MediaTypeHeaderValue("text/plain") { CharSet = "utf-8" };
        try
        {
            using var answer = await client.PostAsync(
                new Uri($"{prefix}/add-checkpoint"),
                body,
                patience.Token
            );
            return WitnessAnswer.Parse(
                (int)answer.StatusCode,
                answer.Content.Headers.ContentType?.ToString(),
                await Bytes(answer.Content, patience.Token)
            );
        }
        catch (OperationCanceledException slow) when (!cancel.IsCancellationRequested)
        {
            throw TooSlow(slow);
        }
    }

    public async Task<byte[]?> Held(string origin, CancellationToken cancel)
    {
        using var patience = Patience(s_glance, cancel);
        try
        {
            using var answer = await client.GetAsync(
                new Uri($"{prefix}/{Place(origin)}/checkpoint"),
                HttpCompletionOption.ResponseHeadersRead,
                patience.Token
            );
            if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            return await Bytes(answer.EnsureSuccessStatusCode().Content, patience.Token);
        }
        catch (OperationCanceledException slow) when (!cancel.IsCancellationRequested)
        {
            throw TooSlow(slow);
        }
    }

    /// <summary>Under what a witness shows the checkpoint of a log: SHA-256 of the origin, in hexadecimal.</summary>
    internal static string Place(string origin) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    private static CancellationTokenSource Patience(TimeSpan time, CancellationToken cancel)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(time);
        return patience;
    }

    private HttpRequestException TooSlow(Exception slow) => new($"{prefix} did not answer in time.", slow);

    /// <summary>At most as much as a note may have; the rest is not read.</summary>
    private static async Task<byte[]> Bytes(HttpContent content, CancellationToken cancel)
    {
        var bytes = new byte[Limits.NoteBytes + 1];
        await using var from = await content.ReadAsStreamAsync(cancel);
        var read = await from.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return bytes[..read];
    }
}
