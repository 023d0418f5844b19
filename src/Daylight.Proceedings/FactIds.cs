using System.Security.Cryptography;

namespace Daylight.Proceedings;

/// <summary>Time-ordered ids of facts: milliseconds, then randomness, as 32 hexadecimal digits.</summary>
public static class FactIds
{
    /// <summary>A new id. <paramref name="at"/> is the instant of recording.</summary>
    public static string New(DateTimeOffset at) => Guid.CreateVersion7(at).ToString("N");

    /// <summary>An id that tells no time: 32 random hexadecimal digits.</summary>
    public static string Untimed() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Whether a text may be an act id: 1 to 64 letters, digits, dots, colons, hyphens and underscores.</summary>
    public static bool IsActId(string id) =>
        id.Length is > 0 and <= 64
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');

    /// <summary>The id of an act that follows from another thing by itself, the same on every node.</summary>
    public static string Derived(string from, string cause) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{from}\n{cause}")))[
            ..40
        ];
}
