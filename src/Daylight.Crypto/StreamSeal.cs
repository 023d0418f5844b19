using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Daylight.Crypto;

/// <summary>
/// Seals files of any size chunk by chunk (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015):
/// each chunk is sealed with its number and with a mark on the last one, so that a chunk that is changed, moved,
/// dropped, doubled or added behind the end does not open.
/// </summary>
/// <remarks>
/// <c>header (40) || chunk 0 || chunk 1 ...</c>; header = <c>"DYLS" || version 1 || suite || log2 of the chunk size ||
/// 0 || salt (32)</c>; chunk = ciphertext and tag; every chunk but the last is full, and the last is empty only in an
/// empty stream. See docs/formats/sealing.md.
/// </remarks>
public static class StreamSeal
{
    public const int HeaderLength = 40;

    /// <summary>Plaintext bytes of a full chunk.</summary>
    public const int ChunkLength = 1 << DefaultChunkBits;

    internal const int LeastChunkBits = 12;
    internal const int MostChunkBits = 20;

    private const int DefaultChunkBits = 16;
    private const int PrefixLength = 8;
    private const byte Version = 1;
    private const string What = "sealed stream";

    private static ReadOnlySpan<byte> Magic => "DYLS"u8;

    private static ReadOnlySpan<byte> Label => "daylight stream v1"u8;

    /// <summary>Bytes of the sealed form of so many plaintext bytes.</summary>
    public static long LengthOf(Suite suite, long plaintext)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(plaintext);
        var chunks = Math.Max(1, (plaintext + ChunkLength - 1) / ChunkLength);
        return HeaderLength
            + plaintext
            + (chunks * (suite == Suite.National ? HmacSm3.TagLength : AesBox.TagLength));
    }

    /// <summary>Reads the source to its end and writes its sealed form; holds two chunks at a time.</summary>
    /// <param name="suite">Which cipher.</param>
    /// <param name="key32">The key; each stream derives its own from it and a random salt.</param>
    /// <param name="source">Read from where it stands; not closed.</param>
    /// <param name="destination">Written from where it stands; flushed, not closed.</param>
    /// <param name="context">What the file is (its case, its id); needed again to open.</param>
    /// <param name="cancellation">Stops between chunks; what was written by then does not open.</param>
    /// <returns>Plaintext bytes sealed.</returns>
    public static Task<long> SealAsync(
        Suite suite,
        SecretBytes key32,
        Stream source,
        Stream destination,
        ReadOnlyMemory<byte> context,
        CancellationToken cancellation = default
    ) => SealAsync(suite, key32, source, destination, context, DefaultChunkBits, cancellation);

    internal static async Task<long> SealAsync(
        Suite suite,
        SecretBytes key32,
        Stream source,
        Stream destination,
        ReadOnlyMemory<byte> context,
        int chunkBits,
        CancellationToken cancellation
    )
    {
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        header[4] = Version;
        header[5] = (byte)suite;
        header[6] = (byte)chunkBits;
        RandomNumberGenerator.Fill(header.AsSpan(PrefixLength));
        using var cipher = CipherOf(suite, key32, header, context.Span);
        await destination.WriteAsync(header, cancellation);

        using var chunks = new Chunks(source, 1 << chunkBits);
        var output = new byte[(1 << chunkBits) + cipher.TagLength];
        for (var index = 0L; ; index++)
        {
            await chunks.NextAsync(cancellation);
            var chunk = output.AsMemory(0, chunks.Current.Length + cipher.TagLength);
            cipher.Seal(Nonce(index, chunks.IsLast), chunks.Current.Span, chunk.Span);
            await destination.WriteAsync(chunk, cancellation);
            if (chunks.IsLast)
            {
                await destination.FlushAsync(cancellation);
                return chunks.Total;
            }
        }
    }

    /// <summary>
    /// Reads a sealed stream to its end and writes its plaintext. A chunk is written only after it was found
    /// authentic, but that the stream is whole is known only when this returns: on an exception, throw away what was
    /// written.
    /// </summary>
    /// <returns>Plaintext bytes written.</returns>
    /// <exception cref="SealBrokenException">
    /// Changed, cut, extended, reordered, or of another key, suite or context; names the chunk.
    /// </exception>
    public static async Task<long> OpenAsync(
        Suite suite,
        SecretBytes key32,
        Stream source,
        Stream destination,
        ReadOnlyMemory<byte> context,
        CancellationToken cancellation = default
    )
    {
        var header = new byte[HeaderLength];
        var read = await source.ReadAtLeastAsync(
            header,
            HeaderLength,
            throwOnEndOfStream: false,
            cancellation
        );
        var chunkLength = CheckHeader(suite, header.AsSpan(0, read));
        using var cipher = CipherOf(suite, key32, header, context.Span);

        using var chunks = new Chunks(source, chunkLength + cipher.TagLength);
        var output = new byte[chunkLength];
        try
        {
            for (var (index, written) = (0L, 0L); ; index++)
            {
                await chunks.NextAsync(cancellation);
                var plaintext = output.AsMemory(0, Math.Max(0, chunks.Current.Length - cipher.TagLength));
                Open(cipher, chunks, index, plaintext.Span);
                await destination.WriteAsync(plaintext, cancellation);
                written += plaintext.Length;
                if (chunks.IsLast)
                {
                    await destination.FlushAsync(cancellation);
                    return written;
                }
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(output);
        }
    }

    private static void Open(ChunkCipher cipher, Chunks chunks, long index, Span<byte> plaintext)
    {
        if (chunks.Current.Length < cipher.TagLength)
        {
            throw new SealBrokenException(What, $"it ends inside chunk {index}");
        }

        if (!cipher.Open(Nonce(index, chunks.IsLast), chunks.Current.Span, plaintext))
        {
            throw new SealBrokenException(
                What,
                chunks.IsLast
                    ? $"chunk {index}, where it ends, was changed or is not its last, or it belongs to another key or another context"
                    : $"chunk {index} was changed or moved, or it belongs to another key or another context"
            );
        }

        if (plaintext.IsEmpty && index > 0)
        {
            throw new SealBrokenException(What, $"chunk {index} is empty, which only the first may be");
        }
    }

    private static int CheckHeader(Suite suite, ReadOnlySpan<byte> header)
    {
        if (header.Length < HeaderLength)
        {
            throw SealBrokenException.TooShort(What, header.Length, HeaderLength);
        }

        if (!header.StartsWith(Magic))
        {
            throw new SealBrokenException(What, "it does not begin with DYLS");
        }

        if (header[4] != Version)
        {
            throw new SealBrokenException(
                What,
                $"its version is {header[4]}, and this program reads version {Version}"
            );
        }

        if (header[6] is < LeastChunkBits or > MostChunkBits || header[7] != 0)
        {
            throw new SealBrokenException(
                What,
                $"its header names a chunk size of 2^{header[6]}, and the reserved byte is {header[7]}"
            );
        }

        Form.MustBe(suite, header[5..], What);
        return 1 << header[6];
    }

    private static ChunkCipher CipherOf(
        Suite suite,
        SecretBytes key32,
        ReadOnlySpan<byte> header,
        ReadOnlySpan<byte> context
    ) =>
        ChunkCipher.Of(
            suite,
            key32.Span,
            header[PrefixLength..],
            [.. Label, .. header[..PrefixLength], .. context]
        );

    /// <summary>11 bytes of number, big-endian, and 1 byte that is 1 on the last chunk.</summary>
    private static byte[] Nonce(long index, bool last)
    {
        var nonce = new byte[ChunkCipher.NonceLength];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(3), index);
        nonce[^1] = last ? (byte)1 : (byte)0;
        return nonce;
    }

    /// <summary>Reads full pieces and knows one ahead which is the last.</summary>
    private sealed class Chunks(Stream source, int length) : IDisposable
    {
        private byte[] _current = new byte[length];
        private byte[] _ahead = new byte[length];
        private int _currentLength;
        private int _aheadLength = -1;

        internal ReadOnlyMemory<byte> Current => _current.AsMemory(0, _currentLength);

        internal bool IsLast => _aheadLength == 0;

        internal long Total { get; private set; }

        internal async ValueTask NextAsync(CancellationToken cancellation)
        {
            if (_aheadLength < 0)
            {
                _aheadLength = await ReadAsync(_ahead, cancellation);
            }

            (_current, _ahead, _currentLength) = (_ahead, _current, _aheadLength);
            _aheadLength = _currentLength < length ? 0 : await ReadAsync(_ahead, cancellation);
            Total += _currentLength;
        }

        public void Dispose()
        {
            CryptographicOperations.ZeroMemory(_current);
            CryptographicOperations.ZeroMemory(_ahead);
        }

        private ValueTask<int> ReadAsync(byte[] buffer, CancellationToken cancellation) =>
            source.ReadAtLeastAsync(buffer, length, throwOnEndOfStream: false, cancellation);
    }
}
