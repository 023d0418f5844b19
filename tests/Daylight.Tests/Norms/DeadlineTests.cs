using Daylight.Norms;
using Daylight.Norms.Calendar;
using FsCheck;
using FsCheck.Fluent;

namespace Daylight.Tests.Norms;

public sealed class DeadlineTests
{
    private static Situation At(string on, Clock clock) => new(Asking.Moment(on)!.Value) { Clock = clock };

    private static DateTimeOffset Moment(string text) =>
        Conditions.Moment(text) ?? Shanghai.StartOf(DateOnly.Parse(text));

    private static Clock From(string start) => new() { Start = Moment(start) };

    private static readonly Norm s_extendable = NormText.Of(
        "deadline",
        "{ within: 15d, extension: { at-most: 1, by: 10d, approved-by: 交办人 }, suspended-by: [征求意见] }"
    );

    private static Extension Asked(
        string when,
        string to,
        string by = "交办人",
        string reason = "案情复杂"
    ) => new(Moment(when), DateOnly.Parse(to), null, by, reason);

    [Fact]
    public void An_item_without_any_date_is_refused()
    {
        var norm = NormText.Of("deadline", "{ within: given }");

        Assert.Equal("refused", norm.Ask(At("2026-05-08", From("2026-05-08"))).Said("standing"));
    }

    [Fact]
    public void A_given_date_takes_the_place_of_the_default()
    {
        var norm = NormText.Of("deadline", "{ within: 15d }");
        var clock = From("2026-05-08") with { Given = new Span.By(new DateOnly(2026, 12, 31)) };

        Assert.Equal("2026-12-31", norm.Ask(At("2026-05-08", clock)).Said("due"));
    }

    [Theory]
    [InlineData("only-earlier", "2026-05-20", "2026-05-20")]
    [InlineData("only-earlier", "2026-06-20", "2026-05-23")]
    [InlineData("ignored", "2026-05-20", "2026-05-23")]
    public void A_statute_may_take_a_given_date_only_when_earlier_or_never(
        string rule,
        string given,
        string due
    )
    {
        var norm = NormText.Of("deadline", $"{{ within: 15d, given-date: {rule} }}");
        var clock = From("2026-05-08") with { Given = new Span.By(DateOnly.Parse(given)) };

        Assert.Equal(due, norm.Ask(At("2026-05-08", clock)).Said("due"));
    }

    [Fact]
    public void An_extension_moves_the_due_date_and_keeps_the_original_one()
    {
        var clock = From("2026-05-08") with { Extended = [Asked("2026-05-23 17:00", "2026-06-02")] };

        var answer = s_extendable.Ask(At("2026-05-24", clock));

        Assert.Equal(("2026-06-02", "2026-05-23"), (answer.Said("due"), answer.Said("original-due")));
        Assert.Equal("0", answer.Said("extensions-left"));
    }

    [Theory]
    [InlineData("2026-05-24 08:00", "2026-06-01", "交办人", "案情复杂")]
    [InlineData("2026-05-20", "2026-06-03", "交办人", "案情复杂")]
    [InlineData("2026-05-20", "2026-06-01", "督查室", "案情复杂")]
    [InlineData("2026-05-20", "2026-06-01", "交办人", "")]
    [InlineData("2026-05-20", "2026-05-23", "交办人", "案情复杂")]
    public void An_extension_asked_late_too_long_by_the_wrong_office_or_without_reason_does_not_count(
        string asked,
        string to,
        string by,
        string reason
    )
    {
        var clock = From("2026-05-08") with { Extended = [Asked(asked, to, by, reason)] };

        var answer = s_extendable.Ask(At("2026-05-24", clock));

        Assert.Equal(("2026-05-23", "lapsed"), (answer.Said("due"), answer.Said("standing")));
        Assert.Contains("不作数", answer.Why.ToChinese(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_extension_beyond_the_number_allowed_does_not_count()
    {
        var clock = From("2026-05-08") with
        {
            Extended = [Asked("2026-05-20", "2026-06-01"), Asked("2026-05-30", "2026-06-05")],
        };

        Assert.Equal("2026-06-01", s_extendable.Ask(At("2026-05-24", clock)).Said("due"));
    }

    [Fact]
    public void The_clock_stops_only_for_the_reasons_that_the_norm_lists()
    {
        Suspension Stop(string reason) => new(Moment("2026-05-11"), Moment("2026-05-16"), reason);

        Assert.Equal(
            "2026-05-28",
            s_extendable
                .Ask(At("2026-05-20", From("2026-05-08") with { Suspended = [Stop("征求意见")] }))
                .Said("due")
        );
        Assert.Equal(
            "2026-05-23",
            s_extendable
                .Ask(At("2026-05-20", From("2026-05-08") with { Suspended = [Stop("出差")] }))
                .Said("due")
        );
    }

    [Fact]
    public void Done_on_the_last_day_is_in_time_and_one_minute_later_is_late()
    {
        var norm = NormText.Of("deadline", "{ within: 1h }");
        string Standing(string done) =>
            norm.Ask(At("2026-05-10", From("2026-05-08 10:00") with { Done = Moment(done) }))
                .Said("standing");

        Assert.Equal("done", Standing("2026-05-08 11:00"));
        Assert.Equal("done-late", Standing("2026-05-08 11:01"));
    }

    [Fact]
    public void The_ladder_climbs_only_as_the_lapse_grows_older()
    {
        var norm = NormText.Of(
            "deadline",
            "{ within: 5wd, ladder: [{ step: 蓝单, proposes: 催办 }, { step: 橙单, overdue: 3wd, to: 主要负责人 }, { step: 红单, overdue: 6wd }] }"
        );
        string Step(string on) => norm.Ask(At(on, From("2026-06-01"))).Said("step");

        Assert.Equal(("", "蓝单", "蓝单"), (Step("2026-06-08"), Step("2026-06-09"), Step("2026-06-11")));
        Assert.Equal(("橙单", "橙单", "红单"), (Step("2026-06-12"), Step("2026-06-16"), Step("2026-06-17")));
    }

    [Fact]
    public void Two_clocks_about_one_matter_are_both_shown_and_the_stricter_one_binds()
    {
        const string Head =
            "  says: 办结\n  source: { document: 测试 }\n  about: 举报办结\n  kind: deadline\n";
        var national = NormText.Pack(
            $"- norm: national.close\n{Head}  since:\n    2000-01-01: {{ within: 60d }}\n",
            "national"
        );
        var local = NormText.Pack(
            $"- norm: local.close\n{Head}  since:\n    2000-01-01: {{ within: 5wd }}\n",
            "local"
        );
        var clocks = Rulebook
            .Of([national, local])
            .Clocks("举报办结", At("2026-06-01", From("2026-06-01")), WorkCalendar.Shipped);

        Assert.Equal(["local.close", "national.close"], clocks.All.Select(answer => answer.Norm.Id.Text));
        Assert.Equal("local.close", clocks.Binding!.Norm.Id.Text);
        Assert.Contains("较严", clocks.Why.Text.Zh, StringComparison.Ordinal);
        Assert.Null(
            Rulebook
                .Of([national])
                .Clocks("别的事", At("2026-06-01", From("2026-06-01")), WorkCalendar.Shipped)
                .Binding
        );
    }

    [Theory]
    [InlineData("5wd")]
    [InlineData("30d")]
    [InlineData("2m")]
    [InlineData("1y")]
    [InlineData("1h")]
    [InlineData("4oh")]
    [InlineData("month-end")]
    [InlineData("quarterly")]
    [InlineData("year-end")]
    [InlineData("monthly:31")]
    [InlineData("same-day")]
    public void Due_dates_are_monotone_in_their_start(string span)
    {
        var norms = new[] { false, true }
            .Select(roll =>
                NormText.Of("deadline", $"{{ within: {span}, roll-forward: {(roll ? "true" : "false")} }}")
            )
            .ToArray();
        var starts =
            from minutes in Gen.Choose(0, 12 * 365 * 24 * 60)
            from later in Gen.Choose(0, 90 * 24 * 60)
            select (First: Moment("2016-01-01").AddMinutes(minutes), Later: later);

        Prop.ForAll(
                starts.ToArbitrary(),
                start =>
                    norms.All(norm =>
                    {
                        string Due(DateTimeOffset from) =>
                            norm.Ask(new Situation(from) { Clock = new Clock { Start = from } }).Said("due");
                        return string.CompareOrdinal(
                                Due(start.First),
                                Due(start.First.AddMinutes(start.Later))
                            ) <= 0;
                    })
            )
            .QuickCheckThrowOnFailure();
    }
}
