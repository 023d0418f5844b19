using System.Globalization;
using System.Text;
using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

public sealed class InstantTextTests
{
    [Theory]
    [InlineData("0001-01-01T00:00:00.000Z")]
    [InlineData("2024-02-29T23:59:59.999Z")]
    [InlineData("9999-12-31T23:59:59.999Z")]
    public void An_instant_that_exists_is_read(string text)
    {
        Assert.True(InstantText.TryParse(Encoding.UTF8.GetBytes(text), out var instant));
        Assert.Equal(text, instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.Zero, instant.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000-01-01T00:00:00.000Z")]
    [InlineData("2026-02-29T00:00:00.000Z")]
    [InlineData("2026-04-31T00:00:00.000Z")]
    [InlineData("2026-00-01T00:00:00.000Z")]
    [InlineData("2026-13-01T00:00:00.000Z")]
    [InlineData("2026-01-00T00:00:00.000Z")]
    [InlineData("2026-01-01T24:00:00.000Z")]
    [InlineData("2026-01-01T00:60:00.000Z")]
    [InlineData("2026-01-01T00:00:60.000Z")]
    [InlineData("2026-01-01T00:00:00.00Z")]
    [InlineData("2026-01-01T00:00:00.0000Z")]
    [InlineData("2026-01-01t00:00:00.000Z")]
    [InlineData("2026-01-01T00:00:00.000z")]
    [InlineData("2026-01-01 00:00:00.000Z")]
    [InlineData("+026-01-01T00:00:00.000Z")]
    [InlineData("2026-01-01T00:00:00.-01Z")]
    public void Anything_else_is_not(string text) =>
        Assert.False(InstantText.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void It_agrees_with_the_framework_on_texts_with_one_character_changed()
    {
        const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        foreach (var text in new[] { "2026-02-28T19:59:59.999Z", "2000-10-31T00:00:00.000Z" })
        {
            for (var at = 0; at < text.Length; at++)
            {
                for (var c = ' '; c <= '~'; c++)
                {
                    var changed = $"{text[..at]}{c}{text[(at + 1)..]}";
                    var exists = DateTimeOffset.TryParseExact(
                        changed,
                        Form,
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.AssumeUniversal,
                        out var expected
                    );

                    Assert.Equal(exists, InstantText.TryParse(Encoding.UTF8.GetBytes(changed), out var read));
                    Assert.Equal(exists ? expected : default, read);
                }
            }
        }
    }
}
