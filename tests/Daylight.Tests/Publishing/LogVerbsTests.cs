using System.Text.Json;
using Daylight.Cli;
using Daylight.Ledger;
using Daylight.Proceedings.Publishing;
using Daylight.Store.Sqlite;
using Daylight.Tests.Ledger;
using PublishedLog = Daylight.Proceedings.Publishing.PublishedLog;

namespace Daylight.Tests.Publishing;

/// <summary>The verbs as they are typed, and their exit codes.</summary>
public sealed class LogVerbsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-test-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (int Code, string Output, string Error) Run(
        System.CommandLine.Command command,
        params string[] args
    )
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = command.Parse(args).Invoke(new() { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }

    private (int Code, string Output, string Error) Log(params string[] args) =>
        Run(LogVerbs.Build(), [.. args, "--data", Data]);

    private static (int Code, string Output, string Error) Verify(params string[] args) =>
        Run(VerifyVerb.Build(), args);

    private int Unit(int n) =>
        Run(
            RegistryVerbs.Build(),
            "unit",
            "add",
            "--data",
            Data,
            "--code",
            $"{990101000 + n}",
            "--name",
            $"第{n}局"
        ).Code;

    private string Init()
    {
        var (code, output, _) = Log("init", "--jurisdiction", "990101", "--origin", "daylight.test/log");
        Assert.Equal(0, code);
        return output.Split('\n')[1].Split('：')[1];
    }

    private JsonElement Keys() => JsonDocument.Parse(Log("keys", "--json").Output).RootElement;

    /// <summary>The published log as files, and a receipt.</summary>
    private async Task<string> Publish(long index)
    {
        var copy = Path.Combine(_folder, "copy");
        await using var store = SqliteLogStore.Open(Path.Combine(Data, "ledger.db"));
        var log = new PublishedLog(store, new LogPlace("990101", 1), continued: false);
        var size = (await log.Checkpoint())!.Size;
        foreach (var path in Tiles.Of(size).Select(tile => tile.Path).Append("checkpoint"))
        {
            var file = Path.Combine(copy, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, (await log.ReadAsync(path, default))!);
        }

        var receipts = new Receipts(store, new Dictionary<string, PublishedLog> { ["990101"] = log });
        var receipt = Path.Combine(_folder, "r.tlog-proof");
        await File.WriteAllBytesAsync(receipt, (await receipts.Of("990101", index))!.ToBytes());
        return copy;
    }

    [Fact]
    public async Task A_log_is_opened_written_published_and_verified()
    {
        var key = Init();
        Assert.Equal(0, Unit(1));
        Assert.Equal(0, Unit(2));
        Assert.Equal(1, Unit(2));
        var copy = await Publish(1);

        var (code, output, error) = Verify(copy, "--vkey", key);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains(
            "成立：账本 daylight.test/log 的2条记录与其检查点全部相符。",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("仅本县记录，尚无外部见证。", output, StringComparison.Ordinal);

        (code, output, _) = Verify(Path.Combine(_folder, "r.tlog-proof"), "--vkey", key);
        Assert.Equal(0, code);
        Assert.Contains("第1号记录于", output, StringComparison.Ordinal);
        Assert.Contains("第2局", output, StringComparison.Ordinal);

        var json = JsonDocument
            .Parse(Verify(Path.Combine(_folder, "r.tlog-proof"), "--vkey", key, "--json").Output)
            .RootElement;
        Assert.True(json.GetProperty("good").GetBoolean());
        Assert.Equal(1, json.GetProperty("index").GetInt64());
        Assert.Equal(
            "第2局",
            json.GetProperty("fact").GetProperty("payload").GetProperty("name").GetString()
        );
    }

    [Fact]
    public async Task What_was_spoiled_does_not_hold()
    {
        var key = Init();
        Unit(1);
        var copy = await Publish(0);
        var bundle = Path.Combine(copy, "tile/entries/000.p/1");
        var bytes = await File.ReadAllBytesAsync(bundle);
        bytes[9] ^= 1;
        await File.WriteAllBytesAsync(bundle, bytes);
        var receipt = Path.Combine(_folder, "r.tlog-proof");
        var text = await File.ReadAllTextAsync(receipt);
        await File.WriteAllTextAsync(
            receipt,
            text.Replace("\nindex 0\n", "\nindex 1\n", StringComparison.Ordinal)
        );

        Assert.Equal(1, Verify(copy, "--vkey", key).Code);
        Assert.Equal(1, Verify(receipt, "--vkey", key).Code);
        Assert.Equal(1, Verify(receipt, "--vkey", Some.Key("daylight.test/log", 9).Verifier.ToString()).Code);
    }

    [Fact]
    public async Task A_missed_quorum_does_not_hold_and_a_key_of_its_own_is_said()
    {
        var key = Init();
        Unit(1);
        var copy = await Publish(0);
        var witness = Some.Witness("w.test/w", 3).Verifier;
        var policy = Path.Combine(_folder, "policy");
        await File.WriteAllTextAsync(policy, $"log {key}\nwitness w {witness}\nquorum w\n");

        var (code, output, _) = Verify(copy, "--policy", policy);
        Assert.Equal(1, code);
        Assert.Contains("见证方不足", output, StringComparison.Ordinal);
        Assert.Equal(1, Verify(Path.Combine(_folder, "r.tlog-proof"), "--policy", policy).Code);

        await File.WriteAllTextAsync(Path.Combine(copy, "vkey"), key + "\n");
        (code, output, _) = Verify(copy);
        Assert.Equal(0, code);
        Assert.Contains("公钥取自被核验处自身", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_understood_is_told_apart()
    {
        var nothing = Path.Combine(_folder, "nothing");
        Assert.Equal(2, Verify(nothing, "--vkey", Some.LogKey.Verifier.ToString()).Code);
        File.WriteAllText(nothing, "x");
        Assert.Equal(2, Verify(nothing, "--vkey", Some.LogKey.Verifier.ToString()).Code);
        Assert.Equal(2, Verify(nothing, "--vkey", "x").Code);
        Assert.Equal(2, Verify(nothing).Code);
        Assert.Equal(2, Verify("http://127.0.0.1:1/log/990101", "--vkey", "x").Code);
    }

    [Fact]
    public async Task An_unreachable_server_does_not_hold()
    {
        var (code, output, _) = Verify(
            "http://127.0.0.1:1/log/990101",
            "--vkey",
            Some.LogKey.Verifier.ToString()
        );
        Assert.Equal(1, code);
        Assert.Contains("checkpoint", output, StringComparison.Ordinal);
        await using var served = await ServedLog.Start();
        await served.Record(5);
        await served.Publish();
        Assert.Equal(0, Verify(served.Url).Code);
        Assert.Equal(0, Verify(served.Url + "/", "--vkey", served.Log.Keys.All[0].ToString()).Code);
        Assert.Equal(1, Verify(served.Url, "--vkey", Some.LogKey.Verifier.ToString()).Code);
    }

    [Fact]
    public void Keys_are_changed_from_the_command_line()
    {
        var key = Init();
        Unit(1);
        Assert.Equal([key], Keys().GetProperty("signing").EnumerateArray().Select(one => one.GetString()!));

        Assert.Equal(0, Log("rotate").Code);
        Assert.Equal(2, Keys().GetProperty("signing").GetArrayLength());
        Assert.Equal(0, Log("rotate", "--finish").Code);
        var keys = Keys();
        Assert.NotEqual(key, Assert.Single(keys.GetProperty("signing").EnumerateArray()).GetString());
        Assert.Equal(2, keys.GetProperty("all").GetArrayLength());
        Assert.Equal(3, keys.GetProperty("size").GetInt64());
        Assert.Equal(1, Log("rotate", "--finish").Code);
    }

    [Fact]
    public void A_log_that_is_well_is_not_succeeded_and_a_lost_one_is()
    {
        Init();
        Unit(1);
        Unit(2);
        var ledger = Path.Combine(Data, "ledger.db");
        Assert.Equal(1, Log("succeed", "--reason", "试试", "--yes").Code);
        Copy(ledger, ledger + ".old");
        Unit(3);
        Unit(4);
        Copy(ledger + ".old", ledger);

        Assert.Equal(1, Unit(5));
        var (code, output, _) = Log("succeed", "--reason", "磁盘损坏");
        Assert.Equal(1, code);
        Assert.Contains("丢失第2号至第3号，共2条", output, StringComparison.Ordinal);
        Assert.Equal("daylight.test/log", KeysOf());
        Assert.Equal(0, Log("succeed", "--reason", "磁盘损坏", "--yes").Code);
        Assert.Equal("daylight.test/log/2", KeysOf());
        Assert.Equal(0, Unit(6));
        Assert.Equal(4, Keys().GetProperty("size").GetInt64());

        string KeysOf() => KeyFolder.Open(Path.Combine(Data, "keys")).Log("990101").Origin;

        static void Copy(string from, string to)
        {
            foreach (var end in new[] { "", "-wal", "-shm" })
            {
                File.Delete(to + end);
                if (File.Exists(from + end))
                {
                    File.Copy(from + end, to + end);
                }
            }
        }
    }

    [Fact]
    public void Witnesses_are_named_from_the_command_line()
    {
        Init();
        var (one, two) = (Some.Witness("w.test/1", 1).Verifier, Some.Witness("w.test/2", 2).Verifier);
        Assert.Contains("仅本县记录", Log("witness", "list").Output, StringComparison.Ordinal);
        Assert.Equal(
            0,
            Log("witness", "add", "--name", "w1", "--key", $"{one}", "--url", "https://w.test/1").Code
        );
        Assert.Equal(
            0,
            Log(
                "witness",
                "add",
                "--name",
                "w2",
                "--key",
                $"{two}",
                "--url",
                "https://w.test/2",
                "--needed",
                "2"
            ).Code
        );
        Assert.Equal(
            1,
            Log("witness", "add", "--name", "w3", "--key", $"{two}", "--url", "https://w.test/3").Code
        );
        Assert.Equal(0, Log("witness", "log", Some.LogKey.Verifier.ToString()).Code);
        Assert.Equal(1, Log("witness", "log", $"{one}").Code);

        var policy = Witnesses.Read(Path.Combine(Data, "witnesses.policy"));
        Assert.Equal(["w1", "w2"], policy.Witnesses.Select(witness => witness.Name));
        Assert.False(policy.IsReachedBy(["w1"]));
        Assert.True(policy.IsReachedBy(["w1", "w2"]));
        var listed = JsonDocument.Parse(Log("witness", "list", "--json").Output).RootElement;
        Assert.Equal(2, listed.GetProperty("witnesses").GetArrayLength());
        Assert.Equal(1, listed.GetProperty("witnessed").GetArrayLength());
    }

    [Fact]
    public void A_policy_written_by_hand_is_left_alone()
    {
        Init();
        var key = Some.Witness("w.test/1", 1).Verifier;
        File.WriteAllText(
            Path.Combine(Data, "witnesses.policy"),
            $"witness w1 {key} https://w.test/1\ngroup mine all w1\nquorum mine\n"
        );

        var (code, _, error) = Log(
            "witness",
            "add",
            "--name",
            "w2",
            "--key",
            $"{key}",
            "--url",
            "https://w.test/2"
        );

        Assert.Equal(1, code);
        Assert.Contains("手工编写", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_witness_key_is_made_once()
    {
        var (code, output, _) = Log("witness", "key", "--name", "w.test/witness");
        Assert.Equal(0, code);
        Assert.Equal(KeyType.Cosignature, VerifierKey.Parse(output.Trim().Split('：')[1]).Type);
        Assert.Equal(1, Log("witness", "key", "--name", "w.test/witness").Code);
    }
}
