using Daylight.Documents.Sheets;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Views;

namespace Daylight.Supervision.KeyWork.Intake;

/// <summary>An answer of a unit without accounts, as its table came back.</summary>
public sealed record AnswerLine(int Row, string Item, string Unit, string Number, string Title, string Text);

/// <summary>The table that goes to a unit without accounts and comes back filled in.</summary>
internal sealed record AnswerSheet(IReadOnlyList<AnswerLine> Lines, IReadOnlyList<CellFault> Faults)
{
    private static readonly Head[] s_heads =
    [
        new("事项编号", Required: true),
        new("单位", Required: true),
        new("进展情况", Required: true, "进展"),
    ];

    /// <summary>The open items of a unit, with a column to fill in.</summary>
    public static Table Out(IReadOnlyList<ItemRow> items, KnownUnit unit, IReadOnlyList<string> notes) =>
        new(
            $"{unit.ShortName}反馈表",
            [
                new("事项编号", 14),
                new("单位", 14),
                new("事项名称", 34),
                new("办理要求", 48),
                new("办结期限", 12),
                new("进展情况（填写）", 48),
            ],
            items.Select(item =>
                (IReadOnlyList<TableCell>)
                    [
                        item.Number,
                        unit.ShortName,
                        item.Title,
                        item.Demand,
                        item.Due is { } due ? Shanghai.DayOf(due) : (DateOnly?)null,
                        "",
                    ]
            ),
            notes
        );

    /// <summary>Reads a table that came back. Rows without an answer are left out.</summary>
    /// <param name="items">The items that the office may see, by number.</param>
    public static (AnswerSheet? Sheet, Refusal? Refusal) Read(
        Book book,
        UnitBook units,
        IReadOnlyDictionary<string, ItemRow> items
    )
    {
        if (book.Sheets.Count == 0)
        {
            return (null, new NothingIsChosen());
        }

        if (!HeadedSheet.TryRead(book.Sheets[0], s_heads, out var table, out var refusal))
        {
            return (null, refusal);
        }

        var lines = new List<AnswerLine>();
        var faults = new List<CellFault>();
        foreach (var row in table.Rows.Where(row => !table.Of(row, "进展情况").IsEmpty))
        {
            if (Line(table, row, units, items, faults) is { } line)
            {
                lines.Add(line);
            }
        }

        return lines.Count + faults.Count == 0
            ? (null, new NothingIsChosen())
            : (new AnswerSheet(lines, faults), null);
    }

    private static AnswerLine? Line(
        HeadedSheet table,
        SheetRow row,
        UnitBook units,
        IReadOnlyDictionary<string, ItemRow> items,
        List<CellFault> faults
    )
    {
        var text = table.Of(row, "进展情况").Text;
        var item = items.GetValueOrDefault(table.Of(row, "事项编号").Text);
        var unit = units.Named(table.Of(row, "单位").Text);
        if (item is null)
        {
            faults.Add(
                table.Fault(
                    row,
                    "事项编号",
                    new Phrase("没有这个编号的在办事项", "no open item has this number")
                )
            );
        }

        if (
            unit is null
            || (item is not null && item.Lead != unit.Id && !item.Assistants.Split(',').Contains(unit.Id))
        )
        {
            faults.Add(
                table.Fault(row, "单位", new Phrase("不是这个事项的办理单位", "is no unit of this item"))
            );
        }

        if (SecrecyMark.In(text) is { } mark)
        {
            faults.Add(
                table.Fault(row, "进展情况", new Phrase($"带有“{mark}”标志", $"bears the mark {mark}"))
            );
        }

        return item is null || unit is null
            ? null
            : new(row.Number, item.Item, unit.Id, item.Number, item.Title, text);
    }
}
