using Daylight.Crypto.Native;
using Framework = System.Security.Cryptography.SHA256;

namespace Daylight.Crypto;

/// <summary>SHA-256 (FIPS 180-4) of short inputs, millions of them: leaves and nodes of a tree.</summary>
public static class Sha256
{
    public const int HashLength = 32;

    /// <summary>Writes the 32 bytes of the hash.</summary>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        Length.MustBe(HashLength, hash);
        if (BulkSha256.IsThere && data.Length <= BulkSha256.MostBytes)
        {
            BulkSha256.Hash(data, hash);
        }
        else
        {
            Framework.HashData(data, hash);
        }
    }
}
