using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Daylight.Proceedings.Audit;

/// <summary>
/// A 128-bit keyed hash of (name, number, number). Two bags of such triples are equal when the sums of their fingerprints
/// are: order does not matter, and no more than the sums is kept. Not for signatures: it needs only that whoever wrote
/// the rows did not know the key, which is drawn anew for every audit.
/// </summary>
internal sealed class Fingerprint
{
    private readonly ulong _first = Random();
    private readonly ulong _second = Random();
    private readonly ulong _third = Random();
    private readonly ulong _fourth = Random();

    public UInt128 Of(ReadOnlySpan<byte> name, long one, long two)
    {
        var (a, b) = (_first ^ (ulong)name.Length, _second ^ (ulong)name.Length);
        for (; name.Length >= sizeof(ulong); name = name[sizeof(ulong)..])
        {
            Take(BinaryPrimitives.ReadUInt64LittleEndian(name), ref a, ref b);
        }

        Span<byte> rest = stackalloc byte[sizeof(ulong)];
        rest.Clear();
        name.CopyTo(rest);
        Take(BinaryPrimitives.ReadUInt64LittleEndian(rest), ref a, ref b);
        Take((ulong)one, ref a, ref b);
        Take((ulong)two, ref a, ref b);
        Take(_third, ref a, ref b);
        return new UInt128(a, b);
    }

    private void Take(ulong word, ref ulong a, ref ulong b)
    {
        a = Fold(a ^ word ^ _third, b ^ _fourth) + word;
        b = Fold(b ^ word ^ _second, a ^ _first) + (word << 1 | 1);
    }

    /// <summary>Both halves of the 128-bit product; never multiplies by zero.</summary>
    private static ulong Fold(ulong x, ulong y)
    {
        var high = Math.BigMul(x, y | 1, out var low);
        return high ^ low ^ x;
    }

    private static ulong Random() =>
        BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}
