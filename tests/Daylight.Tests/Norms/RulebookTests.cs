using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Tests.Norms;

public sealed class RulebookTests
{
    private static readonly NormId s_id = NormId.Parse("matter.rule");

    private static RulePack Pack(
        string name,
        string kind,
        string parameters,
        string more = "",
        string since = "2000-01-01"
    ) =>
        NormText.Pack(
            $"- norm: matter.rule\n  kind: {kind}\n  says: {name}的规定\n  source: {{ document: 测试 }}\n{more}  since:\n    {since}: {parameters}\n",
            name
        );

    private static string InForce(string kind, string upper, string lower, string @override)
    {
        var more = @override.Length > 0 ? $"  override: {@override}\n" : "";
        var book = Rulebook.Of([Pack("national", kind, upper, more), Pack("local", kind, lower)]);
        Assert.Equal(book.Find(s_id)!.Says == "national的规定", book.Faults.Length == 1);
        return book.Find(s_id)!.Says[..^3];
    }

    [Theory]
    [InlineData("", "national")]
    [InlineData("forbidden", "national")]
    [InlineData("stricter-only", "local")]
    [InlineData("allowed", "local")]
    public void A_later_pack_overrides_only_what_the_earlier_one_lets_it(string @override, string inForce) =>
        Assert.Equal(inForce, InForce("deadline", "{ within: 15d }", "{ within: 5wd }", @override));

    [Theory]
    [InlineData("deadline", "{ within: 15d }", "{ within: 16d }", "national")]
    [InlineData("deadline", "{ within: 15d }", "{ within: 15d }", "local")]
    [InlineData("deadline", "{ within: 30d }", "{ within: 1m }", "national")]
    [InlineData("deadline", "{ within: 15d }", "{ within: 14d, extension: { at-most: 1 } }", "national")]
    [InlineData(
        "cycle",
        "{ does: 审计, every: 2 years, counts-from: last-time }",
        "{ does: 审计, every: year, counts-from: last-time }",
        "local"
    )]
    [InlineData(
        "cycle",
        "{ does: 走访, every: month, at-least: 2 }",
        "{ does: 走访, every: month, at-least: 1 }",
        "national"
    )]
    [InlineData(
        "threshold",
        "{ counts: 分, within: calendar year, rungs: { at-least: 4, proposes: 提醒 } }",
        "{ counts: 分, within: calendar year, rungs: { at-least: 3, proposes: 提醒 } }",
        "local"
    )]
    [InlineData(
        "threshold",
        "{ counts: 分, within: calendar year, rungs: { at-least: 4, proposes: 提醒 } }",
        "{ counts: 分, within: calendar year, rungs: { at-least: 5, proposes: 提醒 } }",
        "national"
    )]
    [InlineData(
        "quota",
        "{ requires: { count: 到会, at-least: 2/3, of: 应到, rounding: 进一 } }",
        "{ requires: { count: 到会, at-least: 3/4, of: 应到, rounding: 进一 } }",
        "local"
    )]
    [InlineData(
        "quota",
        "{ requires: { count: 到会, at-least: 2/3, of: 应到, rounding: 进一 } }",
        "{ requires: { count: 到会, at-least: 2/3, of: 应到, rounding: 舍去 } }",
        "national"
    )]
    [InlineData("gate", "{ step: 任职, needs: [公示] }", "{ step: 任职, needs: [公示, 谈话] }", "local")]
    [InlineData(
        "gate",
        "{ step: 任职, needs: [{ done: 公示, before: 5wd }] }",
        "{ step: 任职, needs: [公示] }",
        "national"
    )]
    [InlineData("separation", "{ apart: [受理, 审查] }", "{ apart: [受理, 审查, 核准] }", "local")]
    [InlineData("tenure", "{ at-most: 10y }", "{ at-most: 5y }", "local")]
    [InlineData("tenure", "{ at-most: 10y }", "{ at-most: 11y }", "national")]
    [InlineData(
        "disclosure",
        "{ audience: 群众, channels: [公开栏], within: 20wd }",
        "{ audience: 群众, channels: [公开栏, 网站], within: 10wd }",
        "local"
    )]
    [InlineData(
        "record",
        "{ fields: [事由], keep: 10y, keep-from: 办结 }",
        "{ fields: [事由], keep: 5y, keep-from: 办结 }",
        "national"
    )]
    [InlineData(
        "formula",
        "{ inputs: { 甲: number }, lines: { let: 乙, is: 甲 } }",
        "{ inputs: { 甲: number }, lines: { let: 乙, is: 甲 } }",
        "national"
    )]
    public void Only_what_is_at_least_as_strict_overrides_where_the_earlier_pack_says_stricter_only(
        string kind,
        string upper,
        string lower,
        string inForce
    ) => Assert.Equal(inForce, InForce(kind, upper, lower, "stricter-only"));

    [Fact]
    public void A_norm_of_another_kind_under_the_same_id_is_a_conflict()
    {
        var book = Rulebook.Of([
            Pack("national", "deadline", "{ within: 15d }", "  override: allowed\n"),
            Pack("local", "tenure", "{ at-most: 5y }"),
        ]);

        Assert.Single(book.Faults);
        Assert.Equal(NormKind.Deadline, book.Find(s_id)!.Kind);
    }

    [Fact]
    public void A_looser_later_version_is_found_although_the_first_one_is_stricter()
    {
        var upper = Pack("national", "deadline", "{ within: 15d }", "  override: stricter-only\n");
        var lower = Pack("local", "deadline", "{ within: 5d }\n    2020-01-01: { within: 20d }");

        Assert.Contains(
            "2020年1月1日",
            Assert.Single(Rulebook.Of([upper, lower]).Faults).What.Zh,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void There_is_always_an_answer_also_that_no_norm_applies()
    {
        var book = Rulebook.Of([
            Pack("local", "deadline", "{ within: 5d }", "  when: { level: 县级 }\n", "2020-01-01"),
        ]);
        Answer On(string id, int year, string level) =>
            book.Ask(
                NormId.Parse(id),
                new Situation(new DateOnly(year, 5, 8)) { Attributes = Attributes.Of(("level", level)) },
                WorkCalendar.Shipped
            );

        Assert.All(
            [On("no.such", 2026, "县级"), On("matter.rule", 2019, "县级"), On("matter.rule", 2026, "镇级")],
            answer =>
            {
                Assert.False(answer.Applies);
                Assert.Contains("没有适用的规定", answer.Why.Text.Zh, StringComparison.Ordinal);
            }
        );
        Assert.True(On("matter.rule", 2026, "县级").Applies);
    }

    [Fact]
    public void The_day_of_the_conduct_or_of_the_act_decides_which_version_holds()
    {
        const string Versions = "{ within: 5d }\n    2020-01-01: { within: 3d }";
        var situation = new Situation(new DateOnly(2021, 1, 1))
        {
            Conduct = new DateOnly(2019, 6, 1),
            Clock = new Clock { Start = Shanghai.StartOf(new DateOnly(2021, 1, 1)) },
        };

        Assert.Equal(
            "2021-01-04",
            Rulebook
                .Of([Pack("a", "deadline", Versions)])
                .Ask(s_id, situation, WorkCalendar.Shipped)
                .Said("due")
        );
        Assert.Equal(
            "2021-01-06",
            Rulebook
                .Of([Pack("a", "deadline", Versions, "  counts-by: conduct\n")])
                .Ask(s_id, situation, WorkCalendar.Shipped)
                .Said("due")
        );
    }

    [Fact]
    public void A_legacy_norm_is_off_until_it_is_switched_on_knowingly()
    {
        var pack = Pack(
            "local",
            "deadline",
            "{ within: 5d }",
            "  legacy: { reason: 上位法已改, replacement: 改用新办法 }\n"
        );
        var situation = new Situation(new DateOnly(2026, 5, 8));

        var off = Rulebook.Of([pack]).Ask(s_id, situation, WorkCalendar.Shipped);
        var on = Rulebook.Of([pack], [s_id]).Ask(s_id, situation, WorkCalendar.Shipped);

        Assert.False(off.Applies);
        Assert.Contains("上位法已改", off.Why.ToChinese(), StringComparison.Ordinal);
        Assert.True(on.Applies);
        Assert.Empty(Rulebook.Of([pack]).Applicable(null, null, situation));
    }

    [Fact]
    public void The_hash_names_the_content_and_not_its_spelling()
    {
        var one = NormText.Pack(
            "- norm: a\n  kind: tenure\n  says: 五年\n  source: { document: 测试 }\n  since: { 2000-01-01: { at-most: 5y } }\n"
        );
        var same = NormText.Pack(
            "# 说明\n- kind: tenure\n  norm: a\n  source:\n    document: 测试\n  says:   五年\n  since:\n    2000-01-01:\n      at-most: 5y\n"
        );
        var other = NormText.Pack(
            "- norm: a\n  kind: tenure\n  says: 五年\n  source: { document: 测试 }\n  since: { 2000-01-01: { at-most: 6y } }\n"
        );

        Assert.Equal(one.Hash, same.Hash);
        Assert.NotEqual(one.Hash, other.Hash);
        Assert.Equal(new NormRef(NormId.Parse("a"), one.Hash), one.Norms.Single().Ref);
    }
}
