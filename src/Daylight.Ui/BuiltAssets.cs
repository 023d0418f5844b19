using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace Daylight.Ui;

/// <summary>One built file that pages load, embedded in an assembly as <c>assets/name</c>.</summary>
/// <param name="Href">Its address: the name carries the hash of the content, so it may be kept for ever.</param>
public sealed record Asset(string Name, string Href, string ContentType, byte[] Content);

/// <summary>The embedded assets of an assembly, by name.</summary>
public static class BuiltAssets
{
    public const string Folder = "/assets/";

    private static readonly FrozenDictionary<string, string> s_types = new Dictionary<string, string>
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".wasm"] = "application/wasm",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Asset> s_own = Of(typeof(BuiltAssets).Assembly);

    /// <summary>The address of one of the assets of Daylight.Ui itself.</summary>
    public static string Href(string name) => s_own[name].Href;

    public static FrozenDictionary<string, Asset> Of(Assembly assembly) =>
        assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith("assets/", StringComparison.Ordinal))
            .Select(name => Read(assembly, name))
            .ToFrozenDictionary(asset => asset.Name);

    private static Asset Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);

        var name = resource["assets/".Length..];
        var ending = Path.GetExtension(name);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
        return new Asset(
            name,
            $"{Folder}{Path.GetFileNameWithoutExtension(name)}.{hash}{ending}",
            s_types[ending],
            content
        );
    }
}
