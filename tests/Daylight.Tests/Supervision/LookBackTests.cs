using Daylight.Proceedings;
using Daylight.Proceedings.Draws;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.LookBack;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Supervision;

/// <summary>Looking back at closed items: announced, posted, drawn, looked at, told.</summary>
public sealed class LookBackTests
{
    private static readonly Mandate s_second = Trial.Officer(
        "p-second",
        "o-supervision-2",
        "u-supervision",
        "supervision.run"
    );

    private static AnnounceDraw.Act Announce(
        string draw = "d1",
        int size = 1,
        int pool = 1,
        string from = "2026-05-01",
        string to = "2026-05-31",
        string seeds = "2026-06-10"
    ) =>
        new(
            draw,
            DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
            DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture),
            [.. Enumerable.Range(1, pool).Select(n => $"督2026-{n:0000}")],
            size,
            ["福彩双色球第2026065期红球", "上证指数收盘点位（整数部分）"],
            DateOnly.Parse(seeds, System.Globalization.CultureInfo.InvariantCulture)
        );

    /// <summary>An item closed in May by the officer, on 2 June.</summary>
    private static Trial Closed()
    {
        var trial = Road.InHand();
        trial.Grants(new ReportDone.Act("i1", "完成2.9公里。", []), Road.Housing);
        trial.Grants(new Check.LayBeforeAct("i1", ""), Road.Officer);
        trial.Grants(new Speak.Act("i1", true, ""), Road.Head);
        trial.Grants(new Close.Act("i1"), Road.Officer);
        trial.Now = new(2026, 6, 2, 9, 0, 0, TimeSpan.FromHours(8));
        return trial;
    }

    private static Trial Drawn()
    {
        var trial = Closed();
        trial.Grants(Announce(), Road.Officer);
        trial.Grants(new PostDraw.Act("d1"), Road.Editor);
        trial.Now = new(2026, 6, 10, 22, 0, 0, TimeSpan.FromHours(8));
        trial.Grants(new MakeDraw.Act("d1", ["3 8 15 21 27 33", "3321"]), Road.Officer);
        return trial;
    }

    private static RecordLook.Act Look(bool held) => new("d1", "i1", held, "实地查看", "管网在用。", []);

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(20, 1, true)]
    [InlineData(21, 1, false)]
    [InlineData(21, 2, true)]
    [InlineData(21, 22, false)]
    public void The_norm_says_how_many_are_drawn_at_least(int pool, int size, bool granted)
    {
        var trial = Closed();
        var act = Announce(size: size, pool: pool);
        if (granted)
        {
            trial.Grants(act, Road.Officer);
        }
        else
        {
            Assert.NotNull(trial.Refuses<SampleSizeIsWrong>(act, Road.Officer).Under);
        }
    }

    [Fact]
    public void What_could_be_known_already_draws_nothing()
    {
        var trial = Closed();
        trial.Refuses<SeedsMayBeKnown>(Announce(seeds: "2026-06-02"), Road.Officer);
        trial.Grants(Announce(seeds: "2026-06-03"), Road.Officer);
        trial.Refuses<DrawIsElsewhere>(new MakeDraw.Act("d1", ["1", "2"]), Road.Officer);
        trial.Now = trial.Now.AddDays(1);
        trial.Refuses<SeedsMayBeKnown>(new PostDraw.Act("d1"), Road.Editor);
        trial.Grants(new AnnounceDraw.VoidAct("d1", "没有按时公布"), Road.Officer);
        trial.Grants(Announce("d2"), Road.Officer);
    }

    [Fact]
    public void A_period_is_over_before_it_is_drawn_from_and_is_drawn_from_once()
    {
        var trial = Closed();
        trial.Refuses<PeriodIsNotOver>(Announce(to: "2026-06-02"), Road.Officer);
        trial.Refuses<PoolIsEmpty>(Announce(pool: 0), Road.Officer);
        trial.Refuses<PoolIsTooLarge>(Announce(pool: 1201), Road.Officer);
        trial.Grants(Announce(), Road.Officer);
        Assert.Equal(
            "d1",
            trial
                .Refuses<PeriodHasItsDraw>(Announce("d2", from: "2026-05-31", to: "2026-06-01"), Road.Officer)
                .Draw
        );
        trial.Grants(Announce("d2", from: "2026-06-01", to: "2026-06-01"), Road.Officer);
    }

    [Fact]
    public void Another_person_posts_it_and_the_public_text_names_nobody()
    {
        var trial = Closed();
        var both = Trial.Officer(
            "p-officer",
            "o-supervision",
            "u-supervision",
            "supervision.run",
            "supervision.publish"
        );
        trial.Grants(Announce(), both);
        trial.Refuses<DrawPosterMustBeAnother>(new PostDraw.Act("d1"), both);
        var posted = trial.Grants(new PostDraw.Act("d1"), Road.Editor).OfType<DrawPosted>().Single();
        Assert.Equal(("督2026-0001", 1, 0), (Assert.Single(posted.Pool), posted.Size, posted.Places.Count));
        Assert.DoesNotContain("i1", posted.ToString(), StringComparison.Ordinal);
        Assert.Equal("已公布名单，等待随机数", new PublishedDraws().Read(posted)!.Standing);
    }

    [Fact]
    public void Anybody_draws_the_same_from_what_is_posted()
    {
        var trial = Closed();
        trial.Grants(Announce(pool: 100, size: 7), Road.Officer);
        trial.Grants(new PostDraw.Act("d1"), Road.Editor);
        trial.Refuses<SeedsAreNotOut>(new MakeDraw.Act("d1", ["1 2", "3"]), Road.Officer);
        trial.Now = new(2026, 6, 10, 0, 0, 0, TimeSpan.FromHours(8));
        trial.Refuses<SeedsDoNotFit>(new MakeDraw.Act("d1", ["1 2"]), Road.Officer);
        trial.Refuses<SeedsDoNotFit>(new MakeDraw.Act("d1", ["1 2", "未开奖"]), Road.Officer);

        var facts = trial.Grants(new MakeDraw.Act("d1", ["33 8 15 21 27 3", "3321"]), Road.Officer);

        var notice = new PublishedDraws().Read(facts.OfType<DrawPosted>().Single())!.Draw!;
        var key = PublicDraw.Key(PublicDraw.Read(string.Join('\n', notice.Values))!);
        Assert.Equal("3.8.15.21.27.33./3321./", key);
        Assert.Equal(notice.Places, PublicDraw.Draw(notice.Pool.Count, notice.Size, key));
        Assert.Equal(7, notice.Places.Distinct().Count());
        trial.Refuses<DrawIsElsewhere>(new MakeDraw.Act("d1", ["1", "2"]), Road.Officer);
        trial.Refuses<DrawIsElsewhere>(new AnnounceDraw.VoidAct("d1", "不满意"), Road.Officer);
    }

    [Fact]
    public void Whoever_closed_it_does_not_look_and_one_look_counts()
    {
        var trial = Drawn();
        Assert.NotNull(trial.Refuses<LookerClosedIt>(Look(held: true), Road.Officer).Under);
        trial.Refuses<LooksAreOpen>(new ConcludeDraw.Act("d1", 1, 1), Road.Editor);
        trial.Grants(Look(held: true), s_second);
        trial.Refuses<ItemWasLookedAt>(Look(held: true), s_second);
        Assert.Empty(trial.Proposals().All);
        Assert.Empty(trial.Duties("look-back/d1").Open);
        var told = trial.Grants(new ConcludeDraw.Act("d1", 9, 10), Road.Editor).OfType<DrawPosted>().Single();
        Assert.Contains("90%（9／10件）", told.Result, StringComparison.Ordinal);
        Assert.Contains("100%，95%置信区间20.7%–100%", told.Result, StringComparison.Ordinal);
        Assert.Equal(3, told.Edition);
    }

    [Fact]
    public void What_did_not_hold_is_proposed_for_reopening_and_a_person_decides()
    {
        var trial = Drawn();
        trial.Grants(Look(held: false), s_second);
        var proposal = Assert.Single(trial.Proposals().All.Values);
        Assert.Equal(
            (RecordLook.Consequence, "u-housing", true),
            (proposal.Proposes, proposal.About, proposal.AfterHearing)
        );
        Assert.NotNull(
            trial.Refuses<ReopeningNeedsItsDecision>(new Close.ReopenAct("i1", "反弹"), Road.Officer).Under
        );
        trial.HearAndAdopt(proposal.Id);
        trial.Grants(new Close.ReopenAct("i1", "回头看发现反弹"), Road.Officer);
        Assert.Equal(ItemPhase.InHand, trial.Item().Phase);
    }

    [Fact]
    public void Announcing_meets_the_duty_of_the_quarter_and_opens_the_next()
    {
        var trial = Closed();
        trial.Grants(Announce(), Road.Officer);
        var duty = Assert.Single(trial.Duties("look-back").Open);
        Assert.Equal("draw-2026q3", duty.Key);
        Assert.Equal(
            new DateOnly(2026, 9, 30),
            Daylight.Norms.Calendar.Shanghai.DayOf(duty.Value.Due!.Value)
        );
        trial.Now = new(2026, 8, 3, 9, 0, 0, TimeSpan.FromHours(8));
        trial.Grants(Announce("d2", from: "2026-06-01", to: "2026-06-30", seeds: "2026-08-10"), Road.Officer);
        Assert.Equal("draw-2026q4", Assert.Single(trial.Duties("look-back").Open).Key);
    }

    [Fact]
    public void Views_hold_what_was_drawn_and_found()
    {
        var trial = Drawn();
        trial.Grants(Look(held: false), s_second);
        var row = Assert.Single(Folded.Of(new DrawView(), trial));
        Assert.Equal(
            (DrawStanding.Made, 1, 0, "1", "3 8 15 21 27 33\n3321"),
            (row.Standing, row.Looked, row.Held, row.Places, row.Seeds)
        );
        var look = Assert.Single(Folded.Of(new LookView(), trial));
        Assert.Equal(("u-housing", false, "p-second"), (look.Unit, look.Held, look.Looker));
    }
}
