namespace Daylight.Tests.Web;

public sealed class GlossaryTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    [Theory]
    [InlineData("/desk/glossary")]
    [InlineData("/about/glossary")]
    public async Task Every_word_of_the_glossary_is_on_its_page(string address)
    {
        using var walker = await county.As(null);
        var words = new List<AngleSharp.Dom.IElement>();
        foreach (var chapter in (await walker.Open(address)).QuerySelectorAll("nav.tabs a"))
        {
            var page = await walker.Open(chapter.GetAttribute("href")!);
            words.AddRange(page.QuerySelectorAll("main tbody tr"));
        }

        var lines = Habits
            .Tree.Read("docs/glossary.md")
            .Split('\n')
            .Count(line => line.StartsWith('|') && line.Contains('`', StringComparison.Ordinal));
        Assert.InRange(words.Count, lines - 2, lines);
        Assert.Contains(words, word => word.TextContent.Contains("办理身份", StringComparison.Ordinal));
    }
}
