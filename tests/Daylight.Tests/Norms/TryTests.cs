using System.Collections.Frozen;
using System.Text.Json;
using Daylight.Cli;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Tests.Proceedings;
using Daylight.Web;

namespace Daylight.Tests.Norms;

/// <summary>A history of matters under changed packs: <c>daylight norms try</c>.</summary>
public sealed partial class TryTests(TriedCounty county) : IClassFixture<TriedCounty>
{
    [Fact]
    public void An_unchanged_pack_changes_nothing()
    {
        var (code, output, error) = county.Try(text => text);

        Assert.Equal((0, ""), (code, error));
        GoldenFile.Check("try-unchanged", Lasting(output));
        Assert.Contains("没有一项待办", output, StringComparison.Ordinal);
        Assert.DoesNotContain("不能重算", output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_day_more_to_sign_lists_every_duty_that_would_differ()
    {
        var (code, output, error) = county.Try(SigningIsLonger);

        Assert.Equal((0, ""), (code, error));
        GoldenFile.Check("try-signing", Lasting(output));
    }

    [Fact]
    public void Closing_without_extension_tells_lapses_proposals_and_what_would_have_been_refused()
    {
        var (code, output, error) = county.Try(WithoutExtensions);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("按新规则不能延期", output, StringComparison.Ordinal);
        GoldenFile.Check("try-closing", Lasting(output));
    }

    [Fact]
    public void A_trial_tells_the_same_each_time_in_text_and_in_json()
    {
        Assert.Equal(county.Try(SigningIsLonger), county.Try(SigningIsLonger));

        using var json = JsonDocument.Parse(county.Try(SigningIsLonger, "--json").Output);
        var report = json.RootElement[0];
        Assert.Equal(
            report.GetProperty("differ").GetInt32(),
            report.GetProperty("duties").GetArrayLength() + report.GetProperty("answers").GetArrayLength()
        );
        Assert.All(
            report.GetProperty("duties").EnumerateArray(),
            duty => Assert.Equal("items.sign", duty.GetProperty("after").GetProperty("norm").GetString())
        );
        Assert.True(report.GetProperty("stay").GetInt32() > 0);
    }

    [Fact]
    public void A_pack_with_faults_is_not_tried_and_its_faults_are_told()
    {
        var (code, output, error) = county.Try(text =>
            text.Replace("kind: deadline", "kind: deadlin", StringComparison.Ordinal)
        );

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("supervision.yaml", error, StringComparison.Ordinal);
        Assert.Contains("deadline", error, StringComparison.Ordinal);
    }

    /// <summary>Dates that are given can no longer be extended, and a lapse proposes more.</summary>
    private static string WithoutExtensions(string text)
    {
        var at = text.IndexOf("- norm: items.close\n", StringComparison.Ordinal);
        return at < 0
            ? text
            : text[..at]
                + text[at..]
                    .ReplaceFirst("proposes: remind", "proposes: press")
                    .ReplaceFirst("      extension: { at-most: 2, approved-by: giver }\n", "");
    }

    private static string SigningIsLonger(string text)
    {
        var at = text.IndexOf("- norm: items.sign", StringComparison.Ordinal);
        return at < 0 ? text : text[..at] + text[at..].ReplaceFirst("within: 1wd", "within: 2wd");
    }

    /// <summary>Without what any edit of the pack or the demo history changes: hashes, and how many records there are.</summary>
    private static string Lasting(string output) =>
        Count.Replace(Hash.Replace(output, "············"), "·条记录");

    [System.Text.RegularExpressions.GeneratedRegex(
        @"\b[0-9a-f]{12}\b",
        System.Text.RegularExpressions.RegexOptions.None,
        1000
    )]
    private static partial System.Text.RegularExpressions.Regex Hash { get; }

    [System.Text.RegularExpressions.GeneratedRegex(
        @"\d+条记录",
        System.Text.RegularExpressions.RegexOptions.None,
        1000
    )]
    private static partial System.Text.RegularExpressions.Regex Count { get; }
}

/// <summary>A quarter of three matters on a log of the tests' own, and folders for changed packs.</summary>
public sealed class TriedCounty : IAsyncLifetime
{
    private const string Office = "u-office";
    private const string Unit = "u-housing";

    private readonly string _data = Directory.CreateTempSubdirectory("daylight-try-").FullName;

    private static readonly Mandate s_officer = Officer(
        "p1",
        "o-run",
        Office,
        "supervision.run",
        "rules.adopt"
    );
    private static readonly Mandate s_head = Officer(
        "p2",
        "o-head",
        "u-gov",
        "supervision.approve",
        "supervision.give"
    );
    private static readonly Mandate s_unit = Officer("p3", "o-unit", Unit, "supervision.answer");

    public async ValueTask InitializeAsync()
    {
        var clock = new TestClock(new DateTimeOffset(2026, 2, 2, 9, 0, 0, TimeSpan.FromHours(8)));
        var options = new NodeOptions(_data) { Time = clock, PublishEvery = null };
        await Node.Init(options, "330225", "demo.daylight.example/log");
        await using var node = await Node.Open(options);
        var clerk = node.Log("330225")!.Clerk;
        var worker = new DutyWorker(clerk, node.Store, clock);
        var acts = 0;
        await Do(new FoundRules.Act(Trial.Pack("national")), s_officer);
        for (var day = 0; day < 90; day++)
        {
            await worker.LapseDue();
            foreach (
                var (act, who) in Road.Where(step => step.Day == day).Select(step => (step.Act, step.Who))
            )
            {
                await Do(act, who);
            }

            clock.Advance(TimeSpan.FromDays(1));
        }

        async Task Do(Act act, Mandate who) =>
            Assert.IsType<Outcome.Recorded>(
                await clerk.Perform(new Submission($"try-{++acts:00}", act, who))
            );
    }

    private static Mandate Officer(string person, string office, string unit, params string[] powers) =>
        new(person, office, unit, powers.ToFrozenSet(StringComparer.Ordinal));

    private static IEnumerable<(int Day, Act Act, Mandate Who)> Road =>
        [
            .. Start("a", "老旧小区雨污管网改造", ItemSource.AuditRectification, "by:2026-03-31", 0),
            (20, new AskExtension.Act("a", new DateOnly(2026, 5, 29), "管材到货推迟。"), s_unit),
            (22, new DecideExtension.Act("a", true, "同意。"), s_head),
            .. Start("b", "根治欠薪专项行动", ItemSource.InspectionRectification, "by:2026-03-20", 3),
            .. Start("c", "背街小巷路灯补亮", ItemSource.Meeting, null, 5),
            (15, new ReportDone.Act("c", "12处路灯全部补亮。", []), s_unit),
            (16, new Check.LayBeforeAct("c", "经核查，拟同意办结。"), s_officer),
            (17, new Speak.Act("c", true, "已阅。"), s_head),
            (18, new Close.Act("c"), s_officer),
            .. Enumerable
                .Range(0, 30)
                .Select(n => (n * 3, (Act)new Progress.Act("a", $"第{n + 1}次反馈。", false, []), s_unit))
                .Where(step => step.Item1 > 2),
        ];

    private static IEnumerable<(int Day, Act Act, Mandate Who)> Start(
        string item,
        string title,
        ItemSource source,
        string? given,
        int day
    ) =>
        [
            (
                day,
                new Propose.Act(
                    item,
                    title,
                    source,
                    "督办单",
                    "按期办结。",
                    "o-head",
                    Unit,
                    ["u-town"],
                    given,
                    false
                ),
                s_officer
            ),
            (day, new Approve.Act(item, 2026), s_head),
            (day, new Assign.Act(item, ""), s_officer),
            (day + 2, new Sign.Act(item, Unit, SigningWay.Screen, null), s_unit),
        ];

    /// <summary>Tries the national pack after an edit of its files.</summary>
    public (int Code, string Output, string Error) Try(Func<string, string> edit, params string[] more)
    {
        var pack = Directory.CreateDirectory(
            Path.Combine(_data, Guid.CreateVersion7().ToString("N"), "national")
        );
        foreach (
            var file in Directory.GetFiles(Path.Combine(Repository.Root, "rulepacks/national"), "*.yaml")
        )
        {
            File.WriteAllText(
                Path.Combine(pack.FullName, Path.GetFileName(file)),
                edit(File.ReadAllText(file))
            );
        }

        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = NormsVerbs
            .Build()
            .Parse(["try", "--data", _data, "--pack", pack.FullName, .. more])
            .Invoke(new() { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_data, recursive: true);
        return ValueTask.CompletedTask;
    }
}

internal static class FirstReplacing
{
    public static string ReplaceFirst(this string text, string from, string to)
    {
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{from}' stands nowhere");
        return $"{text[..at]}{to}{text[(at + from.Length)..]}";
    }
}
