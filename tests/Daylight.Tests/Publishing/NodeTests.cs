using Daylight.Proceedings;
using Daylight.Proceedings.Publishing;
using Daylight.Registry;
using Daylight.Registry.Views;
using Daylight.Tests.Proceedings;
using Daylight.Web;

namespace Daylight.Tests.Publishing;

public sealed class NodeTests : IDisposable
{
    private const string Code = "990101";
    private const string Origin = "daylight.test/log";

    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-test-").FullName;

    private NodeOptions Options => new(Path.Combine(_folder, "data"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Submission Unit(int n) =>
        new(
            $"a-{n}",
            new Register.UnitAct($"u{n}", $"{990101000 + n}", $"第{n}局", $"{n}局", UnitKind.Town),
            TestLog.Registrar
        );

    [Fact]
    public async Task An_act_is_there_after_the_node_was_opened_anew()
    {
        await Node.Init(Options, Code, Origin);
        await using (var node = await Node.Open(Options))
        {
            Assert.IsType<Outcome.Recorded>(await node.Log(Code)!.Clerk.Perform(Unit(1)));
        }

        await using var again = await Node.Open(Options);

        Assert.Equal(1, again.Log(Code)!.Clerk.Size);
        Assert.Equal("第1局", Assert.Single(await UnitList.Of(again.Store, Code)).Name);
        Assert.Equal(new Outcome.Recorded(Origin, 0, 1), await again.Log(Code)!.Clerk.Perform(Unit(1)));
    }

    [Fact]
    public async Task A_second_process_is_told_who_holds_the_folder()
    {
        await Node.Init(Options, Code, Origin);
        await using var node = await Node.Open(Options with { Verb = "serve" });

        var busy = await Assert.ThrowsAsync<DataFolderBusyException>(() => Node.Open(Options));

        Assert.Equal($"{Environment.ProcessId} serve", busy.Holder);
    }

    [Fact]
    public async Task A_log_is_opened_once()
    {
        await Node.Init(Options, Code, Origin);

        await Assert.ThrowsAsync<InDoubtException>(() => Node.Init(Options, Code, Origin));
    }

    [Fact]
    public async Task Nothing_starts_without_a_log()
    {
        var fault = await Assert.ThrowsAsync<InDoubtException>(() => Node.Open(Options));
        Assert.Contains("daylight log init", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Options.DataFolder));
    }

    [Fact]
    public async Task A_database_that_is_gone_is_noticed()
    {
        await Node.Init(Options, Code, Origin);
        File.Delete(Path.Combine(Options.DataFolder, "ledger.db"));

        var fault = await Assert.ThrowsAsync<InDoubtException>(() => Node.Open(Options));

        Assert.Contains(Code, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stopped_between_keys_and_database_is_done_to_the_end()
    {
        KeyFolder.OpenOrCreate(Path.Combine(Options.DataFolder, "keys")).Create(Code, Origin);

        var key = await Node.Init(Options, Code, Origin);

        await using var node = await Node.Open(Options);
        Assert.Equal(node.Log(Code)!.Keys.All[0], key);
    }
}
