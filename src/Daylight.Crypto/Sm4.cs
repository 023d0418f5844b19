using Daylight.Crypto.Native;

namespace Daylight.Crypto;

/// <summary>
/// SM4 (GB/T 32907-2016) in counter mode: a bare key stream without authentication, so it stays inside; callers
/// outside use <see cref="Sm4Box"/> or the stream format.
/// </summary>
internal static class Sm4
{
    internal const int KeyLength = 16;
    internal const int BlockLength = 16;

    /// <summary>
    /// Adds the key stream of (key, first counter block) to the input; encrypts and decrypts. The counter is the
    /// whole block as a big-endian number. Input and output may be the same memory.
    /// </summary>
    internal static void Ctr(
        ReadOnlySpan<byte> key16,
        ReadOnlySpan<byte> counter16,
        ReadOnlySpan<byte> input,
        Span<byte> output
    )
    {
        Length.MustBe(KeyLength, key16);
        Length.MustBe(BlockLength, counter16);
        using var context = CipherContext.Create();
        OpenSsl.Succeeded(
            LibCrypto.EVP_EncryptInit_ex2(context, Algorithms.Sm4Ctr, key16, counter16, 0),
            nameof(LibCrypto.EVP_EncryptInit_ex2)
        );
        OpenSsl.Succeeded(
            LibCrypto.EVP_EncryptUpdate(context, output[..input.Length], out _, input, input.Length),
            nameof(LibCrypto.EVP_EncryptUpdate)
        );
    }
}
