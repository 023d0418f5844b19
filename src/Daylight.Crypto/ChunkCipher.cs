using System.Security.Cryptography;

namespace Daylight.Crypto;

/// <summary>Seals the chunks of one stream under that stream's own key; a nonce (12 bytes) is used once.</summary>
internal abstract class ChunkCipher : IDisposable
{
    internal const int NonceLength = 12;

    internal abstract int TagLength { get; }

    /// <summary>Writes ciphertext and tag.</summary>
    internal abstract void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, Span<byte> chunk);

    /// <summary>False, and nothing usable written, where the chunk is not the one sealed with that nonce.</summary>
    internal abstract bool Open(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> chunk, Span<byte> plaintext);

    public abstract void Dispose();

    internal static ChunkCipher Of(
        Suite suite,
        ReadOnlySpan<byte> key32,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> info
    )
    {
        Length.MustBe(32, key32);
        using var streamKey = KeyDerivation.Hkdf(suite, key32, salt, info, suite == Suite.National ? 48 : 32);
        return suite switch
        {
            Suite.International => new AesChunks(streamKey.Span),
            Suite.National => new Sm4Chunks(streamKey.Span),
        };
    }
}

internal sealed class AesChunks(ReadOnlySpan<byte> key32) : ChunkCipher
{
    private readonly AesGcm _aes = new(key32, AesBox.TagLength);

    internal override int TagLength => AesBox.TagLength;

    internal override void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, Span<byte> chunk) =>
        _aes.Encrypt(nonce, plaintext, chunk[..plaintext.Length], chunk[plaintext.Length..]);

    internal override bool Open(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> chunk, Span<byte> plaintext)
    {
        try
        {
            _aes.Decrypt(nonce, chunk[..^TagLength], chunk[^TagLength..], plaintext);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public override void Dispose() => _aes.Dispose();
}

/// <summary>
/// SM4-CTR, then HMAC-SM3 over nonce and ciphertext. The first counter block is the nonce and 4 zero bytes, so that
/// counters of different chunks never meet (a chunk has at most 2^16 blocks).
/// </summary>
internal sealed class Sm4Chunks(ReadOnlySpan<byte> key48) : ChunkCipher
{
    private readonly SecretBytes _keys = SecretBytes.CopyOf(key48);

    internal override int TagLength => HmacSm3.TagLength;

    internal override void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, Span<byte> chunk)
    {
        var ciphertext = chunk[..plaintext.Length];
        Crypt(nonce, plaintext, ciphertext);
        Tag(nonce, ciphertext, chunk[plaintext.Length..]);
    }

    internal override bool Open(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> chunk, Span<byte> plaintext)
    {
        Span<byte> expected = stackalloc byte[HmacSm3.TagLength];
        Tag(nonce, chunk[..^TagLength], expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, chunk[^TagLength..]))
        {
            return false;
        }

        Crypt(nonce, chunk[..^TagLength], plaintext);
        return true;
    }

    public override void Dispose() => _keys.Dispose();

    private void Crypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> counter = stackalloc byte[Sm4.BlockLength];
        counter.Clear();
        nonce.CopyTo(counter);
        Sm4.Ctr(_keys.Span[..Sm4.KeyLength], counter, input, output);
    }

    private void Tag(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, Span<byte> tag)
    {
        using var running = new HmacSm3Run(_keys.Span[Sm4.KeyLength..]);
        running.Append(nonce);
        running.Append(ciphertext);
        running.Finish(tag);
    }
}
