using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Daylight.Proceedings;

/// <summary>Time-ordered ids of facts: milliseconds, then randomness, as 32 hexadecimal digits.</summary>
public static class FactIds
{
    /// <summary>A new id. <paramref name="at"/> is the instant of recording.</summary>
    public static string New(DateTimeOffset at) => Guid.CreateVersion7(at).ToString("N");

    /// <summary>Bytes that <see cref="New(DateTimeOffset, ReadOnlySpan{byte})"/> takes.</summary>
    internal const int RandomBytes = 10;

    /// <summary>The same of given random bytes.</summary>
    internal static string New(DateTimeOffset at, ReadOnlySpan<byte> random)
    {
        // RFC 9562, version 7: 48 bits of milliseconds, the version, 12 random bits, the variant, 62 random bits.
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, at.ToUnixTimeMilliseconds() << 16);
        random[..RandomBytes].CopyTo(id[6..]);
        id[6] = (byte)((id[6] & 0x0F) | 0x70);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return Convert.ToHexStringLower(id);
    }

    /// <summary>An id that tells no time: 32 random hexadecimal digits.</summary>
    public static string Untimed() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Whether a text may be an act id: 1 to 64 letters, digits, dots, colons, hyphens and underscores.</summary>
    public static bool IsActId(string id) =>
        id.Length is > 0 and <= 64 && !id.AsSpan().ContainsAnyExcept(s_inActIds);

    private static readonly SearchValues<char> s_inActIds = SearchValues.Create(
        "-_.:0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>The id of an act that follows from another thing by itself, the same on every node.</summary>
    public static string Derived(string from, string cause) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{from}\n{cause}")))[
            ..40
        ];
}
