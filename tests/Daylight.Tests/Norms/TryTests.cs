using System.Text.Json;
using Daylight.Cli;
using Daylight.Tests.Proceedings;
using Daylight.Web;
using Daylight.Web.Demo;

namespace Daylight.Tests.Norms;

/// <summary>The demo county's history under changed packs: <c>daylight norms try</c>.</summary>
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

/// <summary>The demo county as it stood on a fixed day, and a folder for changed packs.</summary>
public sealed class TriedCounty : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("daylight-try-").FullName;

    public async ValueTask InitializeAsync()
    {
        var clock = new TestClock(new DateTimeOffset(2026, 5, 8, 10, 0, 0, TimeSpan.FromHours(8)));
        var options = new NodeOptions(_data) { Time = clock, PublishEvery = null };
        await (await DemoHost.Open(options, (_, _) => { }, CancellationToken.None)).DisposeAsync();
    }

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
