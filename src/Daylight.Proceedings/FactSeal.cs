using System.Security.Cryptography;
using System.Text;
using Daylight.Ledger;

namespace Daylight.Proceedings;

/// <summary>
/// Seals the payload of one fact: key = HKDF-SHA256(case key, "act id / part"), so that one fact can be disclosed alone;
/// AES-256-GCM with log, act id and part as associated data, so that a ciphertext fits one place only.
/// </summary>
internal static class FactSeal
{
    public const string Algorithm = "A256GCM-HKDF";

    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static SealedPart Close(
        byte[] caseKey,
        string keyId,
        string log,
        ActPart part,
        ReadOnlySpan<byte> plain
    )
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceSize);
        var ciphertext = new byte[plain.Length + TagSize];
        using var gcm = new AesGcm(PayloadKey(caseKey, part), TagSize);
        gcm.Encrypt(
            nonce,
            plain,
            ciphertext.AsSpan(0, plain.Length),
            ciphertext.AsSpan(plain.Length),
            Place(log, part)
        );
        return new SealedPart(Algorithm, keyId, nonce, ciphertext);
    }

    /// <exception cref="AuthenticationTagMismatchException">when key, place or ciphertext do not belong together.</exception>
    public static byte[] Open(byte[] caseKey, string log, ActPart part, SealedPart box)
    {
        var plain = new byte[box.Ciphertext.Length - TagSize];
        using var gcm = new AesGcm(PayloadKey(caseKey, part), TagSize);
        gcm.Decrypt(
            box.Nonce.Span,
            box.Ciphertext.Span[..plain.Length],
            box.Ciphertext.Span[plain.Length..],
            plain,
            Place(log, part)
        );
        return plain;
    }

    /// <summary>The key of one payload; handing it over discloses that fact and no other.</summary>
    public static byte[] PayloadKey(byte[] caseKey, ActPart part) =>
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            caseKey,
            32,
            salt: [],
            info: Encoding.UTF8.GetBytes($"daylight/payload/v1\n{part.Id}\n{part.Part}")
        );

    private static byte[] Place(string log, ActPart part) =>
        Encoding.UTF8.GetBytes($"daylight/sealed/v1\n{log}\n{part.Id}\n{part.Part}");
}
