using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using Daylight.Ui;

namespace Daylight.Web;

/// <summary>Serves the built files of all assemblies, packed once at the start and kept for ever by browsers.</summary>
internal static class AssetFiles
{
    private sealed record Packed(Asset Asset, byte[] Brotli, byte[] Gzip);

    public static void MapAssets(this IEndpointRouteBuilder routes, IEnumerable<Assembly> assemblies)
    {
        var files = assemblies
            .SelectMany(assembly => BuiltAssets.Of(assembly).Values)
            .Select(asset => new Packed(asset, Brotli(asset.Content), Gzip(asset.Content)))
            .ToFrozenDictionary(file => file.Asset.Href[BuiltAssets.Folder.Length..]);
        routes.MapGet(
            BuiltAssets.Folder + "{file}",
            (HttpContext context, string file) => Send(context, files.GetValueOrDefault(file))
        );
    }

    private static Task Send(HttpContext context, Packed? file)
    {
        if (file is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        var (encoding, content) =
            accepted.Contains("br", StringComparison.Ordinal) ? ("br", file.Brotli)
            : accepted.Contains("gzip", StringComparison.Ordinal) ? ("gzip", file.Gzip)
            : (null, file.Asset.Content);
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.ContentType = file.Asset.ContentType;
        headers.ContentEncoding = encoding;
        headers.Vary = "Accept-Encoding";
        headers.ContentLength = content.Length;
        return context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }

    private static byte[] Brotli(byte[] content) =>
        Pack(content, into => new BrotliStream(into, CompressionLevel.SmallestSize));

    private static byte[] Gzip(byte[] content) =>
        Pack(content, into => new GZipStream(into, CompressionLevel.SmallestSize));

    private static byte[] Pack(byte[] content, Func<Stream, Stream> packer)
    {
        using var packed = new MemoryStream();
        using (var stream = packer(packed))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }
}
