using System.Text;
using Daylight.Documents;
using Daylight.Documents.Sheets;
using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Tests.Documents;

public sealed class HeadedSheetTests
{
    private static readonly Head[] s_heads =
    [
        new("事项名称", Required: true, "事项", "任务"),
        new("牵头单位", Required: true, "责任单位"),
        new("期限"),
    ];

    private static Sheet Csv(string text) =>
        Assert.IsType<SheetReading.Read>(SheetReader.Read(Encoding.UTF8.GetBytes(text))).Book.Sheets[0];

    [Fact]
    public void Columns_are_found_by_their_heads_below_a_title_and_in_any_order()
    {
        Assert.True(
            HeadedSheet.TryRead(
                Csv("重点工作台账,,\n序号,责任单位（全称）*,任 务\n1, 县住建局 ,道路\n"),
                s_heads,
                out var table,
                out _
            )
        );

        var row = Assert.Single(table.Rows);
        Assert.Equal("道路", table.Of(row, "事项名称").Text);
        Assert.Equal("县住建局", table.Of(row, "牵头单位").Text);
        Assert.True(table.Of(row, "期限").IsEmpty);
        Assert.False(table.Has("期限"));
    }

    [Fact]
    public void A_fault_says_row_column_and_address()
    {
        HeadedSheet.TryRead(Csv("事项,责任单位,期限\n道路,住建,某日\n"), s_heads, out var table, out _);

        var fault = table!.Fault(table.Rows[0], "期限", new Phrase("不是日期", "no date"));

        Assert.Equal("第2行“期限”（C2）：不是日期", fault.Say().Zh);
        Assert.Equal("Row 2, 期限 (C2): no date", fault.Say().En);
    }

    [Fact]
    public void Missing_and_doubled_heads_are_named()
    {
        Assert.False(HeadedSheet.TryRead(Csv("事项,备注\nx,y\n"), s_heads, out _, out var missing));
        Assert.Equal("牵头单位", Assert.IsType<HeadsAreMissing>(missing).Missing);
        Assert.False(HeadedSheet.TryRead(Csv("事项,牵头单位,任务\nx,y,z\n"), s_heads, out _, out var twice));
        Assert.Equal(new HeadStandsTwice("事项名称", "A1", "C1"), twice);
        Assert.Contains("A1、C1", twice!.Say().Zh, StringComparison.Ordinal);
    }
}
