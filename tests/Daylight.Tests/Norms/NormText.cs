using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Tests.Norms;

/// <summary>Norms written where a test needs them.</summary>
internal static class NormText
{
    /// <summary>One norm of a kind with these parameters (YAML, in flow or block style) since 2000-01-01.</summary>
    public static Norm Of(string kind, string parameters, string more = "") =>
        Pack(
            $"- norm: test.norm\n  kind: {kind}\n  says: 测试规则\n  source: {{ document: 测试 }}\n{more}  since:\n    2000-01-01: {parameters.ReplaceLineEndings(" ")}\n"
        )
            .Norms.Single();

    public static RulePack Pack(string norms, string name = "test", string words = "", string cases = "")
    {
        var loaded = Load(norms, name, words, cases);
        Assert.True(loaded.Pack is not null, string.Join('\n', loaded.Faults));
        return loaded.Pack;
    }

    public static Loaded Load(string norms, string name = "test", string words = "", string cases = "")
    {
        List<PackFile> files = [new("pack.yaml", $"pack: {name}\ntitle: 测试\n"), new("norms.yaml", norms)];
        if (words.Length > 0)
        {
            files.Add(new("words.yaml", words));
        }

        if (cases.Length > 0)
        {
            files.Add(new("cases/cases.yaml", cases));
        }

        return RulePack.Load(files);
    }

    public static Answer Ask(this Norm norm, Situation situation) =>
        norm.Ask(situation, WorkCalendar.Shipped, Words.None);

    public static string Said(this Answer answer, string name) => answer.Results[name]?.ToString() ?? "";
}
