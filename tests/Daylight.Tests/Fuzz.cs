using System.Globalization;
using System.Text;

namespace Daylight.Tests;

/// <summary>
/// Mutations of good inputs, the same in every run. DAYLIGHT_FUZZ_CASES sets how many each parser gets, for longer runs
/// by hand.
/// </summary>
internal static class Fuzz
{
    /// <summary>Bytes that parsers of any kind stumble over.</summary>
    private static readonly string[] s_awkward =
    [
        "\n",
        "\n\n",
        " ",
        "\0",
        "\r",
        "/",
        "../",
        "\ufeff",
        "\ud83d\ude02",
    ];

    /// <param name="usual">Cases in a usual run.</param>
    public static int Cases(int usual) =>
        int.TryParse(
            Environment.GetEnvironmentVariable("DAYLIGHT_FUZZ_CASES"),
            CultureInfo.InvariantCulture,
            out var cases
        )
            ? cases
            : usual;

    /// <summary>Gives a parser mutated inputs, after each good one as it is.</summary>
    /// <param name="parse">Returns what would be written for what it accepted, or null; it asserts what else it likes.</param>
    /// <param name="isNamed">The exceptions by which bad input is refused.</param>
    public static async Task Parser(
        string name,
        int cases,
        IReadOnlyList<byte[]> seeds,
        Func<byte[], Task<byte[]?>> parse,
        Func<Exception, bool> isNamed,
        params IReadOnlyList<string> words
    )
    {
        foreach (var seed in seeds)
        {
            await parse(seed);
        }

        var random = new Random(name.Length * 7919);
        for (var i = 0; i < cases; i++)
        {
            var input = Mutated(seeds, random, words);
            try
            {
                if (await parse(input) is { } written)
                {
                    Assert.Equal(input, written);
                }
            }
            catch (Exception fault) when (isNamed(fault))
            {
                Assert.NotEmpty(fault.Message);
            }
            catch (Exception fault)
            {
                Assert.Fail($"{name}, case {i}: {fault}\ninput (hex): {Convert.ToHexStringLower(input)}");
            }
        }
    }

    /// <summary>One of the seeds with some bits flipped, bytes replaced, stretches cut, doubled, or taken from elsewhere.</summary>
    /// <param name="words">Words of the format, put in anywhere.</param>
    public static byte[] Mutated(
        IReadOnlyList<byte[]> seeds,
        Random random,
        params IReadOnlyList<string> words
    )
    {
        List<byte> bytes = [.. seeds[random.Next(seeds.Count)]];
        for (var times = 1 + (random.Next(4) * random.Next(3)); times > 0; times--)
        {
            Once(bytes, seeds, random, random.Next(2) == 0 || words.Count == 0 ? s_awkward : words);
        }

        return [.. bytes];
    }

    private static void Once(
        List<byte> bytes,
        IReadOnlyList<byte[]> seeds,
        Random random,
        IReadOnlyList<string> words
    )
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, 1 + random.Next(random.Next(2) == 0 ? 4 : 200));
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(words[random.Next(words.Count)]));
                break;
            case 5:
                var other = seeds[random.Next(seeds.Count)];
                bytes.InsertRange(at, other.AsSpan(random.Next(other.Length + 1)).ToArray());
                break;
            case 6:
                bytes.InsertRange(at, Enumerable.Repeat((byte)0xff, random.Next(12)));
                break;
            default:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
        }
    }
}
