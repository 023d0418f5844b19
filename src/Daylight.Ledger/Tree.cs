using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;
using Daylight.Crypto;

namespace Daylight.Ledger;

/// <summary>The hashes of a Merkle tree as RFC 6962 section 2.1 (RFC 9162) defines them, over SHA-256.</summary>
public static class Tree
{
    private const byte LeafMark = 0x00;
    private const byte NodeMark = 0x01;
    private const int OnStack = 512;

    /// <summary>SHA-256 of nothing: the root of a tree without entries.</summary>
    public static Hash EmptyRoot => Hash.FromBytes(SHA256.HashData([]));

    /// <summary>SHA-256(0x00 || entry).</summary>
    public static Hash LeafHash(ReadOnlySpan<byte> entry)
    {
        var length = entry.Length + 1;
        var rented = length > OnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        var input = (rented ?? stackalloc byte[OnStack])[..length];
        input[0] = LeafMark;
        entry.CopyTo(input[1..]);
        var hash = Digest(input);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    /// <summary>SHA-256(0x00 || the 32 bytes of a commitment).</summary>
    public static Hash LeafHash(in Hash entry)
    {
        Span<byte> input = stackalloc byte[1 + Hash.Size];
        input[0] = LeafMark;
        entry.CopyTo(input[1..]);
        return Digest(input);
    }

    /// <summary>SHA-256(0x01 || left || right).</summary>
    public static Hash Node(in Hash left, in Hash right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * Hash.Size)];
        input[0] = NodeMark;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Hash.Size)..]);
        return Digest(input);
    }

    /// <summary>The root over leaf hashes, computed anew; for checking, not for growing (see <see cref="Edge"/>).</summary>
    public static Hash Root(ReadOnlySpan<Hash> leafHashes) =>
        leafHashes.Length switch
        {
            0 => EmptyRoot,
            1 => leafHashes[0],
            var n => Node(Root(leafHashes[..(int)Split(n)]), Root(leafHashes[(int)Split(n)..])),
        };

    /// <summary>The largest power of two below <paramref name="size"/>: how many entries the left subtree has.</summary>
    internal static long Split(long size) => 1L << BitOperations.Log2((ulong)(size - 1));

    private static Hash Digest(ReadOnlySpan<byte> input)
    {
        Span<byte> digest = stackalloc byte[Hash.Size];
        Sha256.Hash(input, digest);
        return Hash.FromBytes(digest);
    }
}
