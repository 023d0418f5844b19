using System.Text.Json;
using System.Text.Json.Serialization;

namespace Daylight.Proceedings.Backup;

/// <summary>What stands first inside a backup.</summary>
/// <param name="V">1.</param>
/// <param name="MadeAt">By the host's clock.</param>
/// <param name="Driver">The database that it was made from.</param>
/// <param name="Logs">Each log at the one state that the backup shows.</param>
public sealed record BackupManifest(
    int V,
    BackupPart Part,
    DateTimeOffset MadeAt,
    string Driver,
    IReadOnlyList<BackedUpLog> Logs
)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, s_options);

    internal static BackupManifest Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(bytes, s_options) is { V: 1 } manifest
                ? manifest
                : throw BackupBrokenException.Malformed("its manifest is of another version");
        }
        catch (JsonException fault)
        {
            throw BackupBrokenException.Malformed(
                $"its manifest is no JSON of the form it must have ({fault.Message})"
            );
        }
    }
}

/// <summary>One log in a backup.</summary>
/// <param name="Size">Facts.</param>
/// <param name="Root">Root of the tree over them, in hexadecimal.</param>
/// <param name="Checkpoint">The newest signed checkpoint stored then, or null before the first; it may be of fewer facts.</param>
public sealed record BackedUpLog(string Jurisdiction, long Size, string Root, string? Checkpoint);
