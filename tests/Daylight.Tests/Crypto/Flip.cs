namespace Daylight.Tests.Crypto;

/// <summary>Damaged copies of a byte string.</summary>
internal static class Flip
{
    internal static byte[] Bit(ReadOnlySpan<byte> bytes, int bit)
    {
        var copy = bytes.ToArray();
        copy[bit / 8] ^= (byte)(1 << (bit % 8));
        return copy;
    }

    internal static IEnumerable<byte[]> EveryBit(byte[] bytes) =>
        Enumerable.Range(0, bytes.Length * 8).Select(bit => Bit(bytes, bit));

    internal static IEnumerable<byte[]> EveryPrefix(byte[] bytes) =>
        Enumerable.Range(0, bytes.Length).Select(length => bytes[..length]);
}
