using System.Security.Cryptography;
using System.Text;
using Daylight.Accounts;

namespace Daylight.Tests.Accounts;

public sealed class PasswordTests
{
    [Fact]
    public void A_password_is_kept_as_PBKDF2_with_its_count_and_a_salt_of_its_own()
    {
        var kept = Passwords.Keep("correct-horse-battery", 1_000);
        var again = Passwords.Keep("correct-horse-battery", 1_000);

        Assert.NotEqual(kept, again);
        Assert.Equal(
            Rfc2898DeriveBytes.Pbkdf2(
                Encoding.UTF8.GetBytes("correct-horse-battery"),
                kept.AsSpan(4, 16),
                1_000,
                HashAlgorithmName.SHA512,
                32
            ),
            kept[20..]
        );
        Assert.True(Passwords.IsRight("correct-horse-battery", kept));
        Assert.False(Passwords.IsRight("correct-horse-batterz", kept));
        Assert.False(Passwords.IsRight("", kept));
    }

    [Fact]
    public void New_passwords_take_210000_rounds() =>
        Assert.Equal(210_000, new AccountsOptions().PasswordRounds);

    [Theory]
    [InlineData("elevenchars", PasswordFault.TooShort)]
    [InlineData("aaaabbbbaaaa", PasswordFault.Simple)]
    [InlineData("abcdefghijklm", PasswordFault.Simple)]
    [InlineData("098765432109", PasswordFault.Simple)]
    [InlineData("password1234567", PasswordFault.Common)]
    [InlineData("Woaini1314520!", PasswordFault.Common)]
    [InlineData("my-wangdudu-2026", PasswordFault.HasTheName)]
    [InlineData("四季轮回看山看水再看云天", null)]
    [InlineData("twelve-chars", null)]
    public void New_passwords_are_looked_at(string password, PasswordFault? fault) =>
        Assert.Equal(fault, Passwords.Fault(password, "wangdudu", "王督督（虚构）"));

    [Fact]
    public void Length_has_its_bounds()
    {
        var text = string.Concat(Enumerable.Repeat("看山是山看水是水", 17));

        Assert.Null(Passwords.Fault(text[..Passwords.Least], "", "").NotSimple());
        Assert.Null(Passwords.Fault(text[..Passwords.Most], "", "").NotSimple());
        Assert.Equal(PasswordFault.TooLong, Passwords.Fault(text[..(Passwords.Most + 1)], "", ""));
    }
}

file static class PasswordFaults
{
    public static PasswordFault? NotSimple(this PasswordFault? fault) =>
        fault is PasswordFault.Simple ? null : fault;
}
