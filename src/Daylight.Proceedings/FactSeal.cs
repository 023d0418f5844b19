using System.Security.Cryptography;
using System.Text;
using Daylight.Crypto;
using Daylight.Ledger;
using Daylight.Proceedings.Sealing;

namespace Daylight.Proceedings;

/// <summary>
/// Seals one fact, padded, in a box of the suite of its case's key: under a key derived from that of the case by act and
/// part, so that one fact can be disclosed alone, and with log, act and part as context, so that a box fits one place only.
/// The formats are in docs/formats/ledger.md and docs/formats/sealing.md.
/// </summary>
internal static class FactSeal
{
    public const string International = "A256GCM-HKDF";
    public const string National = "SM4CTR-HMACSM3-HKDF";

    /// <exception cref="EnvelopeTooLargeException">when it is longer than the largest bucket.</exception>
    public static SealedPart Close(CaseKey key, string log, ActPart part, ReadOnlySpan<byte> plain)
    {
        var padded =
            Padding.ToBucket(plain, Padding.FactBuckets)
            ?? throw new EnvelopeTooLargeException(plain.Length * 4L / 3);
        using var payload = PayloadKey(key, part);
        var box = key.Module.Seal(payload, padded, Place(log, part));
        var nonce = NonceSize(key.Module.Suite);
        return new SealedPart(NameOf(key.Module.Suite), key.Id, box.AsMemory(0, nonce), box.AsMemory(nonce));
    }

    /// <exception cref="CryptographicException">when key, place or ciphertext do not belong together.</exception>
    public static byte[] Open(CaseKey key, string log, ActPart part, SealedPart box)
    {
        if (box.Alg != NameOf(key.Module.Suite))
        {
            throw new CryptographicException(
                $"The fact says {box.Alg}, and the key of its case belongs to {NameOf(key.Module.Suite)}."
            );
        }

        using var payload = PayloadKey(key, part);
        return Padding
            .Strip(key.Module.Open(payload, [.. box.Nonce.Span, .. box.Ciphertext.Span], Place(log, part)))
            .ToArray();
    }

    /// <summary>The key of one payload; handing it over discloses that fact and no other.</summary>
    public static SecretBytes PayloadKey(CaseKey key, ActPart part) =>
        key.Derive($"daylight/payload/v1\n{part.Id}\n{part.Part}");

    private static byte[] Place(string log, ActPart part) =>
        Encoding.UTF8.GetBytes($"daylight/sealed/v1\n{log}\n{part.Id}\n{part.Part}");

    private static string NameOf(Suite suite) =>
        suite switch
        {
            Suite.International => International,
            Suite.National => National,
        };

    /// <summary>How a box begins (docs/formats/sealing.md); the envelope names the nonce by itself.</summary>
    private static int NonceSize(Suite suite) =>
        suite switch
        {
            Suite.International => 12,
            Suite.National => 16,
        };
}
