using System.Text.Json;
using Daylight.Cli;
using Microsoft.Data.Sqlite;

namespace Daylight.Tests.Audit;

/// <summary>The verbs as they are typed, and their exit codes.</summary>
public sealed class AuditVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-test-").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Ledger => Path.Combine(Data, "ledger.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_changed_row_is_reported_and_a_rebuild_mends_it()
    {
        Init();
        Units(1, 3);
        Assert.Equal(0, Audit().Code);

        Tamper("UPDATE registry_unit SET name = '假局' WHERE name = '第2局'");
        var (code, output) = Audit("--json");

        var report = Assert.Single(JsonDocument.Parse(output).RootElement.EnumerateArray());
        Assert.Equal(1, code);
        Assert.False(report.GetProperty("clean").GetBoolean());
        var fault = Assert.Single(report.GetProperty("faults").EnumerateArray());
        Assert.Equal(
            ("RowDiffers", "registry_unit", "name", "假局", "第2局"),
            (
                Text(fault, "kind"),
                Text(fault, "table"),
                Text(fault, "column"),
                Text(fault, "live"),
                Text(fault, "log")
            )
        );

        Assert.Equal(0, Run(ViewsVerbs.Build(), "rebuild", "registry_unit", "--data", Data).Code);
        Assert.Equal(0, Audit().Code);
    }

    [Fact]
    public void Without_a_ledger_or_its_keys_no_audit_can_be_made()
    {
        Assert.Equal(2, Audit().Code);
        Init();
        Directory.Move(Path.Combine(Data, "keys"), Path.Combine(_folder, "keys"));

        Assert.Equal(2, Audit().Code);
        Assert.Equal(0, Audit("--keys", Path.Combine(_folder, "keys")).Code);
    }

    [Fact]
    public void A_name_of_no_view_is_not_rebuilt()
    {
        Init();

        Assert.Equal(1, Run(ViewsVerbs.Build(), "rebuild", "nonsense", "--data", Data).Code);
    }

    [Fact]
    public void An_older_copy_is_reported_and_the_log_that_continues_it_is_clean()
    {
        Init();
        Units(1, 3);
        var copy = Path.Combine(_folder, "old.db");
        Tamper($"VACUUM INTO '{copy}'");
        Units(4, 5);
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(Data, "ledger.db*"))
        {
            File.Delete(file);
        }

        File.Copy(copy, Ledger);
        var (code, output) = Audit("--json");
        Assert.Equal(1, code);
        Assert.Contains("CheckpointBeyondLog", output, StringComparison.Ordinal);

        Assert.Equal(0, Run(LogVerbs.Build(), "succeed", "--reason", "盘坏", "--yes", "--data", Data).Code);
        Units(6, 7);

        var after = Audit("--json");
        Assert.Equal(
            (0, 6),
            (after.Code, JsonDocument.Parse(after.Output).RootElement[0].GetProperty("size").GetInt32())
        );
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static (int Code, string Output) Run(System.CommandLine.Command command, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        return (command.Parse(args).Invoke(new() { Output = output, Error = error }), output.ToString());
    }

    private (int Code, string Output) Audit(params string[] args) =>
        Run(AuditVerb.Build(), [.. args, "--data", Data]);

    private void Init() =>
        Assert.Equal(
            0,
            Run(
                LogVerbs.Build(),
                "init",
                "--jurisdiction",
                "990101",
                "--origin",
                "daylight.test/log",
                "--data",
                Data
            ).Code
        );

    private void Units(int first, int last)
    {
        for (var n = first; n <= last; n++)
        {
            var (code, _) = Run(
                RegistryVerbs.Build(),
                "unit",
                "add",
                "--data",
                Data,
                "--code",
                $"{990101000 + n}",
                "--name",
                $"第{n}局"
            );
            Assert.Equal(0, code);
        }
    }

    private void Tamper(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Ledger};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
