using System.CommandLine;
using System.Text;
using Daylight.Cli;
using Daylight.Proceedings.Attachments;
using Daylight.Tests.Proceedings;
using Daylight.Web;

namespace Daylight.Tests.Sealing;

/// <summary>Erasing from the command line, on a log of the tests' own.</summary>
public sealed class CaseVerbTests : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("daylight-cases-").FullName;

    public async ValueTask InitializeAsync()
    {
        await Node.Init(new NodeOptions(_data), "990101", "daylight.test/log", CancellationToken.None);
        await using var node = await Node.Open(new NodeOptions(_data));
        using var text = new MemoryStream(Encoding.UTF8.GetBytes("不能说的话"));
        Assert.IsType<Intake.Taken>(await node.Logs[0].Attachments.Take("case-1", "证据.txt", text));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_data, recursive: true);
        return ValueTask.CompletedTask;
    }

    private (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var root = new RootCommand();
        root.Subcommands.Add(NormsVerbs.Build());
        foreach (var verb in CaseVerbs.Build())
        {
            root.Subcommands.Add(verb);
        }

        var code = root.Parse([.. args, "--data", _data]).Invoke(new() { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }

    [Fact]
    public void A_case_is_erased_by_two_ids_under_a_norm_in_force()
    {
        string[] ground = ["--reason", "RetentionEnded", "--norm", "data.erase"];
        string[] propose = ["cases", "erase", "case-1", .. ground, "--nothing-keeps-it", "--by", "p1"];
        Assert.Contains("封存的记录0条", Run("cases", "show", "case-1").Output, StringComparison.Ordinal);
        Assert.Equal(1, Run(propose).Code);
        var national = Path.Combine(Repository.Root, "rulepacks", "national");
        Assert.Equal(0, Run("norms", "adopt", national, "--by", "p1").Code);

        var kept = Run(["cases", "erase", "case-1", .. ground, "--by", "p1"]);
        Assert.Equal(1, kept.Code);
        Assert.Contains("法定保存期限未满", kept.Error, StringComparison.Ordinal);
        Assert.Equal(0, Run(propose).Code);
        Assert.Equal(1, Run(["cases", "confirm", "case-1", .. ground, "--by", "p1"]).Code);
        Assert.Contains("等待决定", Run("cases", "list").Output, StringComparison.Ordinal);
        Assert.Equal(0, Run(["cases", "confirm", "case-1", .. ground, "--by", "p2"]).Code);

        Assert.Contains("已经销毁", Run("cases", "show", "case-1").Output, StringComparison.Ordinal);
        Assert.Contains("p2决定", Run("cases", "list").Output, StringComparison.Ordinal);
        Assert.Contains("RetentionEnded", Run("cases", "list", "--json").Output, StringComparison.Ordinal);
        Assert.Equal(1, Run("cases", "drop", "case-1", "--by", "p1").Code);
    }

    [Fact]
    public void A_notice_that_does_not_wait_cannot_be_settled()
    {
        Assert.Equal("", Run("notices", "list").Output);
        Assert.Equal(1, Run("notices", "settle", "someone", "3", "--how", "已办", "--by", "p1").Code);
    }
}
