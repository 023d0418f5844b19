using System.Security.Cryptography;
using Daylight.Crypto;

namespace Daylight.Tests.Crypto;

public sealed class StreamSealTests
{
    private const int SmallBits = StreamSeal.LeastChunkBits;
    private const int Small = 1 << SmallBits;

    private static readonly byte[] s_context = "附件 1"u8.ToArray();

    public static TheoryData<Suite> Suites => [Suite.International, Suite.National];

    private static int Tag(Suite suite) => suite == Suite.National ? 32 : 16;

    private static async Task<byte[]> Seal(
        Suite suite,
        SecretBytes key,
        byte[] plaintext,
        int bits = SmallBits
    )
    {
        using var source = new Dribble(plaintext);
        using var destination = new MemoryStream();
        var length = await StreamSeal.SealAsync(
            suite,
            key,
            source,
            destination,
            s_context,
            bits,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(plaintext.Length, length);
        return destination.ToArray();
    }

    private static async Task<byte[]> Open(
        Suite suite,
        SecretBytes key,
        byte[] sealedBytes,
        byte[]? context = null
    )
    {
        using var source = new Dribble(sealedBytes);
        using var destination = new MemoryStream();
        var length = await StreamSeal.OpenAsync(
            suite,
            key,
            source,
            destination,
            context ?? s_context,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(destination.Length, length);
        return destination.ToArray();
    }

    private static Task<SealBrokenException> Refused(
        Suite suite,
        SecretBytes key,
        byte[] sealedBytes,
        byte[]? context = null
    ) => Assert.ThrowsAsync<SealBrokenException>(() => Open(suite, key, sealedBytes, context));

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Streams_of_every_length_open_again(Suite suite)
    {
        using var key = SecretBytes.Random(32);
        foreach (
            var length in (int[])
                [0, 1, Small - 1, Small, Small + 1, (2 * Small) - 1, 2 * Small, (2 * Small) + 1, 5 * Small]
        )
        {
            var plaintext = RandomNumberGenerator.GetBytes(length);
            var sealedBytes = await Seal(suite, key, plaintext);

            Assert.Equal(plaintext, await Open(suite, key, sealedBytes));
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task The_sealed_length_is_known_beforehand(Suite suite)
    {
        var module = CryptoModule.Of(suite);
        using var key = module.NewKey();
        foreach (var length in (int[])[0, 1, 65_535, 65_536, 65_537, 200_000])
        {
            using var plaintext = new MemoryStream(RandomNumberGenerator.GetBytes(length));
            using var sealedStream = new MemoryStream();
            using var opened = new MemoryStream();
            var stop = TestContext.Current.CancellationToken;

            await module.SealStreamAsync(key, plaintext, sealedStream, s_context, stop);
            Assert.Equal(StreamSeal.LengthOf(suite, length), sealedStream.Length);

            sealedStream.Position = 0;
            await module.OpenStreamAsync(key, sealedStream, opened, s_context, stop);
            Assert.Equal(plaintext.ToArray(), opened.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Every_flipped_bit_of_a_short_stream_is_refused(Suite suite)
    {
        using var key = SecretBytes.Random(32);
        var sealedBytes = await Seal(suite, key, "证据"u8.ToArray());

        foreach (var bad in Flip.EveryBit(sealedBytes))
        {
            await Refused(suite, key, bad);
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Every_cut_is_refused(Suite suite)
    {
        using var key = SecretBytes.Random(32);
        var plaintext = RandomNumberGenerator.GetBytes((2 * Small) + 5);
        var sealedBytes = await Seal(suite, key, plaintext);
        var chunk = Small + Tag(suite);

        foreach (
            var length in Enumerable
                .Range(0, StreamSeal.HeaderLength + Tag(suite) + 2)
                .Concat([StreamSeal.HeaderLength + chunk - 1, StreamSeal.HeaderLength + chunk])
                .Concat([StreamSeal.HeaderLength + chunk + 1, StreamSeal.HeaderLength + (2 * chunk)])
                .Concat([sealedBytes.Length - Tag(suite), sealedBytes.Length - 1])
        )
        {
            await Refused(suite, key, sealedBytes[..length]);
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Chunks_that_are_swapped_doubled_dropped_or_added_are_refused(Suite suite)
    {
        using var key = SecretBytes.Random(32);
        var sealedBytes = await Seal(suite, key, RandomNumberGenerator.GetBytes((3 * Small) + 7));
        var other = await Seal(suite, key, RandomNumberGenerator.GetBytes((3 * Small) + 7));
        var (header, chunks) = Cut(suite, sealedBytes);
        var (_, foreign) = Cut(suite, other);

        byte[] Join(params byte[][] parts) => [.. header, .. parts.SelectMany(part => part)];

        Assert.Equal(sealedBytes, Join([.. chunks]));
        foreach (
            var bad in (byte[][])
                [
                    Join(chunks[1], chunks[0], chunks[2], chunks[3]),
                    Join(chunks[0], chunks[0], chunks[1], chunks[2], chunks[3]),
                    Join(chunks[0], chunks[2], chunks[3]),
                    Join(chunks[0], chunks[1], chunks[2]),
                    Join(chunks[0], chunks[1], chunks[2], chunks[3], chunks[3]),
                    Join(chunks[0], chunks[1], chunks[2], chunks[3], [0]),
                    Join(chunks[0], foreign[1], chunks[2], chunks[3]),
                    Join(chunks[3]),
                ]
        )
        {
            await Refused(suite, key, bad);
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task A_stream_that_ends_at_a_chunk_takes_no_empty_chunk_more(Suite suite)
    {
        using var key = SecretBytes.Random(32);
        var full = await Seal(suite, key, RandomNumberGenerator.GetBytes(Small));
        var empty = await Seal(suite, key, []);

        await Refused(suite, key, [.. full, .. empty[StreamSeal.HeaderLength..]]);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Another_key_context_or_suite_is_refused(Suite suite)
    {
        using var key = SecretBytes.Random(32);
        using var stranger = SecretBytes.Random(32);
        var sealedBytes = await Seal(suite, key, [1, 2, 3]);

        await Refused(suite, stranger, sealedBytes);
        await Refused(suite, key, sealedBytes, []);
        await Refused(suite, key, sealedBytes, [.. s_context, 0]);
        await Refused((Suite)(3 - (byte)suite), key, sealedBytes);
    }

    [Fact]
    public async Task Faults_name_the_place()
    {
        using var key = SecretBytes.Random(32);
        var sealedBytes = await Seal(Suite.International, key, new byte[(2 * Small) + 1]);
        var second = (StreamSeal.HeaderLength + Small + 20) * 8;

        Assert.Contains(
            "chunk 1 was changed",
            (await Refused(Suite.International, key, Flip.Bit(sealedBytes, second))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "chunk 2, where it ends",
            (await Refused(Suite.International, key, sealedBytes[..^1])).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "DYLS",
            (await Refused(Suite.International, key, new byte[99])).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "version is 2",
            (await Refused(Suite.International, key, [.. sealedBytes[..4], 2, .. sealedBytes[5..]])).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_long_stream_is_never_held_whole()
    {
        const long length = 256L << 20;
        using var key = SecretBytes.Random(32);
        var before = GC.GetTotalAllocatedBytes();
        using var pipe = new Stretch(length);

        var sealedLength = await StreamSeal.SealAsync(
            Suite.International,
            key,
            pipe,
            Stream.Null,
            s_context,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(length, sealedLength);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 << 20);
    }

    private static (byte[] Header, List<byte[]> Chunks) Cut(Suite suite, byte[] sealedBytes) =>
        (
            sealedBytes[..StreamSeal.HeaderLength],
            [.. sealedBytes[StreamSeal.HeaderLength..].Chunk(Small + Tag(suite))]
        );

    /// <summary>Gives at most 1,000 bytes a read, as a network does.</summary>
    private sealed class Dribble(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        ) => base.ReadAsync(buffer[..Math.Min(buffer.Length, 1_000)], cancellationToken);
    }

    /// <summary>So many zero bytes that nobody holds.</summary>
    private sealed class Stretch(long length) : MemoryStream
    {
        private long _left = length;

        public override ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var read = (int)Math.Min(buffer.Length, _left);
            _left -= read;
            return ValueTask.FromResult(read);
        }
    }
}
