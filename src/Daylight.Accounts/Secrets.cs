using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;

namespace Daylight.Accounts;

/// <summary>Secrets that are shown once.</summary>
internal static class Secrets
{
    /// <summary>256 random bits in base64url.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>So many random digits, each equally likely.</summary>
    public static string Digits(int count) =>
        string.Concat(
            Enumerable
                .Range(0, count)
                .Select(_ => RandomNumberGenerator.GetInt32(10).ToString(CultureInfo.InvariantCulture))
        );
}
