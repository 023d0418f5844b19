using System.Text;
using Daylight.Accounts;

namespace Daylight.Tests.Accounts;

public sealed class TotpTests
{
    /// <summary>RFC 6238, appendix B, SHA-1.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void The_vectors_of_RFC_6238_hold(long seconds, string code) =>
        Assert.Equal(
            code,
            Totp.Code(
                Encoding.ASCII.GetBytes("12345678901234567890"),
                Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds)),
                digits: 8
            )
        );

    /// <summary>RFC 4226, appendix D.</summary>
    [Theory]
    [InlineData(0, "755224")]
    [InlineData(1, "287082")]
    [InlineData(9, "520489")]
    public void The_vectors_of_RFC_4226_hold(long counter, string code) =>
        Assert.Equal(code, Totp.Code(Encoding.ASCII.GetBytes("12345678901234567890"), counter));

    /// <summary>RFC 4648, section 10, without padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void The_vectors_of_base32_hold(string plain, string text) =>
        Assert.Equal(text, Totp.Base32(Encoding.ASCII.GetBytes(plain)));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_clock_may_be_one_step_off_and_no_more(int off, bool good)
    {
        var secret = Encoding.ASCII.GetBytes("12345678901234567890");
        var now = DateTimeOffset.FromUnixTimeSeconds(1_900_000_000);

        var step = Totp.StepOf(secret, Totp.Code(secret, Totp.StepAt(now) + off), now);

        Assert.Equal(good ? Totp.StepAt(now) + off : null, step);
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("")]
    [InlineData("abcdef")]
    public void What_is_no_code_is_refused(string typed) =>
        Assert.Null(
            Totp.StepOf(
                Encoding.ASCII.GetBytes("12345678901234567890"),
                typed,
                DateTimeOffset.FromUnixTimeSeconds(59)
            )
        );

    [Fact]
    public void The_address_in_the_QR_code_is_what_authenticators_read() =>
        Assert.Equal(
            "otpauth://totp/%E9%98%B3%E5%85%89%20Daylight:wang?secret=MZXW6YTBOI&issuer=%E9%98%B3%E5%85%89%20Daylight&algorithm=SHA1&digits=6&period=30",
            Totp.Uri(Encoding.ASCII.GetBytes("foobar"), "阳光 Daylight", "wang")
        );
}
