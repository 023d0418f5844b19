using System.Globalization;
using System.Text.Json;
using Daylight.Proceedings;
using Daylight.Ui.Api;
using Microsoft.AspNetCore.Http;

namespace Daylight.Accounts.Faces.Api;

/// <summary>What a call that acts carries: who, under which id, after which version, and its body.</summary>
/// <param name="Version">The version of the stream that the program saw; null where it did not say.</param>
public sealed record ApiCall(Mandate Mandate, string Key, long? Version, JsonElement Body)
{
    public const string KeyHeader = "Idempotency-Key";

    private static readonly JsonDocumentOptions s_strict = new()
    {
        AllowDuplicateProperties = false,
        MaxDepth = 8,
    };

    private static readonly JsonElement s_nothing = JsonSerializer.SerializeToElement(new { });

    /// <summary>Reads a call, or says what is wrong with it.</summary>
    public static async Task<(ApiCall? Call, IResult? No)> Read(
        HttpContext http,
        ICounter counter,
        CancellationToken cancel
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return (null, ApiProblems.NoToken(http));
        }

        if (http.Request.Headers[KeyHeader].ToString() is not { Length: > 0 } key)
        {
            return (null, ApiProblems.Of("no-key", StatusCodes.Status400BadRequest));
        }

        if (!TryVersion(http.Request.Headers.IfMatch.ToString(), out var version))
        {
            return (null, ApiProblems.Of("bad-version", StatusCodes.Status400BadRequest));
        }

        var (body, no) = await BodyOf(http.Request, cancel);
        return no is null ? (new ApiCall(mandate, key.Trim('"'), version, body), null) : (null, no);
    }

    /// <summary>The entity tag of a version.</summary>
    public static string Tag(long version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    private static bool TryVersion(string header, out long? version)
    {
        version = null;
        if (header.Length == 0 || header == "*")
        {
            return true;
        }

        var read = long.TryParse(
            header.Trim('"'),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        );
        version = number;
        return read;
    }

    /// <summary>A body of one JSON object; none at all stands for an empty one.</summary>
    private static async Task<(JsonElement Body, IResult? No)> BodyOf(
        HttpRequest request,
        CancellationToken cancel
    )
    {
        if (request.ContentLength is 0 || (request.ContentLength is null && request.ContentType is null))
        {
            return (s_nothing, null);
        }

        if (!request.HasJsonContentType())
        {
            return (default, ApiProblems.Of("not-json", StatusCodes.Status415UnsupportedMediaType));
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, s_strict, cancel);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? (document.RootElement.Clone(), null)
                : (default, ApiProblems.Of("malformed", StatusCodes.Status400BadRequest));
        }
        catch (JsonException)
        {
            return (default, ApiProblems.Of("malformed", StatusCodes.Status400BadRequest));
        }
    }
}
