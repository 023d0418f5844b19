using System.Text;
using Daylight.Norms;

namespace Daylight.Tests.Norms;

public sealed class FaultTests
{
    private const string Faulty = """
        - norm: Integrity.Rung
          kind: threshhold
          says: 年度累计扣分4分以上的，取消该年度评比
          sorce: { document: 办法 }
          since:
            2004-13-01: { counts: points, rungs: { at-least: four } }

        - norm: reports.close
          kind: deadline
          says: 举报五日内办结
          source: { document: 办法, date: 09年, rows: [14] }
          owes: 承办单位
          since:
            2009-01-01:
              witin: 5wd
              extension: { at-most: many, by: 10 days }
              remind: [3wd, soon]

        - norm: appraisal.total
          kind: formula
          says: 总分一千分
          source: { document: 办法 }
          since:
            2010-01-01:
              inputs: { daily: { from: 0, to: 300 }, own: number }
              lines:
                - { let: total, is: daily + wn * 2 }
                - { let: mixed, weights: { daily: 60%, own: 30% } }
                - { let: rounded, is: (daily + own, places: 1 }

        - norm: votes.quorum
          kind: quota
          says: 三分之二以上到会
          source: { document: 办法 }
          since:
            2010-01-01: { requires: { count: 到会人数, at-least: 2/3 }, form: 无记名 }

        - norm: posts.limit
          kind: tenure
          says: 不超过十年
          source: { document: 办法 }
          when: { level: { at-lest: 3 } }
          since:
            2010-01-01: { at-most: year-end }
        """;

    [Fact]
    public void All_faults_are_shown_at_once_with_their_lines_and_suggestions()
    {
        var loaded = NormText.Load(Faulty);

        Assert.Null(loaded.Pack);
        GoldenFile.Check(
            "faults",
            string.Join('\n', loaded.Faults.Select(fault => fault.ToString()))
                + "\n---\n"
                + string.Join('\n', loaded.Faults.Select(fault => fault.ToEnglish()))
        );
    }

    [Fact]
    public void A_case_that_names_what_its_norm_never_reads_is_a_fault()
    {
        var loaded = NormText.Load(
            "- norm: votes.form\n  kind: quota\n  says: 无记名\n  source: { document: 办法 }\n  since:\n    2010-01-01: { form: 无记名 }\n",
            cases: "- case: 一\n  ask: votes.form\n  on: 2026-05-08\n  given: { fom: 无记名 }\n  expect: { met: true }\n"
        );

        var fault = Assert.Single(loaded.Faults);
        Assert.Contains("fom", fault.What.Zh, StringComparison.Ordinal);
        Assert.Contains("form", fault.Suggestion!.Zh, StringComparison.Ordinal);
        Assert.Equal(new Place("cases/cases.yaml", 4, 12), fault.At);
    }

    [Fact]
    public void More_channels_than_are_listed_are_a_fault_with_its_place()
    {
        static (RulePack? Pack, IReadOnlyList<Fault> Faults) Asking(int channels)
        {
            var loaded = NormText.Load(
                $"- norm: open.post\n  kind: disclosure\n  says: 在网站和公示栏公开\n  source: {{ document: 办法 }}\n  since:\n    2010-01-01: {{ audience: 群众, channels: [网站, 公示栏], at-least-channels: {channels} }}\n"
            );
            return (loaded.Pack, [.. loaded.Faults]);
        }

        Assert.NotNull(Asking(2).Pack);
        var (pack, faults) = Asking(3);
        Assert.Null(pack);
        var fault = Assert.Single(faults);
        Assert.Contains("3", fault.What.Zh, StringComparison.Ordinal);
        Assert.Contains("2", fault.Suggestion!.Zh, StringComparison.Ordinal);
        Assert.Equal(6, fault.At.Line);
    }

    [Fact]
    public void A_term_without_Chinese_words_is_a_blemish_that_does_not_bar()
    {
        var loaded = NormText.Load(
            "- norm: votes.form\n  kind: quota\n  says: 无记名\n  source: { document: 办法 }\n  since:\n    2010-01-01: { form: secret }\n"
        );

        Assert.NotNull(loaded.Pack);
        Assert.False(Assert.Single(loaded.Faults).Bars);
    }

    [Fact]
    public void An_alias_bomb_is_refused_before_it_grows()
    {
        var bomb = new StringBuilder("- &a0 [x, x]\n");
        for (var i = 1; i < 40; i++)
        {
            bomb.Append($"- &a{i} [*a{i - 1}, *a{i - 1}]\n");
        }

        var loaded = NormText.Load(bomb.ToString());

        Assert.Null(loaded.Pack);
        Assert.Contains(loaded.Faults, fault => fault.What.Zh.Contains("锚点", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("- !!python/object {}\n")]
    [InlineData("---\n- norm: a\n---\n- norm: b\n")]
    [InlineData("norm: a\n")]
    [InlineData("- [a, b]\n")]
    [InlineData("- norm: [a, {b: c}]\n  since: x\n")]
    [InlineData("- norm: a\n  norm: b\n")]
    [InlineData("- ? [a, b]\n  : c\n")]
    [InlineData("\t- norm: a\n")]
    [InlineData("- norm: \"a\n")]
    [InlineData("- norm: a\n  source: { document: b,\n  date: 2008 }\n")]
    public void Broken_files_are_faults_and_never_exceptions(string text)
    {
        var loaded = NormText.Load(text);

        Assert.Null(loaded.Pack);
        Assert.NotEmpty(loaded.Faults);
    }

    [Fact]
    public void Oversize_and_deep_files_are_refused()
    {
        Assert.Null(NormText.Load(new string('#', 1_000_001)).Pack);
        Assert.Null(NormText.Load("- " + new string('[', 5000)).Pack);
        Assert.Null(
            NormText.Load("- norm: a\n  when: " + string.Concat(Enumerable.Repeat("{any-of: [", 5000))).Pack
        );
    }

    // Every file of the example pack with single letters dropped, doubled or replaced: a pack or faults, never an exception,
    // and whatever still loads still answers every case.
    [Fact]
    public void A_slip_of_the_pen_anywhere_is_a_fault_or_still_a_pack()
    {
        var files = ExamplePack.Files(ExamplePack.Folder).ToList();
        var random = new Random(20260508);
        for (var round = 0; round < 400; round++)
        {
            var at = random.Next(files.Count);
            var text = files[at].Text;
            var where = random.Next(text.Length);
            var slip = "{}[]:-#&*!|>'\"%@`, \n\t09az一，"[random.Next(26)];
            var changed = random.Next(3) switch
            {
                0 => text.Remove(where, 1),
                1 => text.Insert(where, slip.ToString()),
                _ => text.Remove(where, 1).Insert(where, slip.ToString()),
            };

            var loaded = RulePack.Load([
                .. files.Where((_, i) => i != at),
                files[at] with
                {
                    Text = changed,
                },
            ]);

            Assert.True(loaded.Pack is not null || loaded.Faults.Any(fault => fault.Bars));
            _ = loaded.Pack?.Run(Daylight.Norms.Calendar.WorkCalendar.Shipped);
        }
    }
}
