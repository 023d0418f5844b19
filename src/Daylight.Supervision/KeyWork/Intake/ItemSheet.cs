using Daylight.Documents.Sheets;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Intake;

/// <summary>A row of a table of new items, as it was written.</summary>
/// <param name="Row">As the table counts it.</param>
internal sealed record ItemLine(
    int Row,
    string Title,
    ItemSource? Source,
    string Reference,
    string Demand,
    string Lead,
    string Assistants,
    string Given
);

/// <summary>New items from a table: every row with all that is wrong with it, by row and column.</summary>
internal sealed record ItemSheet(IReadOnlyList<ItemLine> Lines, IReadOnlyList<CellFault> Faults)
{
    public static IReadOnlyList<Head> Heads { get; } =
    [
        new("事项名称", Required: true, "事项", "任务", "工作任务", "督办事项"),
        new("来源"),
        new("来源文件", Required: false, "文件", "依据"),
        new("办理要求", Required: true, "要求", "工作要求", "具体内容"),
        new("牵头单位", Required: true, "责任单位", "主办单位"),
        new("协办单位", Required: false, "配合单位", "参与单位"),
        new("办结期限", Required: false, "期限", "完成时限", "时限"),
    ];

    /// <summary>An empty table with the heads and one line that shows how to fill them.</summary>
    public static byte[] Template() =>
        SheetWriter.Xlsx(
            new Table(
                "拟立项事项",
                [.. Heads.Select(head => new TableColumn(head.Name + (head.Required ? "*" : ""), 22))],
                [
                    [
                        "背街小巷路灯补亮",
                        "会议议定事项",
                        "县政府第41次常务会议纪要第二项",
                        "补齐12处背街小巷的路灯。",
                        "县住建局",
                        "县财政局、丹东街道",
                        "年底前",
                    ],
                ]
            )
        );

    /// <summary>Reads the first sheet of a book; the refusal where its columns cannot be told.</summary>
    public static (ItemSheet? Sheet, Refusal? Refusal) Read(Book book, UnitBook units)
    {
        if (book.Sheets.Count == 0)
        {
            return (null, new NothingIsChosen());
        }

        if (!HeadedSheet.TryRead(book.Sheets[0], Heads, out var table, out var refusal))
        {
            return (null, refusal);
        }

        var rows = table.Rows.Where(row => row.Cells.Any(cell => cell.Text.Trim().Length > 0)).ToList();
        return rows.Count switch
        {
            0 => (null, new NothingIsChosen()),
            > PaperReading.Most => (null, new TooManyParagraphs(rows.Count, PaperReading.Most)),
            _ => (
                new ItemSheet(
                    [.. rows.Select(row => Line(table, row))],
                    [.. rows.SelectMany(row => FaultsOf(table, row, units))]
                ),
                null
            ),
        };
    }

    private static ItemLine Line(HeadedSheet table, SheetRow row) =>
        new(
            row.Number,
            table.Of(row, "事项名称").Text,
            SourceWords.Of(table.Of(row, "来源").Text),
            table.Of(row, "来源文件").Text,
            table.Of(row, "办理要求").Text,
            table.Of(row, "牵头单位").Text,
            table.Of(row, "协办单位").Text,
            GivenOf(table.Of(row, "办结期限"))
        );

    private static IEnumerable<CellFault> FaultsOf(HeadedSheet table, SheetRow row, UnitBook units)
    {
        foreach (var head in Heads.Where(head => head.Required && table.Of(row, head.Name).IsEmpty))
        {
            yield return table.Fault(row, head.Name, new Phrase("没有填写", "is empty"));
        }

        foreach (var head in new[] { "牵头单位", "协办单位" })
        {
            foreach (
                var name in UnitBook.Split(table.Of(row, head).Text).Where(name => units.Named(name) is null)
            )
            {
                yield return table.Fault(
                    row,
                    head,
                    new Phrase($"机构名录中没有“{name}”", $"no unit is named {name}")
                );
            }
        }

        if (table.Of(row, "来源") is { IsEmpty: false } source && SourceWords.Of(source.Text) is null)
        {
            yield return table.Fault(
                row,
                "来源",
                new Phrase($"没有“{source.Text}”这类来源", $"no source is named {source.Text}")
            );
        }

        if (table.Of(row, "办结期限") is { IsEmpty: false } due && !Span.TryParse(GivenOf(due), out _, out _))
        {
            yield return table.Fault(
                row,
                "办结期限",
                new Phrase($"“{due.Text}”不是日期或者时限", $"{due.Text} is no date or span")
            );
        }

        if (SecrecyMark.In(row.Cells.Select(cell => cell.Text)) is { } mark)
        {
            yield return table.Fault(
                row,
                "办理要求",
                new Phrase($"带有“{mark}”标志", $"bears the mark {mark}")
            );
        }
    }

    private static string GivenOf(Cell cell) => cell.Day is { } day ? new Span.By(day).Words : cell.Text;
}
