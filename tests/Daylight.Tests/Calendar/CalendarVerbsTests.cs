using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Daylight.Cli;

namespace Daylight.Tests.Calendar;

public sealed class CalendarVerbsTests
{
    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CalendarVerbs.Build().Parse(args).Invoke(new() { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }

    private static string Beside(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, name);

    private static string Golden(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden", name);

    [Fact]
    public void Due_dates_explain_themselves_in_plain_words()
    {
        string[][] asked =
        [
            ["2026-05-08", "1wd"],
            ["2026-05-08", "60d"],
            ["2026-05-08T10:00", "1h"],
            ["2026-05-08T23:30", "1小时"],
            ["2026-05-08T16:30", "4oh"],
            ["2026-09-30", "20个工作日"],
            ["2026-02-13", "5wd"],
            ["2026-09-16", "15d", "--roll"],
            ["2024-01-31", "1m"],
            ["2026-05-08", "年底前"],
            ["2026-05-08", "立行立改"],
            ["2026-05-08", "每月5日"],
            ["2026-05-08", "长期坚持"],
            ["2026-12-20", "15wd"],
            ["2006-12-25", "5wd"],
        ];
        var text = new StringBuilder();
        foreach (var args in asked)
        {
            var (code, output, error) = Run(["add", .. args]);
            Assert.Equal((0, ""), (code, error));
            text.Append("$ calendar add ").AppendJoin(' ', args).Append('\n').Append(output).Append('\n');
        }

        Assert.Equal(File.ReadAllText(Golden("calendar-add.txt")), text.ToString());
    }

    [Fact]
    public void A_due_date_in_json_carries_its_days_and_the_calendar_used()
    {
        var (code, output, _) = Run("add", "2026-05-08", "1wd", "--json");
        using var json = JsonDocument.Parse(output);

        Assert.Equal(0, code);
        Assert.Equal("2026-05-09", json.RootElement.GetProperty("due").GetString());
        Assert.False(json.RootElement.GetProperty("provisional").GetBoolean());
        Assert.Equal(2, json.RootElement.GetProperty("days").GetArrayLength());
        Assert.Equal(64, json.RootElement.GetProperty("calendar").GetString()!.Length);
    }

    [Theory]
    [InlineData("8.5.2026", "1wd", "请写作2026-05-08")]
    [InlineData("2026-02-30", "1wd", "请写作2026-05-08")]
    [InlineData("2026-05-08", "soon", "5wd（5个工作日）")]
    [InlineData("9990-05-08", "100y", "超出公元9999年")]
    public void What_is_not_understood_is_refused_with_what_is_allowed(
        string date,
        string span,
        string expected
    )
    {
        var (code, output, error) = Run("add", date, span);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_notice_read_with_the_verb_can_be_used_for_counting()
    {
        var file = Path.Combine(Path.GetTempPath(), $"daylight-calendar-{Environment.ProcessId}.json");
        try
        {
            var (code, output, _) = Run(
                "read",
                Beside("Notices/2026.txt"),
                "--output",
                file,
                "--address",
                "https://www.gov.cn/"
            );
            Assert.Equal(0, code);
            Assert.Contains("须由第二人核对后采用。", output, StringComparison.Ordinal);

            Assert.StartsWith(
                "2026-05-09\n",
                Run("add", "2026-05-08", "1wd", "--with", file).Output,
                StringComparison.Ordinal
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_faulty_notice_is_told_by_the_exit_code()
    {
        var (code, output, _) = Run("read", Beside("second-source.txt"));

        Assert.Equal(1, code);
        Assert.Contains("不生成年份文件", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_year_names_its_notice_and_its_working_days() =>
        Assert.StartsWith(
            "2026年 工作日248天\n  依据：国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）",
            Run("year", "2026").Output,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_missing_file_is_refused() => Assert.Equal(2, Run("read", "no-such-file.txt").Code);
}
