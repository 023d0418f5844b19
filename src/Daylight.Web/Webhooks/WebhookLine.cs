using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Daylight.Ui.Api;

namespace Daylight.Web.Webhooks;

/// <summary>What became of one try.</summary>
internal enum Told
{
    /// <summary>Taken: any 2xx.</summary>
    Taken,

    /// <summary>The name leads nowhere, or to an address that is never told.</summary>
    AddressRefused,

    /// <summary>Nobody listens there, or the line broke.</summary>
    Unreachable,

    /// <summary>No answer within the time.</summary>
    TooSlow,

    /// <summary>An answer that is no 2xx; redirects among them. Of a gateway also one that says no in words.</summary>
    Answered,

    /// <summary>There is no gateway for it, or the secret of the gateway is missing.</summary>
    NotConnected,
}

/// <summary>
/// The way out to receivers. A name is resolved once per try, every address that it has is checked, and the connection goes to a checked
/// address: whatever the name says a moment later counts for nothing. Nothing is followed, and of the answer the status alone is read.
/// </summary>
/// <param name="resolve">Addresses of a host name; of an address itself.</param>
/// <param name="mayBeTold">See <see cref="AddressRules"/>.</param>
internal sealed class WebhookLine(
    Func<string, CancellationToken, Task<IPAddress[]>> resolve,
    Func<IPAddress, string, bool> mayBeTold
) : IDisposable
{
    /// <summary>From the name to the last byte of the answer's head.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpRequestOptionsKey<string> _network = new("network");
    private HttpMessageInvoker? _client;

    public static WebhookLine Real { get; } =
        new((host, cancel) => Dns.GetHostAddressesAsync(host, cancel), AddressRules.MayBeTold);

    /// <summary>Tells one receiver of one fact.</summary>
    /// <param name="id">Of the notice: the same at every try.</param>
    public async Task<Told> Tell(
        Uri url,
        string network,
        string secret,
        string id,
        DateTimeOffset at,
        string body,
        TimeSpan? patience = null,
        CancellationToken cancel = default
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(body, Encoding.UTF8, ApiJson.Type),
        };
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", time);
        request.Headers.Add("webhook-signature", Signature(secret, id, time, body));
        return (await Send(request, network, patience: patience, cancel: cancel)).Told;
    }

    /// <summary>Sends one request by the same rules.</summary>
    /// <param name="reads">Whether the answer's body is read, up to 16 KB; what is longer is cut.</param>
    public async Task<(Told Told, byte[] Body)> Send(
        HttpRequestMessage request,
        string network,
        bool reads = false,
        TimeSpan? patience = null,
        CancellationToken cancel = default
    )
    {
        request.Options.Set(_network, network);
        request.Headers.ConnectionClose = true;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience ?? Patience);
        try
        {
            using var answer = await (_client ??= Client()).SendAsync(request, limit.Token);
            var body = reads ? await Beginning(answer, limit.Token) : [];
            return ((int)answer.StatusCode is >= 200 and < 300 ? Told.Taken : Told.Answered, body);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (Told.TooSlow, []);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return (
                fault.InnerException is AddressRefusedException ? Told.AddressRefused : Told.Unreachable,
                []
            );
        }
    }

    private static async Task<byte[]> Beginning(HttpResponseMessage answer, CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return buffer[..read];
    }

    /// <summary>As standardwebhooks.com says: HMAC-SHA-256 over id, time and body.</summary>
    public static string Signature(string secret, string id, string time, string body) =>
        "v1,"
        + Convert.ToBase64String(
            HMACSHA256.HashData(
                Convert.FromBase64String(secret["whsec_".Length..]),
                Encoding.UTF8.GetBytes($"{id}.{time}.{body}")
            )
        );

    public void Dispose() => _client?.Dispose();

    private HttpMessageInvoker Client() =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                ActivityHeadersPropagator = null,
                MaxResponseHeadersLength = 16,
                MaxResponseDrainSize = 0,
                PooledConnectionLifetime = TimeSpan.Zero,
                ConnectCallback = Connect,
            }
        );

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        IPAddress[] addresses;
        try
        {
            addresses = await resolve(context.DnsEndPoint.Host, cancel);
        }
        catch (SocketException)
        {
            throw new AddressRefusedException();
        }

        var network = context.InitialRequestMessage.Options.TryGetValue(_network, out var listed)
            ? listed
            : "";
        // One bad address among good ones is refused too: a name that leads to both is no honest one.
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, address => mayBeTold(address, network)))
        {
            throw new AddressRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(addresses[0], context.DnsEndPoint.Port), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class AddressRefusedException : Exception;
}
