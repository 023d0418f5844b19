using Daylight.Registry;
using Daylight.Tests.Proceedings;
using Daylight.Web.Demo;

namespace Daylight.Tests.Web;

/// <summary>The demo county as data: real places, invented people, no gap left open.</summary>
public sealed class DemoDataTests
{
    private static readonly DemoCounty s_county = DemoCounty.Read(
        Path.Combine(Repository.Root, "samples", "xiangshan")
    );

    private static readonly string[] s_towns =
    [
        "丹东街道",
        "丹西街道",
        "爵溪街道",
        "石浦镇",
        "西周镇",
        "鹤浦镇",
        "贤庠镇",
        "墙头镇",
        "泗洲头镇",
        "定塘镇",
        "涂茨镇",
        "大徐镇",
        "新桥镇",
        "东陈乡",
        "晓塘乡",
        "黄避岙乡",
        "茅洋乡",
        "高塘岛乡",
    ];

    [Fact]
    public void There_are_85_teams_and_877_posts_as_in_the_essays()
    {
        Assert.Equal(85, s_county.Units.Count);
        Assert.Equal(877, s_county.Posts.Count);
        Assert.Equal(877, s_county.Posts.Select(post => post.Id).Distinct().Count());
        Assert.Equal(877, s_county.Posts.Select(post => post.PersonName).Distinct().Count());
        Assert.All(
            s_county.Units,
            unit => Assert.Contains(s_county.Posts, post => post.Unit == unit.Id && post.Traits.InTeam)
        );
    }

    [Fact]
    public void The_towns_are_the_real_ones() =>
        Assert.Equal(
            s_towns.Order(),
            s_county.Units.Where(unit => unit.Kind is UnitKind.Town).Select(unit => unit.ShortName).Order()
        );

    [Fact]
    public void Every_code_is_well_formed_and_no_credit_code_is_a_real_one() =>
        Assert.All(
            s_county.Units,
            unit =>
            {
                Assert.Null(UnitCode.Fault(unit.Code));
                Assert.True(unit.Code.Length == 9 || unit.Code.Contains("DEM", StringComparison.Ordinal));
            }
        );

    [Fact]
    public void Everybody_is_marked_as_invented()
    {
        Assert.All(
            s_county.Posts,
            post => Assert.EndsWith("（虚构）", post.PersonName, StringComparison.Ordinal)
        );
        Assert.All(
            s_county.People,
            person => Assert.EndsWith("（虚构）", person.Name, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Whoever_can_be_visited_holds_a_post_of_the_registry() =>
        Assert.All(
            s_county.People,
            person =>
                Assert.Contains(
                    s_county.Posts,
                    post => post.Id == person.Office && post.Person == person.Id && post.Unit == person.Unit
                )
        );

    [Fact]
    public void Some_two_hundred_matters_come_from_ten_sources_and_no_gap_is_left_open()
    {
        var runs = DemoRun.Of(s_county, new DateOnly(2026, 11, 22));

        Assert.InRange(s_county.Matters.Count, 60, 200);
        Assert.InRange(runs.Count + s_county.Items.Count, 180, 250);
        Assert.Equal(10, s_county.Matters.Select(matter => matter.Source).Distinct().Count());
        Assert.All(
            runs,
            run =>
            {
                var texts = run.Title + run.Reference + run.Demand + run.Progress + run.Done;
                Assert.DoesNotContain('{', texts);
                Assert.DoesNotContain("（）", texts, StringComparison.Ordinal);
                Assert.All(
                    [run.Lead, .. run.Assistants],
                    unit => Assert.Contains(s_county.Units, known => known.Id == unit)
                );
                Assert.DoesNotContain(run.Lead, run.Assistants);
            }
        );
    }

    [Fact]
    public void The_same_day_gives_the_same_county()
    {
        var day = new DateOnly(2026, 11, 22);
        Assert.Equal(
            DemoRun.Of(s_county, day).Select(run => (run.Id, run.Day, run.Title)),
            DemoRun
                .Of(DemoCounty.Read(Path.Combine(Repository.Root, "samples", "xiangshan")), day)
                .Select(run => (run.Id, run.Day, run.Title))
        );
    }
}
