using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Daylight.Crypto;
using Daylight.Proceedings.Sealing;

namespace Daylight.Proceedings;

/// <summary>
/// What makes two submissions the same: id, kind and content of the act, and the person. Keyed, so that whoever holds the
/// database cannot confirm a guess of what somebody did; that of an act with sealed facts is keyed by their case as well, so
/// that nobody can once the case is erased.
/// </summary>
/// <remarks>
/// 34 bytes: suite, 1 where a case keys it too, else 0, and 32 bytes of HMAC. Kept with 16 bytes more, a mark by which an audit
/// tells a spoiled digest: what an act said is not in the log, so that it could not compute the digest anew. The secrets
/// are derived from the master key, per log, so that all nodes have them, they need no place of their own, and they lie
/// outside the database.
/// </remarks>
internal sealed class ActDigests(SecretBytes master, string jurisdiction, Suite suite)
{
    private readonly SecretBytes _secret = KeyDerivation.Hkdf(
        suite,
        master.Span,
        [],
        Encoding.UTF8.GetBytes($"daylight/act-digest/v1\n{jurisdiction}"),
        32
    );

    private const int Length = 34;

    private const int MarkLength = 16;

    private const int MostOnStack = 512;

    private readonly SecretBytes _marks = KeyDerivation.Hkdf(
        Suite.International,
        master.Span,
        [],
        Encoding.UTF8.GetBytes($"daylight/act-mark/v1\n{jurisdiction}"),
        32
    );

    /// <summary>
    /// An act as it was handed in, files by what they hold: a file that is handed in again is encrypted anew, and is the same file.
    /// </summary>
    private static readonly JsonSerializerOptions s_content = new(FactJson.Options)
    {
        TypeInfoResolver = (
            FactJson.Options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()
        ).WithAddedModifier(WithoutCiphertext),
    };

    private static void WithoutCiphertext(JsonTypeInfo info)
    {
        if (
            info.Type == typeof(AttachmentRef)
            && info.Properties.FirstOrDefault(property =>
                property.Name.Equals(nameof(AttachmentRef.Hash), StringComparison.OrdinalIgnoreCase)
            )
                is { } hash
        )
        {
            info.Properties.Remove(hash);
        }
    }

    /// <summary>A digest as it is kept: with the mark that binds it to the id of its act.</summary>
    public byte[] Marked(string actId, byte[] digest)
    {
        // As ActMarks puts it together, at once: making a MAC that can be fed costs more than this one.
        var id = Encoding.UTF8.GetByteCount(actId);
        Span<byte> input = id > MostOnStack ? new byte[Length + id] : stackalloc byte[Length + id];
        digest.CopyTo(input);
        Encoding.UTF8.GetBytes(actId, input[Length..]);
        Span<byte> mac = stackalloc byte[32];
        HMACSHA256.HashData(_marks.Span, input, mac);
        return [.. digest, .. mac[..MarkLength]];
    }

    /// <summary>Checks many of them; for one thread.</summary>
    public ActMarks Marks() => new(_marks);

    /// <summary>The digest of an act as it was handed in.</summary>
    public byte[] Of(Submission submission)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(submission.ActId);
            writer.WriteStringValue(submission.Act.GetType().FullName);
            writer.WriteStringValue(submission.Mandate.Person);
            JsonSerializer.Serialize(writer, submission.Act, submission.Act.GetType(), s_content);
            writer.WriteEndArray();
        }

        var digest = new byte[Length];
        digest[0] = (byte)suite;
        if (suite is Suite.International)
        {
            HMACSHA256.HashData(_secret.Span, buffer.WrittenSpan, digest.AsSpan(2));
        }
        else
        {
            Mac(_secret, buffer.WrittenSpan).CopyTo(digest, 2);
        }

        return digest;
    }

    /// <summary>The digest as it is kept where the act recorded sealed facts, by the case of the first of them.</summary>
    public byte[] Bound(byte[] digest, CaseKey key)
    {
        using var own = key.Derive("daylight/act-digest/v1");
        return [(byte)suite, 1, .. Mac(own, digest)];
    }

    /// <summary>Whether a kept digest is that of an act; never where the key of its case is gone.</summary>
    public bool Same(ReadOnlySpan<byte> kept, byte[] digest, CaseKey? key) =>
        kept.Length == Length + MarkLength
        && CryptographicOperations.FixedTimeEquals(
            kept[..Length],
            kept[1] == 0 ? digest
                : key is null ? []
                : Bound(digest, key)
        );

    /// <summary>
    /// An act id in the place of one that the client chose, which may tell the time: for acts of day precision. The same id
    /// gives the same one again.
    /// </summary>
    public string Untimed(string actId) =>
        Convert.ToHexStringLower(Mac(_secret, Encoding.UTF8.GetBytes($"daylight/untimed/v1\n{actId}")))[..40];

    private byte[] Mac(SecretBytes key, ReadOnlySpan<byte> data) =>
        suite switch
        {
            Suite.International => HMACSHA256.HashData(key.Span, data),
            Suite.National => HmacSm3.Tag(key.Span, data),
        };
}

/// <summary>Marks of kept digests. Not thread safe.</summary>
internal sealed class ActMarks(SecretBytes secret) : IDisposable
{
    private const int Length = 16;

    private readonly IncrementalHash _mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Span);

    /// <summary>Whether a kept digest is as it was written, for this act.</summary>
    public bool Fits(ReadOnlySpan<byte> actId, ReadOnlySpan<byte> kept)
    {
        if (kept.Length <= Length)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[32];
        Write(actId, kept[..^Length], mac);
        return CryptographicOperations.FixedTimeEquals(mac[..Length], kept[^Length..]);
    }

    public void Dispose() => _mac.Dispose();

    // The digest's length is fixed, so that no two pairs give the same bytes.
    private void Write(ReadOnlySpan<byte> actId, ReadOnlySpan<byte> digest, Span<byte> mac)
    {
        _mac.AppendData(digest);
        _mac.AppendData(actId);
        _mac.GetHashAndReset(mac);
    }
}
