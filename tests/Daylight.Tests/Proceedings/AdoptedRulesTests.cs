using System.Text;
using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Tests.Proceedings;

/// <summary>A fault in what was adopted never takes the service down.</summary>
public sealed class AdoptedRulesTests
{
    private static AdoptedRules Adopt(AdoptedRules rules, Fact fact, string content) =>
        rules.Apply(fact, _ => Encoding.UTF8.GetBytes(content));

    [Fact]
    public void A_pack_that_this_program_cannot_read_leaves_the_former_version_in_force_and_says_so()
    {
        var before = Trial.National;
        var newer = new PackAdopted("national", "国家规定", new PackHash(new string('0', 64)), "");

        var after = Adopt(
            before,
            newer,
            """{"pack.yaml":{"pack":"=national","title":"=国家规定","speaks":"=2"}}"""
        );

        Assert.Equal(before.Book.Packs.Single().Hash, after.Book.Packs.Single().Hash);
        var unread = Assert.Single(after.Unread);
        Assert.Equal("national", unread.Name);
        Assert.Contains("speaks", unread.Why.Zh, StringComparison.Ordinal);
        Assert.Empty(Adopt(after, newer, Trial.Pack("national")).Unread);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("not json")]
    public void Content_that_is_no_pack_at_all_is_a_fault_and_no_exception(string content)
    {
        var after = Adopt(
            Trial.National,
            new PackAdopted("xiangshan", "象山", new PackHash(new string('0', 64)), ""),
            content
        );

        Assert.Single(after.Book.Packs);
        Assert.Equal("xiangshan", Assert.Single(after.Unread).Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void A_year_that_cannot_be_read_leaves_the_calendar_as_it_was(string content)
    {
        var after = Adopt(Trial.National, new CalendarAdopted(2027, "通知", ""), content);

        Assert.Equal(Trial.National.Calendar.Hash, after.Calendar.Hash);
        Assert.Equal("2027", Assert.Single(after.Unread).Name);
    }
}
