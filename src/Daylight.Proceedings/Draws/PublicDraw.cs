using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Daylight.Proceedings.Draws;

/// <summary>
/// The draw of RFC 3797: who is drawn follows from a published pool and from numbers that nobody could know when it was
/// published (a lottery, a share index), so that anybody can draw again and see the same.
/// </summary>
public static class PublicDraw
{
    /// <summary>
    /// The key of RFC 3797 section 4: the values of each source in rising order, each with a point after it, and a stroke after
    /// each source. Sources keep their published order.
    /// </summary>
    /// <param name="sources">Whole numbers of each source, as published.</param>
    public static string Key(IEnumerable<IReadOnlyList<BigInteger>> sources) =>
        string.Concat(
            sources.Select(source =>
                string.Concat(
                    source.Order().Select(value => value.ToString(CultureInfo.InvariantCulture) + ".")
                ) + "/"
            )
        );

    /// <summary>Reads one line per source, its numbers parted by anything that is no digit; null where a line has no number.</summary>
    public static IReadOnlyList<IReadOnlyList<BigInteger>>? Read(string text)
    {
        var sources = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => (IReadOnlyList<BigInteger>)Numbers(line))
            .ToList();
        return sources.Count > 0 && sources.All(source => source.Count > 0) ? sources : null;
    }

    /// <summary>The places drawn, counted from 1, in the order of the draw; each at most once.</summary>
    /// <param name="pool">How many there are to draw from; at most 65,535.</param>
    /// <param name="count">How many are drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">when more are drawn than there are.</exception>
    public static IReadOnlyList<int> Draw(int pool, int count, string key)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pool, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, pool);
        var left = Enumerable.Range(1, pool).ToList();
        var drawn = new List<int>(count);
        for (var round = 0; round < count; round++)
        {
            var at = (int)(Hash(round, key) % left.Count);
            drawn.Add(left[at]);
            left.RemoveAt(at);
        }

        return drawn;
    }

    /// <summary>MD5 of the round in two bytes, the key, and the round again, as one whole number.</summary>
    internal static BigInteger Hash(int round, string key)
    {
        Span<byte> counter = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(counter, (ushort)round);
#pragma warning disable CA5351 // RFC 3797 names MD5; nothing here is kept secret by it, and everybody must get the same
        var hash = MD5.HashData([.. counter, .. Encoding.ASCII.GetBytes(key), .. counter]);
#pragma warning restore CA5351
        return new BigInteger(hash, isUnsigned: true, isBigEndian: true);
    }

    private static List<BigInteger> Numbers(string line)
    {
        var numbers = new List<BigInteger>();
        foreach (
            var digits in string.Concat(line.Select(c => char.IsAsciiDigit(c) ? c : ' '))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        )
        {
            numbers.Add(
                BigInteger.Parse(digits[..Math.Min(digits.Length, 30)], CultureInfo.InvariantCulture)
            );
        }

        return numbers;
    }
}
