using System.Security.Cryptography;
using System.Text;

namespace Daylight.Accounts;

/// <summary>
/// Keys derived from the instance's master key, which lies outside the database: whoever holds the database alone reads
/// no shared secret out of it and tries no short code against it.
/// </summary>
public sealed class AccountsKeys
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly byte[] _seal;
    private readonly byte[] _mac;

    /// <param name="master">32 bytes.</param>
    public AccountsKeys(byte[] master, string jurisdiction)
    {
        _seal = Derive(master, jurisdiction, "seal");
        _mac = Derive(master, jurisdiction, "mac");
    }

    /// <summary>AES-256-GCM under a fresh nonce; opens only under the same context.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain, string context)
    {
        var box = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var gcm = new AesGcm(_seal, TagSize);
        gcm.Encrypt(
            box.AsSpan(0, NonceSize),
            plain,
            box.AsSpan(NonceSize, plain.Length),
            box.AsSpan(NonceSize + plain.Length),
            Encoding.UTF8.GetBytes(context)
        );
        return box;
    }

    /// <summary>The plain bytes, or null where the box was not sealed here under this context.</summary>
    public byte[]? Open(ReadOnlySpan<byte> box, string context)
    {
        if (box.Length < NonceSize + TagSize)
        {
            return null;
        }

        var plain = new byte[box.Length - NonceSize - TagSize];
        using var gcm = new AesGcm(_seal, TagSize);
        try
        {
            gcm.Decrypt(
                box[..NonceSize],
                box[NonceSize..^TagSize],
                box[^TagSize..],
                plain,
                Encoding.UTF8.GetBytes(context)
            );
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>HMAC-SHA-256 of a text for a purpose, in hexadecimal.</summary>
    public string Mac(string purpose, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_mac, Encoding.UTF8.GetBytes($"{purpose}\n{text}")));

    private static byte[] Derive(byte[] master, string jurisdiction, string use) =>
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            master,
            32,
            info: Encoding.UTF8.GetBytes($"daylight/accounts/v1/{use}\n{jurisdiction}")
        );
}
