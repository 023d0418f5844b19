using System.Text.Json;
using Daylight.Cli;

namespace Daylight.Tests.Norms;

public sealed class NormsVerbsTests
{
    private static string Packs => Path.Combine(ExamplePack.Root, "tests/Daylight.Tests/Norms/Packs");

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = NormsVerbs.Build().Parse(args).Invoke(new() { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }

    [Fact]
    public void Checking_sound_packs_finds_nothing()
    {
        var (code, output, error) = Run("check", Packs);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("没有错误", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Cases_are_counted_and_all_hold()
    {
        var (code, output, _) = Run("cases", Packs);

        Assert.Equal(0, code);
        Assert.Contains("不符0个", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Asking_answers_with_values_proposals_and_reasons()
    {
        var given = Path.GetTempFileName();
        File.WriteAllText(
            given,
            "occurrences:\n  - { kind: integrity.points-deducted, day: 2026-01-05, amount: 4 }\n"
        );

        var (code, output, error) = Run(
            "ask",
            "integrity.rungs",
            "--given",
            given,
            "--on",
            "2026-05-08",
            "--packs",
            Packs,
            "--json"
        );
        using var json = JsonDocument.Parse(output);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(4, json.RootElement.GetProperty("results").GetProperty("total").GetDecimal());
        Assert.Equal(
            "no-awards",
            json.RootElement.GetProperty("proposes")[0].GetProperty("proposes").GetString()
        );
        Assert.NotEmpty(json.RootElement.GetProperty("why").GetProperty("zh").GetString()!);
    }

    [Fact]
    public void A_norm_that_nobody_has_is_answered_with_those_that_are_near()
    {
        var (code, _, error) = Run("explain", "integrity.rung", "--packs", Packs);

        Assert.Equal(2, code);
        Assert.Contains("integrity.rungs", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_packs_is_not_understood()
    {
        Assert.Equal(2, Run("check", Path.Combine(ExamplePack.Root, "docs")).Code);
        Assert.Equal(2, Run("check", "/no/such/folder").Code);
    }

    [Fact]
    public void The_mutation_run_names_the_numbers_that_no_case_notices()
    {
        var (code, output, _) = Run("mutate", Packs, "--at-least", "0");

        Assert.Equal(0, code);
        Assert.Contains("没有发现", output, StringComparison.Ordinal);
        Assert.Equal(1, Run("mutate", Packs, "--at-least", "100").Code);
    }
}
