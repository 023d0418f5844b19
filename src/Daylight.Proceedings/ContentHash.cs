using System.Security.Cryptography;

namespace Daylight.Proceedings;

/// <summary>The hash under which packs, calendars and attachments are kept: SHA-256, lower-case hexadecimal.</summary>
public static class ContentHash
{
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
