using Daylight.Supervision.KeyWork;
using Daylight.Tests.Habits;
using Daylight.Tests.Web;

namespace Daylight.Tests.Browser;

/// <summary>What goes to a leader on paper is one A4, whatever there is to tell.</summary>
public sealed class PrintTests(Chromium chromium, DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    [Fact]
    public async Task The_morning_page_and_a_leaders_weekly_sheet_are_one_sheet_at_5_20_and_60_items()
    {
        var album = Path.Combine(Tree.Root, "artifacts", "pictures", "print");
        Directory.CreateDirectory(album);
        var made = 0;
        await using var leader = await chromium.Open(county.Address, Screen.Desk);
        await leader.Go("/demo");
        await leader.Follow("#p-zhang button");
        foreach (var items in (int[])[5, 20, 60])
        {
            for (; made < items; made++)
            {
                await Make(made);
            }

            foreach (var (name, path) in s_sheets)
            {
                await leader.Go(path);
                var pdf = await leader.Print();
                await File.WriteAllBytesAsync(
                    Path.Combine(album, $"{name}-{items}.pdf"),
                    pdf,
                    TestContext.Current.CancellationToken
                );
                Assert.Equal(1, PagesOf(pdf));
                if (items > 20)
                {
                    Assert.Contains("其余", await leader.Main(), StringComparison.Ordinal);
                }
            }
        }

        Found.None(leader.Faults);
    }

    private static readonly (string Name, string Path)[] s_sheets =
    [
        ("morning", "/desk/morning"),
        ("weekly", "/desk/weekly?giver=o-county-head"),
    ];

    private async Task Make(int at)
    {
        var item = $"print-{at:00}";
        await Do(
            new Propose.Act(
                item,
                $"第{at}号：加快推进城乡供水管网改造和老旧水表更换（一期），确保年内通水到户",
                ItemSource.Meeting,
                "县政府第41次常务会议纪要",
                "按期完成。",
                "o-county-head",
                "u-zhujian",
                [],
                "by:2026-11-24",
                false
            ),
            "p-wang"
        );
        await Do(new Approve.Act(item, 2026), "p-zhang");
        await Do(new Assign.Act(item, "市政科"), "p-wang");
        await Do(new Sign.Act(item, "u-zhujian", SigningWay.Screen, null), "p-li");
        if (at % 2 == 0)
        {
            await Do(new ReportDone.Act(item, "已完成。", []), "p-li");
            await Do(new Check.LayBeforeAct(item, "拟同意。"), "p-wang");
        }
    }

    private async Task Do(Daylight.Proceedings.Act act, string person) =>
        Assert.IsType<Daylight.Proceedings.Outcome.Recorded>(await county.Perform(act, person));

    /// <summary>Page objects of a PDF as Chromium writes it: not compressed.</summary>
    private static int PagesOf(byte[] pdf) =>
        System.Text.Encoding.Latin1.GetString(pdf).Split("/Type /Page\n").Length - 1;
}
