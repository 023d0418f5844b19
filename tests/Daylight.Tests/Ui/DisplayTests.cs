using Daylight.Ui;

namespace Daylight.Tests.Ui;

public sealed class DisplayTests
{
    public static TheoryData<Language, Shade, TextSize> Every =>
        [
            .. from language in Enum.GetValues<Language>()
            from shade in Enum.GetValues<Shade>()
            from size in Enum.GetValues<TextSize>()
            select (language, shade, size),
        ];

    [Theory]
    [MemberData(nameof(Every))]
    public void Every_display_survives_its_cookie(Language language, Shade shade, TextSize size)
    {
        var display = new Display(language, shade, size);

        Assert.Equal(display, Display.Parse(display.ToString(), null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("zh-Hans")]
    [InlineData("zh-Hans.auto.standard.more")]
    [InlineData("fr.auto.standard")]
    [InlineData("en.1.standard")]
    [InlineData("en.auto.<script>")]
    public void Anything_else_is_no_display(string? cookie) =>
        Assert.False(Display.TryParse(cookie, null, out _));

    [Fact]
    public void A_wrong_display_says_how_to_write_one()
    {
        var thrown = Assert.Throws<FormatException>(() => Display.Parse("dark", null));

        Assert.Contains("'dark'", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("zh-Hans.auto.standard", thrown.Message, StringComparison.Ordinal);
    }
}
