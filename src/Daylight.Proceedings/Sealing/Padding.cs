using System.Security.Cryptography;

namespace Daylight.Proceedings.Sealing;

/// <summary>
/// Zero bytes behind a JSON text up to one of a few lengths, so that the length of a ciphertext tells little of what is in
/// it. A JSON text never ends in a zero byte.
/// </summary>
internal static class Padding
{
    /// <summary>Lengths of sealed facts; part of the format (docs/formats/ledger.md).</summary>
    public static IReadOnlyList<int> FactBuckets { get; } = [1024, 2048, 4096, 8192, 16_384, 24_064];

    /// <summary>The text padded to the smallest bucket that holds it, or null where none does.</summary>
    public static byte[]? ToBucket(ReadOnlySpan<byte> text, IReadOnlyList<int> buckets)
    {
        foreach (var bucket in buckets)
        {
            if (text.Length <= bucket)
            {
                var padded = new byte[bucket];
                text.CopyTo(padded);
                return padded;
            }
        }

        return null;
    }

    /// <summary>The text padded to the next multiple of a step.</summary>
    public static byte[] ToMultiple(ReadOnlySpan<byte> text, int step)
    {
        var padded = new byte[(text.Length + step) / step * step];
        text.CopyTo(padded);
        return padded;
    }

    /// <summary>The text without its zero bytes.</summary>
    /// <exception cref="CryptographicException">when there is no text in front of them.</exception>
    public static ReadOnlySpan<byte> Strip(ReadOnlySpan<byte> padded)
    {
        var text = padded.TrimEnd((byte)0);
        return text.IsEmpty
            ? throw new CryptographicException("A padded text holds nothing but zero bytes.")
            : text;
    }
}
