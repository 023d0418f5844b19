using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Web;

/// <summary>
/// Every deadline of the road and every source with a clock of its own, seen on the page of its item a minute before it ends, at
/// its last instant and a millisecond later. All is assigned on 30 September 2026, the eve of the seven days of 国庆;
/// Saturday 10 October is worked.
/// </summary>
public sealed class ClockWalkTests(ClockWalkHost walk) : IClassFixture<ClockWalkHost>
{
    public static TheoryData<string, string> Boundaries
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var name in ClockWalkHost.Cases.Select(known => known.Name))
            {
                foreach (var boundary in ClockWalkHost.Around)
                {
                    rows.Add(name, boundary);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Boundaries))]
    public void The_page_shows_the_date_and_when_it_has_passed(string name, string boundary)
    {
        var known = ClockWalkHost.Cases.Single(other => other.Name == name);
        var page = walk.Seen[(name, boundary)];

        if (known.Duty is { } duty)
        {
            var told = page.Lapses.Where(line => line.Contains(duty, StringComparison.Ordinal)).ToList();
            Assert.Equal(boundary == ClockWalkHost.After ? known.Owing : 0, told.Count);
            Assert.All(told, line => Assert.Contains(Written(known.Due), line, StringComparison.Ordinal));
        }
        else
        {
            Assert.Equal([known.Due], page.Due);
            Assert.Equal(boundary == ClockWalkHost.After, page.Overdue);
        }

        Assert.Equal(known.Phase, page.Phase);
    }

    [Theory]
    [MemberData(nameof(Boundaries))]
    public void The_days_charged_to_holders_add_up_to_the_days_of_the_item(string name, string boundary)
    {
        var page = walk.Seen[(name, boundary)];
        var days = page.On.DayNumber - ClockWalkHost.Eve.DayNumber;
        var worked = Enumerable.Range(1, days).Count(n => IsWorked(ClockWalkHost.Eve.AddDays(n)));

        Assert.Equal((days, worked), (page.Days, page.WorkingDays));
    }

    [Fact]
    public void Every_closing_clock_of_the_packs_and_every_source_is_among_the_cases()
    {
        var rules = walk.Node.Logs[0].Clerk.Rules;
        var asked = ClockWalkHost.Cases.SelectMany(known => known.Norms).ToHashSet(StringComparer.Ordinal);
        var clocks = rules
            .Book.Packs.SelectMany(pack => pack.Norms)
            .Where(norm =>
                norm.Kind is NormKind.Deadline
                && norm.About?.StartsWith("item.", StringComparison.Ordinal) is true
            )
            .Select(norm => norm.Id.Text)
            .Except(s_unreached, StringComparer.Ordinal);

        Assert.Subset(asked, clocks.ToHashSet(StringComparer.Ordinal));
        Assert.Equal(
            Enum.GetValues<ItemSource>().ToHashSet(),
            ClockWalkHost.Cases.Select(known => known.Source).ToHashSet()
        );
    }

    /// <summary>Norms of a kind of matter that no form of this mechanism can name: their boundaries are worked cases of the packs.</summary>
    private static readonly string[] s_unreached =
    [
        "items.close.meeting-decision",
        "items.close.leader-difficult",
        "items.close.deputy-difficult",
    ];

    private static string Written(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";

    private static bool IsWorked(DateOnly day) =>
        day == new DateOnly(2026, 10, 10)
        || (
            day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
            && (day < new DateOnly(2026, 10, 1) || day > new DateOnly(2026, 10, 7))
        );
}

/// <summary>What a page showed.</summary>
/// <param name="Lapses">Text of every step 逾期 of the time line.</param>
public sealed record ClockPage(
    DateOnly On,
    IReadOnlyList<DateOnly> Due,
    bool Overdue,
    string Phase,
    IReadOnlyList<string> Lapses,
    int Days,
    int WorkingDays
);

/// <summary>One clock, with the date that follows from the notice of the State Council for 2026.</summary>
/// <param name="Duty">The words of the duty, where it is another than that of closing.</param>
public sealed record ClockCase(
    string Name,
    ItemSource Source,
    string? Given,
    DateOnly Due,
    string? Duty = null,
    string Phase = "办理中",
    bool Urgent = false
)
{
    public IReadOnlyList<string> Norms { get; init; } = [];

    /// <summary>How many units owe it.</summary>
    public int Owing { get; init; } = 1;
}

/// <summary>The demo county on the eve of a long holiday; plays all cases once and keeps what their pages showed.</summary>
public sealed partial class ClockWalkHost : DemoCountyHost
{
    public const string Before = "a minute before";
    public const string At = "at the last instant";
    public const string After = "a millisecond after";
    public static readonly DateOnly Eve = new(2026, 9, 30);
    public static readonly IReadOnlyList<string> Around = [Before, At, After];

    private const string Unit = "u-zhujian";
    private const string Body = "u-shuili";

    public static readonly IReadOnlyList<ClockCase> Cases =
    [
        new("minutes", ItemSource.Meeting, null, new(2026, 10, 20)) { Norms = ["items.close.minutes"] },
        new("document", ItemSource.SuperiorOrder, null, new(2026, 10, 30))
        {
            Norms = ["items.close.document"],
        },
        new("leader", ItemSource.LeaderNote, null, new(2026, 10, 15)) { Norms = ["items.close.leader"] },
        new("leader-urgent", ItemSource.LeaderNote, null, new(2026, 10, 5), Urgent: true)
        {
            Norms = ["items.close.leader-urgent"],
        },
        new("deputy", ItemSource.DeputyProposal, null, new(2026, 12, 30)) { Norms = ["items.close.deputy"] },
        new("deputy-later", ItemSource.DeputyProposal, "by:2026-12-31", new(2026, 12, 30)),
        new("given-earlier", ItemSource.Meeting, "by:2026-10-12", new(2026, 10, 12))
        {
            Norms = ["items.close"],
        },
        new("today", ItemSource.WorkReport, "month-end", new(2026, 9, 30)),
        new("in-the-holiday", ItemSource.InspectionRectification, "by:2026-10-07", new(2026, 10, 7)),
        new("one-working-day", ItemSource.Hotline, "1wd", new(2026, 10, 8)),
        new("five-working-days", ItemSource.CppccProposal, "5wd", new(2026, 10, 13)),
        new("seven-days", ItemSource.LivelihoodProject, "7d", new(2026, 10, 7)),
        new("sixty-days", ItemSource.AuditRectification, "60d", new(2026, 11, 29)),
        new("year-end", ItemSource.WorkReport, "year-end", new(2026, 12, 31)),
        new("sign", ItemSource.Meeting, null, new(2026, 10, 8), "签收", "待签收")
        {
            Norms = ["items.sign"],
            Owing = 2,
        },
        new("check", ItemSource.Meeting, null, new(2026, 10, 10), "审核报结", "报结，待审核")
        {
            Norms = ["items.check"],
        },
        new("rule", ItemSource.Meeting, null, new(2026, 10, 9), "裁定退办")
        {
            Norms = ["items.rule-on-return"],
        },
        new("obstacle", ItemSource.Meeting, null, new(2026, 10, 13), "答复堵点"),
        new("opinion", ItemSource.Meeting, null, new(2026, 10, 9), "提出协办意见"),
        new("node", ItemSource.Meeting, null, new(2026, 10, 9), "完成节点"),
        new("part", ItemSource.Meeting, null, new(2026, 10, 9), "完成分项"),
    ];

    public Dictionary<(string Name, string Boundary), ClockPage> Seen { get; } = [];

    protected override TimeProvider Under { get; } = new TestClock(Shanghai.At(Eve, new TimeOnly(9, 0)));

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var known in Cases)
        {
            await Play(known);
        }

        using var officer = await As("p-wang");
        var looks = Cases.SelectMany(known =>
            Around.Select(boundary =>
                (
                    known,
                    boundary,
                    When: Shanghai.StartOf(known.Due.AddDays(1))
                        + (
                            boundary is Before ? TimeSpan.FromMinutes(-1)
                            : boundary is At ? TimeSpan.FromMilliseconds(-1)
                            : TimeSpan.Zero
                        )
                )
            )
        );
        foreach (var look in looks.OrderBy(look => look.When))
        {
            await MoveTo(look.When);
            Seen[(look.known.Name, look.boundary)] = Read(
                await officer.Open($"/desk/items/clock-{look.known.Name}"),
                Shanghai.DayOf(look.When)
            );
        }
    }

    private async Task Play(ClockCase known)
    {
        var item = $"clock-{known.Name}";
        await Do(
            new Propose.Act(
                item,
                $"期限边界事项{known.Name}",
                known.Source,
                "县政府第41次常务会议纪要",
                "完成整改。",
                "o-county-head",
                Unit,
                [Body],
                known.Given,
                known.Urgent
            ),
            "p-wang"
        );
        await Do(new Approve.Act(item, 2026), "p-zhang");
        await Do(new Assign.Act(item, ""), "p-wang");
        if (known.Name is "sign")
        {
            return;
        }

        await Do(new Sign.Act(item, Unit, SigningWay.Screen, null), "p-li");
        await Do(new Sign.Act(item, Body, SigningWay.Screen, null), "p-shui");
        var day = known.Due;
        switch (known.Name)
        {
            case "check":
                await Do(new ReportDone.Act(item, "已完成。", []), "p-li");
                break;
            case "rule":
                await Do(new AskReturn.Act(item, Body, "不属本单位职责。"), "p-li");
                break;
            case "obstacle":
                await Do(
                    new Obstacles.RaiseAct(item, "o1", Body, "请提供管线图。", ObstacleCause.Teamwork),
                    "p-li"
                );
                break;
            case "opinion":
                await Do(new Opinions.AskAct(item, Body, "请提供数据。", day), "p-li");
                break;
            case "node":
                await Do(new Nodes.SetAct(item, [new("n1", "开工", day, false)]), "p-wang");
                break;
            case "part":
                await Do(
                    new Allot.Act(
                        item,
                        [new("p1", "甲段", Body, day, null), new("p2", "乙段", Unit, day.AddDays(1), null)]
                    ),
                    "p-li"
                );
                break;
            default:
                break;
        }
    }

    private async Task Do(Act act, string person)
    {
        var outcome = await Perform(act, person);
        Assert.True(outcome is Outcome.Recorded, $"{act}: {(outcome as Outcome.Refused)?.Refusal.Say().Zh}");
    }

    private static ClockPage Read(IParentNode page, DateOnly on)
    {
        var head = page.QuerySelector(".page-head .tags")!;
        var charges = page.QuerySelectorAll("main dd")
            .Select(term => Charged.Match(term.TextContent))
            .Where(match => match.Success)
            .ToList();
        return new(
            on,
            [
                .. head.QuerySelectorAll(".day > time")
                    .Select(time =>
                        DateOnly.Parse(
                            time.GetAttribute("datetime")!,
                            System.Globalization.CultureInfo.InvariantCulture
                        )
                    ),
            ],
            head.QuerySelectorAll(".mark").Any(mark => mark.TextContent == "逾期"),
            head.QuerySelector(".tag")!.TextContent,
            [
                .. page.QuerySelectorAll("main li")
                    .Where(step => step.QuerySelector("h3")?.TextContent.Trim() == "逾期")
                    .Select(step => step.TextContent),
            ],
            charges.Sum(match => Whole(match.Groups[1])),
            charges.Sum(match => Whole(match.Groups[2]))
        );
    }

    private static int Whole(Capture digits) =>
        int.Parse(digits.Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("^([0-9]+)天，其中工作日([0-9]+)天$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Charged { get; }
}
