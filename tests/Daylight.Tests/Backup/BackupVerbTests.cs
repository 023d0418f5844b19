using System.Text.Json;
using Daylight.Cli;
using Daylight.Registry;
using Daylight.Tests.Proceedings;
using Daylight.Web;

namespace Daylight.Tests.Backup;

/// <summary>The verbs as they are typed, and their exit codes; and what a SIGKILL in the middle leaves.</summary>
public sealed class BackupVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-test-").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Keys => Path.Combine(Data, "keys");

    private string Elsewhere => Path.Combine(_folder, "elsewhere");

    private string KeyFile => Path.Combine(_folder, "backup.key");

    private string Backup => Path.Combine(_folder, "monday.dylb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_backed_up_comes_back_and_goes_on()
    {
        Found();
        Units(1, 4);
        var (code, made) = BackUp("--json");
        Assert.Equal(0, code);
        Assert.Equal(4, Json(made).GetProperty("logs")[0].GetProperty("size").GetInt32());

        var (restored, output) = Restore("--json");

        Assert.Equal(0, restored);
        Assert.True(Json(output).GetProperty("logs")[0].GetProperty("clean").GetBoolean());
        Assert.Equal(0, Run(AuditVerb.Build(), "--data", Elsewhere, "--keys", Keys).Code);
        Units(5, 6, "--data", Elsewhere, "--keys", Keys);
        Assert.Equal(0, Run(AuditVerb.Build(), "--data", Elsewhere, "--keys", Keys).Code);
    }

    [Fact]
    public async Task Rows_of_accounts_come_back_and_sessions_do_not()
    {
        Found();
        Units(1, 1);
        await Tables("data", "INSERT INTO accounts_counter VALUES ('990101', 'tries', 3, 9)");
        await Tables(
            "data",
            "INSERT INTO accounts_session VALUES ('990101', 's', x'00', 'a', 'o', 'w', 'g', 1, 1, 1)"
        );

        Assert.Equal(0, BackUp().Code);
        Assert.Equal(0, Restore().Code);

        Assert.Equal(3L, await Tables("elsewhere", "SELECT amount FROM accounts_counter"));
        Assert.Equal(0L, await Tables("elsewhere", "SELECT count(*) FROM accounts_session"));
        Assert.Equal(
            ["accounts.db", "ledger.db"],
            Directory.GetFiles(Elsewhere, "*.db*").Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Files_of_cases_come_back_whole_and_go_again_when_the_restore_fails()
    {
        Found();
        Units(1, 1);
        var content = new byte[(3 << 20) + 7];
        new Random(1).NextBytes(content);
        var path = Path.Combine(
            "attachments",
            "990101",
            new string('a', 32),
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))
        );
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Data, path))!);
        await File.WriteAllBytesAsync(Path.Combine(Data, path), content);
        await File.WriteAllBytesAsync(Path.Combine(Data, path[..^3]), [1]);
        Assert.Equal(0, BackUp().Code);

        Assert.Equal(0, Restore().Code);
        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(Elsewhere, path)));
        Assert.Single(
            Directory.GetFiles(Path.Combine(Elsewhere, "attachments"), "*", SearchOption.AllDirectories)
        );

        Directory.Delete(Elsewhere, recursive: true);
        var bytes = await File.ReadAllBytesAsync(Backup);
        bytes[^40] ^= 1;
        await File.WriteAllBytesAsync(Backup, bytes);
        Assert.Equal(1, Restore().Code);
        Assert.False(File.Exists(Path.Combine(Elsewhere, path)));
    }

    [Fact]
    public async Task A_credential_that_no_fact_recorded_is_not_restored_unseen()
    {
        Found();
        Units(1, 1);
        await Tables(
            "data",
            "INSERT INTO accounts_credential (jurisdiction_id, id, account, kind, material, found_by, since_ms, until_ms) "
                + "VALUES ('990101', 'forged', 'a', 'Password', x'01', '', 1, 2)"
        );

        Assert.Equal(0, BackUp().Code);
        Assert.Equal(1, Restore().Code);
        Assert.Empty(Directory.GetFiles(Elsewhere, "*.db*"));
    }

    [Fact]
    public void An_older_backup_is_restored_with_a_code_of_its_own_and_the_log_is_continued()
    {
        Found();
        Units(1, 3);
        Assert.Equal(0, BackUp().Code);
        Units(4, 5);

        Assert.Equal(3, Restore().Code);
        string[] there = ["--data", Elsewhere, "--keys", Keys];
        Assert.Equal(
            1,
            Run(
                RegistryVerbs.Build(),
                ["unit", "add", "--code", "990101009", "--name", "第9局", .. there]
            ).Code
        );
        Assert.Equal(0, Run(LogVerbs.Build(), ["succeed", "--reason", "盘坏", "--yes", .. there]).Code);
        Units(6, 7, there);
        Assert.Equal(0, Run(AuditVerb.Build(), there).Code);
    }

    [Fact]
    public void What_is_wrong_is_said_and_nothing_is_written()
    {
        Found();
        Units(1, 1);
        Assert.Equal(2, Run(Verb("backup"), "--key-file", KeyFile, "--data", Data).Code);
        Assert.Equal(1, Run(Verb("backup"), Backup, "--key-file", Backup, "--data", Data).Code);
        Assert.Equal(0, BackUp().Code);
        Assert.Equal(1, BackUp().Code);
        Assert.Equal(1, Run(Verb("backup"), "key", KeyFile).Code);
        var short_ = Path.Combine(_folder, "short");
        File.WriteAllText(short_, "too short\n");
        Assert.Equal(1, Run(Verb("backup"), Backup + "2", "--passphrase-file", short_, "--data", Data).Code);

        Assert.Equal(
            1,
            Run(Verb("restore"), Backup, "--key-file", KeyFile, "--data", Data, "--keys", Keys).Code
        );
        File.WriteAllText(Backup, "no backup");
        Assert.Equal(1, Restore().Code);
        Assert.Empty(Directory.GetFiles(Elsewhere, "ledger*"));
    }

    [Fact]
    public async Task A_backup_that_is_killed_leaves_no_backup_and_a_whole_ledger()
    {
        Found();
        await Fill(6000);
        var random = new Random(5);
        var (killed, whole) = (0, 0);
        for (var round = 0; killed < 3 && round < 12; round++)
        {
            File.Delete(Backup);
            using var process = CliProcess.Start("backup", Backup, "--key-file", KeyFile, "--data", Data);
            await process.Reaches(Backup + ".new", TimeSpan.FromMilliseconds(random.Next(40)));
            killed += process.Kill() ? 1 : 0;
            if (File.Exists(Backup))
            {
                whole++;
                Assert.Equal(0, Restore().Code);
                Directory.Delete(Elsewhere, recursive: true);
            }
        }

        Assert.True(killed > 0, $"All {whole} backups were done before they were killed.");
        File.Delete(Backup);
        Assert.Equal(0, BackUp().Code);
        Assert.Empty(Directory.GetFiles(_folder, "*.new"));
        Assert.Equal(0, Run(AuditVerb.Build(), "--data", Data).Code);
        Assert.Equal(0, Restore().Code);
    }

    [Fact]
    public async Task A_restore_that_is_killed_leaves_no_ledger_or_a_whole_one()
    {
        Found();
        await Fill(6000);
        Assert.Equal(0, BackUp().Code);
        var random = new Random(6);
        for (var (killed, round) = (0, 0); killed < 4 && round < 12; round++)
        {
            using var process = CliProcess.Start(
                "restore",
                Backup,
                "--key-file",
                KeyFile,
                "--data",
                Elsewhere,
                "--keys",
                Keys
            );
            await process.Reaches(
                Path.Combine(Elsewhere, "ledger.db.restoring"),
                TimeSpan.FromMilliseconds(random.Next(600))
            );
            killed += process.Kill() ? 1 : 0;
            if (File.Exists(Path.Combine(Elsewhere, "ledger.db")))
            {
                Assert.Equal(0, Run(AuditVerb.Build(), "--data", Elsewhere, "--keys", Keys).Code);
                Directory.Delete(Elsewhere, recursive: true);
            }
        }

        if (!File.Exists(Path.Combine(Elsewhere, "ledger.db")))
        {
            Assert.Equal(0, Restore().Code);
        }

        Assert.Equal([Path.Combine(Elsewhere, "ledger.db")], Directory.GetFiles(Elsewhere, "ledger.db*"));
        Assert.Equal(0, Run(AuditVerb.Build(), "--data", Elsewhere, "--keys", Keys).Code);
    }

    private async Task<object?> Tables(string place, string sql)
    {
        await using var database = await Daylight.Accounts.AccountsDatabase.OpenFile(
            Path.Combine(_folder, place, "accounts.db")
        );
        await using var connection = await database.Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private static System.CommandLine.Command Verb(string name) =>
        BackupVerbs.Build().First(verb => verb.Name == name);

    private static (int Code, string Output) Run(System.CommandLine.Command command, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        return (command.Parse(args).Invoke(new() { Output = output, Error = error }), output.ToString());
    }

    private void Found()
    {
        string[] log = ["--jurisdiction", "990101", "--origin", "daylight.test/log", "--data", Data];
        Assert.Equal(0, Run(LogVerbs.Build(), ["init", .. log]).Code);
        Assert.Equal(0, Run(Verb("backup"), "key", KeyFile).Code);
    }

    private (int Code, string Output) BackUp(params string[] more) =>
        Run(Verb("backup"), [Backup, "--key-file", KeyFile, "--data", Data, .. more]);

    private (int Code, string Output) Restore(params string[] more) =>
        Run(Verb("restore"), [Backup, "--key-file", KeyFile, "--data", Elsewhere, "--keys", Keys, .. more]);

    private void Units(int first, int last, params string[] where)
    {
        for (var n = first; n <= last; n++)
        {
            string[] unit = ["unit", "add", "--code", $"{990101000 + n}", "--name", $"第{n}局"];
            Assert.Equal(
                0,
                Run(RegistryVerbs.Build(), [.. unit, .. where.Length > 0 ? where : ["--data", Data]]).Code
            );
        }
    }

    private async Task Fill(int units)
    {
        await using var node = await Node.Open(new NodeOptions(Data));
        await Task.WhenAll(
            Enumerable
                .Range(1, units)
                .Select(n =>
                    node.Log("990101")!
                        .Clerk.Perform(
                            new(
                                $"a-{n}",
                                new Register.UnitAct(
                                    $"u{n}",
                                    $"{990101000 + n}",
                                    $"第{n}局",
                                    $"{n}局",
                                    UnitKind.Town
                                ),
                                TestLog.Registrar
                            )
                        )
                )
        );
        await node.Log("990101")!.Publisher.Publish();
    }
}
