using System.Security.Cryptography;
using System.Text;
using Daylight.Crypto.Native;

namespace Daylight.Crypto;

/// <summary>Makes keys out of keys (HKDF, RFC 5869) and out of passphrases (PBKDF2, RFC 8018).</summary>
public static class KeyDerivation
{
    /// <summary>Fewest rounds for a passphrase of a person.</summary>
    public const int LeastIterations = 600_000;

    private const int HashLength = 32;

    /// <summary>
    /// A key of its own per purpose: HKDF with SHA-256 or SM3. Different <paramref name="info"/> give keys that
    /// tell nothing about each other.
    /// </summary>
    /// <param name="suite">Which hash.</param>
    /// <param name="secret">Input key material, at least 16 bytes.</param>
    /// <param name="salt">May be empty.</param>
    /// <param name="info">The purpose, in any encoding that is unambiguous.</param>
    /// <param name="length">1 to 8,160 bytes.</param>
    public static SecretBytes Hkdf(
        Suite suite,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> info,
        int length
    )
    {
        if (secret.Length < 16)
        {
            throw new ArgumentException(
                $"{nameof(secret)} has {secret.Length} bytes; to derive keys it needs at least 16.",
                nameof(secret)
            );
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 255 * HashLength);
        var derived = SecretBytes.Random(length);
        switch (suite)
        {
            case Suite.International:
                HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, derived.Buffer, salt, info);
                break;
            case Suite.National:
                HkdfSm3(secret, salt, info, derived.Buffer);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(suite), suite, "No such suite.");
        }

        return derived;
    }

    /// <summary>32 bytes out of a passphrase and a salt: PBKDF2 with HMAC-SHA-256 or HMAC-SM3.</summary>
    /// <param name="suite">Which hash.</param>
    /// <param name="passphrase">As typed; its UTF-8 bytes count.</param>
    /// <param name="salt">Random, at least 16 bytes, kept beside what the key protects.</param>
    /// <param name="iterations">At least <see cref="LeastIterations"/>; kept beside the salt.</param>
    public static SecretBytes FromPassphrase(
        Suite suite,
        string passphrase,
        ReadOnlySpan<byte> salt,
        int iterations = LeastIterations
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, LeastIterations);
        if (salt.Length < 16)
        {
            throw new ArgumentException(
                $"{nameof(salt)} has {salt.Length} bytes; a passphrase needs a random salt of at least 16.",
                nameof(salt)
            );
        }

        return Pbkdf2(suite, passphrase, salt, iterations, HashLength);
    }

    internal static SecretBytes Pbkdf2(
        Suite suite,
        string passphrase,
        ReadOnlySpan<byte> salt,
        int iterations,
        int length
    )
    {
        using var typed = SecretBytes.TakeFrom(Encoding.UTF8.GetBytes(passphrase));
        var key = SecretBytes.Random(length);
        switch (suite)
        {
            case Suite.International:
                Rfc2898DeriveBytes.Pbkdf2(typed.Span, salt, key.Buffer, iterations, HashAlgorithmName.SHA256);
                break;
            case Suite.National:
                Pbkdf2Sm3(typed.Span, salt, iterations, key.Buffer);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(suite), suite, "No such suite.");
        }

        return key;
    }

    private static void Pbkdf2Sm3(
        ReadOnlySpan<byte> typed,
        ReadOnlySpan<byte> salt,
        int iterations,
        Span<byte> key
    ) =>
        OpenSsl.Succeeded(
            LibCrypto.PKCS5_PBKDF2_HMAC(
                typed,
                typed.Length,
                salt,
                salt.Length,
                iterations,
                Algorithms.Sm3,
                key.Length,
                key
            ),
            nameof(LibCrypto.PKCS5_PBKDF2_HMAC)
        );

    private static void HkdfSm3(
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> info,
        Span<byte> output
    )
    {
        using var extracted = SecretBytes.TakeFrom(HmacSm3.Tag(salt, secret));
        Span<byte> block = stackalloc byte[HashLength];
        for (var (done, counter) = (0, (byte)1); done < output.Length; done += HashLength, counter++)
        {
            using var expand = new HmacSm3Run(extracted.Span);
            expand.Append(done == 0 ? [] : block);
            expand.Append(info);
            expand.Append([counter]);
            expand.Finish(block);
            block[..Math.Min(HashLength, output.Length - done)].CopyTo(output[done..]);
        }

        CryptographicOperations.ZeroMemory(block);
    }
}
