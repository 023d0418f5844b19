using System.Buffers;
using Daylight.Crypto;

namespace Daylight.Ledger;

/// <summary>
/// What the public log shows of a fact: SHA-256 over a fixed prefix, 32 random bytes of salt, and the envelope.
/// </summary>
/// <remarks>
/// The salt hides the envelope: without it nobody can guess envelopes and compare. The prefix keeps the
/// value apart from every other use of SHA-256 in the ledger.
/// </remarks>
public static class Commitment
{
    /// <summary>Bytes of salt, from a cryptographic random source, fresh for every fact.</summary>
    public const int SaltSize = 32;

    private const int OnStack = 2048;

    private static ReadOnlySpan<byte> Prefix => "daylight/fact/v1\n"u8;

    /// <summary>The log entry of a fact: the 32 bytes that are appended to the tree.</summary>
    /// <exception cref="ArgumentException">when the salt has not 32 bytes.</exception>
    public static Hash Of(ReadOnlySpan<byte> salt32, ReadOnlySpan<byte> envelope)
    {
        if (salt32.Length != SaltSize)
        {
            throw new ArgumentException($"A salt has {SaltSize} bytes, not {salt32.Length}.", nameof(salt32));
        }

        var length = Prefix.Length + SaltSize + envelope.Length;
        var rented = length > OnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        var input = (rented ?? stackalloc byte[OnStack])[..length];
        Prefix.CopyTo(input);
        salt32.CopyTo(input[Prefix.Length..]);
        envelope.CopyTo(input[(Prefix.Length + SaltSize)..]);
        Span<byte> digest = stackalloc byte[Hash.Size];
        Sha256.Hash(input, digest);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return Hash.FromBytes(digest);
    }
}
