using System.Security.Cryptography;
using System.Text.Json;

namespace Daylight.Proceedings;

/// <summary>What makes two submissions the same: kind and content of the act, and the person.</summary>
internal static class ActDigest
{
    /// <summary>SHA-256, 32 bytes.</summary>
    public static byte[] Of(Submission submission)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(submission.Act.GetType().FullName);
            writer.WriteStringValue(submission.Mandate.Person);
            JsonSerializer.Serialize(writer, submission.Act, submission.Act.GetType(), FactJson.Options);
            writer.WriteEndArray();
        }

        return SHA256.HashData(buffer.WrittenSpan);
    }
}
