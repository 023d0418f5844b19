using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Daylight.Accounts;
using Daylight.Accounts.Views;
using Daylight.Ui.Api;
using Daylight.Web.Webhooks;

namespace Daylight.Web.Outbound;

/// <summary>One notice as a gateway gets it.</summary>
/// <param name="To">Number or name of the person at the gateway.</param>
/// <param name="Id">The same at every try of one notice.</param>
internal sealed record Outward(string To, string Text, string Id);

/// <summary>
/// The requests of the three gateways, over the one line to the outside. What a gateway answers is read as far as its
/// verdict, and neither it nor a secret is logged.
/// </summary>
/// <remarks>Thread safe.</remarks>
internal sealed class ChannelLines(WebhookLine line, TimeProvider time)
{
    /// <summary>Access tokens of 企业微信 are asked for once and used until shortly before their end.</summary>
    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> _tokens = new(
        StringComparer.Ordinal
    );

    public Task<Told> Send(
        GatewayRow gateway,
        string secret,
        Outward notice,
        CancellationToken cancel = default
    ) =>
        gateway.Channel switch
        {
            Channel.Sms => Sms(gateway, secret, notice, cancel),
            Channel.GovDing => GovDing(gateway, secret, notice, cancel),
            Channel.WeCom => WeCom(gateway, secret, notice, cancel),
        };

    private async Task<Told> Sms(GatewayRow gateway, string secret, Outward notice, CancellationToken cancel)
    {
        using var request = Post(
            gateway.Url,
            new
            {
                id = notice.Id,
                user = gateway.Key,
                sign = gateway.Agent,
                phone = notice.To,
                text = notice.Text,
            }
        );
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return (await line.Send(request, gateway.Network, cancel: cancel)).Told;
    }

    /// <summary>The open platform of 政务钉钉: form fields, signed over method, time, nonce, path and sorted fields.</summary>
    private async Task<Told> GovDing(
        GatewayRow gateway,
        string secret,
        Outward notice,
        CancellationToken cancel
    )
    {
        const string path = "/message/workNotification";
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["bizMsgId"] = notice.Id,
            ["msg"] = JsonSerializer.Serialize(
                new { msgtype = "text", text = new { content = notice.Text } },
                ApiJson.Options
            ),
            ["receiverIds"] = notice.To,
            ["tenantId"] = gateway.Agent,
        };
        var at = time.GetUtcNow()
            .ToOffset(TimeSpan.FromHours(8))
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        using var request = new HttpRequestMessage(HttpMethod.Post, gateway.Url + path)
        {
            Content = new FormUrlEncodedContent(fields),
        };
        request.Headers.Add("X-Hmac-Auth-Timestamp", at);
        request.Headers.Add("X-Hmac-Auth-Version", "1.0");
        request.Headers.Add("X-Hmac-Auth-Nonce", nonce);
        request.Headers.Add("apiKey", gateway.Key);
        request.Headers.Add("X-Hmac-Auth-Signature", Signature(secret, at, nonce, path, fields));
        var (told, body) = await line.Send(request, gateway.Network, reads: true, cancel: cancel);
        return told is Told.Taken && !Says(body, "success", said => said.ValueKind is JsonValueKind.True)
            ? Told.Answered
            : told;
    }

    /// <summary>HMAC-SHA-256 as the platform checks it.</summary>
    public static string Signature(
        string secret,
        string at,
        string nonce,
        string path,
        IEnumerable<KeyValuePair<string, string>> sorted
    ) =>
        Convert.ToBase64String(
            HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(secret),
                Encoding.UTF8.GetBytes(
                    $"POST\n{at}\n{nonce}\n{path}\n{string.Join('&', sorted.Select(field => $"{field.Key}={field.Value}"))}"
                )
            )
        );

    private async Task<Told> WeCom(
        GatewayRow gateway,
        string secret,
        Outward notice,
        CancellationToken cancel
    )
    {
        var (told, token) = await Token(gateway, secret, cancel);
        if (token is null)
        {
            return told;
        }

        using var request = Post(
            $"{gateway.Url}/cgi-bin/message/send?access_token={Uri.EscapeDataString(token)}",
            new
            {
                touser = notice.To,
                msgtype = "text",
                agentid = gateway.Agent,
                text = new { content = notice.Text },
                enable_duplicate_check = 1,
            }
        );
        (told, var body) = await line.Send(request, gateway.Network, reads: true, cancel: cancel);
        if (told is Told.Taken && !Says(body, "errcode", said => said.TryGetInt32(out var code) && code == 0))
        {
            // It may be that the token was ended before its time.
            _tokens.TryRemove(gateway.Url + gateway.Key, out _);
            return Told.Answered;
        }

        return told;
    }

    private async Task<(Told Told, string? Token)> Token(
        GatewayRow gateway,
        string secret,
        CancellationToken cancel
    )
    {
        var key = gateway.Url + gateway.Key;
        if (_tokens.TryGetValue(key, out var known) && time.GetUtcNow() < known.Until)
        {
            return (Told.Taken, known.Token);
        }

        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"{gateway.Url}/cgi-bin/gettoken?corpid={Uri.EscapeDataString(gateway.Key)}&corpsecret={Uri.EscapeDataString(secret)}"
        );
        var (told, body) = await line.Send(request, gateway.Network, reads: true, cancel: cancel);
        if (told is not Told.Taken || Read(body) is not { } answer)
        {
            return (told is Told.Taken ? Told.Answered : told, null);
        }

        using (answer)
        {
            if (
                !answer.RootElement.TryGetProperty("access_token", out var token)
                || token.GetString() is not { Length: > 0 } text
            )
            {
                return (Told.Answered, null);
            }

            var lasts =
                answer.RootElement.TryGetProperty("expires_in", out var seconds)
                && seconds.TryGetInt32(out var count)
                    ? count
                    : 600;
            _tokens[key] = (text, time.GetUtcNow().AddSeconds(Math.Clamp(lasts, 120, 7200) - 60));
            return (Told.Taken, text);
        }
    }

    private static HttpRequestMessage Post(string url, object body) =>
        new(HttpMethod.Post, url)
        {
            Content = new StringContent(
                JsonSerializer.Serialize(body, ApiJson.Options),
                Encoding.UTF8,
                "application/json"
            ),
        };

    private static bool Says(byte[] body, string field, Func<JsonElement, bool> what)
    {
        using var answer = Read(body);
        return answer is not null && answer.RootElement.TryGetProperty(field, out var said) && what(said);
    }

    /// <summary>An object, or null for whatever else was answered.</summary>
    private static JsonDocument? Read(byte[] body)
    {
        try
        {
            var read = JsonDocument.Parse(body);
            if (read.RootElement.ValueKind is JsonValueKind.Object)
            {
                return read;
            }

            read.Dispose();
        }
        catch (JsonException)
        {
            // Told as an answer that is no yes.
        }

        return null;
    }
}
