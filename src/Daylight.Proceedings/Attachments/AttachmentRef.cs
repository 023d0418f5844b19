using System.Text.Json.Serialization;

namespace Daylight.Proceedings;

/// <summary>A file as facts name it. The file itself is encrypted under the key of its case.</summary>
/// <param name="Hash">SHA-256 of the ciphertext, lower-case hexadecimal: under this it is kept, and an audit compares it.</param>
/// <param name="Content">SHA-256 of the file as it was handed in, so that it can be proven later.</param>
/// <param name="Case">Id of the case's key.</param>
/// <param name="Name">As the user named it, cleaned.</param>
/// <param name="Type">What it was found to be, as a media type: never what the browser claimed.</param>
/// <param name="Size">Bytes as handed in.</param>
public sealed record AttachmentRef(
    string Hash,
    string Content,
    string Case,
    string Name,
    string Type,
    long Size
)
{
    /// <summary>Whether a page may show it in the browser; everything else is handed out as a download only.</summary>
    [JsonIgnore]
    public bool MayBeShown =>
        Type is "application/pdf" or "image/jpeg" or "image/png" or "image/webp" or "text/plain";
}
