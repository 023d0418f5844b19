using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Daylight.Accounts;

/// <summary>Passwords, kept as PBKDF2 with HMAC-SHA-512, a salt of their own and the count of rounds beside it.</summary>
public static class Passwords
{
    /// <summary>Letters at least. Length protects; rules on classes of letters make people write passwords down.</summary>
    public const int Least = 12;

    /// <summary>Letters at most, so that nobody makes the server hash a book.</summary>
    public const int Most = 128;

    /// <summary>Rounds of a new password: the count that OWASP names for PBKDF2 with HMAC-SHA-512.</summary>
    public const int Rounds = 210_000;

    private const int SaltSize = 16;
    private const int HashSize = 32;

    /// <summary>Rounds (4 bytes), salt (16), hash (32).</summary>
    public static byte[] Keep(string password, int rounds)
    {
        var kept = new byte[4 + SaltSize + HashSize];
        BinaryPrimitives.WriteInt32BigEndian(kept, rounds);
        var salt = kept.AsSpan(4, SaltSize);
        RandomNumberGenerator.Fill(salt);
        Derive(password, salt, rounds).CopyTo(kept.AsSpan(4 + SaltSize));
        return kept;
    }

    /// <summary>Whether it is this password; takes the same time either way.</summary>
    public static bool IsRight(string password, ReadOnlySpan<byte> kept)
    {
        var rounds = BinaryPrimitives.ReadInt32BigEndian(kept);
        var derived = Derive(
            password.Length > Most ? password[..Most] : password,
            kept.Slice(4, SaltSize),
            rounds
        );
        return CryptographicOperations.FixedTimeEquals(derived, kept[(4 + SaltSize)..])
            & password.Length <= Most;
    }

    /// <summary>What is wrong with a new password, or null where nothing is.</summary>
    public static PasswordFault? Fault(string password, string login, string name) =>
        password.Length < Least ? PasswordFault.TooShort
        : password.Length > Most ? PasswordFault.TooLong
        : password.Distinct().Count() < 5 || IsRun(password) ? PasswordFault.Simple
        : Has(password, login) || Has(password, name) ? PasswordFault.HasTheName
        : CommonPasswords.Has(password) ? PasswordFault.Common
        : null;

    private static bool Has(string password, string word) =>
        word.Length >= LoginName.Least && password.Contains(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Letters that follow one another all the way: abcdefghijkl, 987654321098.</summary>
    private static bool IsRun(string password)
    {
        var steps = password.Zip(password.Skip(1), (one, next) => next - one).ToList();
        return steps.TrueForAll(step => step is 1 or -9) || steps.TrueForAll(step => step is -1 or 9);
    }

    private static byte[] Derive(string password, ReadOnlySpan<byte> salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password),
            salt,
            rounds,
            HashAlgorithmName.SHA512,
            HashSize
        );
}

/// <summary>What is wrong with a new password.</summary>
public enum PasswordFault
{
    TooShort,
    TooLong,
    Simple,
    HasTheName,
    Common,
}

/// <summary>Stems of passwords that are tried first wherever passwords are tried, here and abroad.</summary>
internal static class CommonPasswords
{
    private static readonly string[] s_stems =
    [
        "password",
        "passw0rd",
        "qwertyuiop",
        "qwerty",
        "1qaz2wsx",
        "1q2w3e4r",
        "123456",
        "654321",
        "abc123",
        "abcd1234",
        "admin",
        "administrator",
        "iloveyou",
        "letmein",
        "welcome",
        "woaini",
        "5201314",
        "1314520",
        "woaiwojia",
        "xiangshan",
        "daylight",
        "yangguang",
        "china",
        "zhongguo",
        "111111",
        "000000",
        "888888",
        "666666",
        "a123456",
        "zxcvbnm",
        "asdfghjkl",
        "changeme",
        "test",
        "dragon",
        "monkey",
        "football",
        "sunshine",
        "princess",
        "guest",
        "root",
    ];

    /// <summary>Whether it is nothing but one or two of these, with a few more letters around them.</summary>
    public static bool Has(string password)
    {
        var left = password.ToLowerInvariant();
        foreach (var stem in s_stems.OrderByDescending(stem => stem.Length))
        {
            left = left.Replace(stem, "", StringComparison.Ordinal);
        }

        return left.Length < password.Length && left.Count(char.IsLetter) < 5;
    }
}
