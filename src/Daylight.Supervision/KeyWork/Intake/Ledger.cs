using System.Globalization;
using Daylight.Documents.Sheets;
using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Intake;

/// <summary>A row of the former ledger, resolved.</summary>
public sealed record LedgerLine(
    int Row,
    string Number,
    string Title,
    ItemSource Source,
    string Reference,
    string Demand,
    string Giver,
    string Lead,
    IReadOnlyList<string> Assistants,
    DateOnly Opened,
    DateOnly? OriginalDue,
    DateOnly? Due,
    int Extensions,
    ItemPhase Phase,
    DateOnly? Closed,
    string Progress
)
{
    /// <summary>The act that carries it over.</summary>
    public ImportItem.Act Act(string item) =>
        new(
            item,
            Number,
            Title,
            Source,
            Reference,
            Demand,
            Giver,
            Lead,
            Assistants,
            Opened,
            OriginalDue,
            Due,
            Extensions,
            Phase,
            Closed,
            Progress
        );
}

/// <summary>The ledger that was kept before, read for its preview; faults by row and column.</summary>
internal sealed record Ledger(IReadOnlyList<LedgerLine> Lines, IReadOnlyList<CellFault> Faults)
{
    /// <summary>Rows taken over at a time.</summary>
    public const int Most = 500;

    private static readonly Dictionary<string, ItemPhase> s_phases = new(StringComparer.Ordinal)
    {
        ["待签收"] = ItemPhase.Assigned,
        ["已交办"] = ItemPhase.Assigned,
        [""] = ItemPhase.InHand,
        ["办理中"] = ItemPhase.InHand,
        ["在办"] = ItemPhase.InHand,
        ["已办结"] = ItemPhase.Closed,
        ["办结"] = ItemPhase.Closed,
        ["已销号"] = ItemPhase.StruckOff,
        ["销号"] = ItemPhase.StruckOff,
    };

    public static IReadOnlyList<Head> Heads { get; } =
    [
        new("事项编号", Required: true, "编号", "序号"),
        new("事项名称", Required: true, "事项", "任务", "督办事项"),
        new("来源"),
        new("来源文件", Required: false, "文件", "依据"),
        new("办理要求", Required: false, "要求", "具体内容"),
        new("交办领导", Required: false, "批示领导", "领导"),
        new("牵头单位", Required: true, "责任单位", "主办单位"),
        new("协办单位", Required: false, "配合单位"),
        new("立项日期", Required: true, "交办日期", "交办时间", "立项时间"),
        new("原定期限", Required: false, "原期限", "办结期限", "完成时限"),
        new("现期限", Required: false, "延期后期限"),
        new("新期限"),
        new("延期次数"),
        new("状态", Required: false, "办理状态", "办理情况"),
        new("办结日期", Required: false, "办结时间", "完成日期"),
        new("进展情况", Required: false, "进展", "最新进展"),
    ];

    /// <summary>An empty table with the heads.</summary>
    public static byte[] Template() =>
        SheetWriter.Xlsx(
            new Table(
                "督办台账",
                [.. Heads.Select(head => new TableColumn(head.Name + (head.Required ? "*" : ""), 18))],
                []
            )
        );

    /// <param name="givers">The offices that may give items, by id and name.</param>
    public static (Ledger? Ledger, Refusal? Refusal) Read(
        Book book,
        UnitBook units,
        IReadOnlyList<(string Id, string Name)> givers
    )
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
        if (rows.Count is 0 or > Most)
        {
            return (null, rows.Count == 0 ? new NothingIsChosen() : new TooManyParagraphs(rows.Count, Most));
        }

        var faults = new List<CellFault>();
        var lines = rows.Select(row => new Reading(table, row, faults).Line(units, givers)).ToList();
        faults.AddRange(
            rows.GroupBy(row => table.Of(row, "事项编号").Text)
                .Where(group => group.Key.Length > 0 && group.Count() > 1)
                .SelectMany(group => group.Skip(1))
                .Select(row =>
                    table.Fault(row, "事项编号", new Phrase("与前面的行重复", "stands in an earlier row"))
                )
        );
        return (
            new Ledger(
                lines,
                [
                    .. faults
                        .Distinct()
                        .OrderBy(fault => fault.Cell.Address.Row)
                        .ThenBy(fault => fault.Cell.Address.Column),
                ]
            ),
            null
        );
    }

    /// <summary>Reads one row and notes what is wrong with its cells.</summary>
    private sealed class Reading(HeadedSheet table, SheetRow row, List<CellFault> faults)
    {
        public LedgerLine Line(UnitBook units, IReadOnlyList<(string Id, string Name)> givers)
        {
            foreach (var head in Heads.Where(head => head.Required && Text(head.Name).Length == 0))
            {
                Fault(head.Name, "没有填写", "is empty");
            }

            if (SecrecyMark.In(row.Cells.Select(cell => cell.Text)) is { } mark)
            {
                Fault("事项名称", $"带有“{mark}”标志", $"bears the mark {mark}");
            }

            var phase = s_phases.TryGetValue(Text("状态"), out var known) ? known : Other();
            return new LedgerLine(
                row.Number,
                Text("事项编号"),
                Text("事项名称"),
                Source(),
                Text("来源文件") is { Length: > 0 } reference ? reference : "原督办台账",
                Text("办理要求") is { Length: > 0 } demand ? demand : Text("事项名称"),
                Giver(givers),
                Units("牵头单位", units).FirstOrDefault() ?? "",
                [.. Units("牵头单位", units).Skip(1), .. Units("协办单位", units)],
                Day("立项日期") ?? DateOnly.MinValue,
                Day("原定期限"),
                Day("新期限") ?? Day("现期限") ?? Day("原定期限"),
                Whole("延期次数"),
                phase,
                Day("办结日期"),
                Text("进展情况")
            );
        }

        private string Text(string head) => table.Of(row, head).Text;

        private void Fault(string head, string zh, string en) =>
            faults.Add(table.Fault(row, head, new Phrase(zh, en)));

        private ItemPhase Other()
        {
            Fault("状态", "只能写待签收、办理中、已办结、已销号", "is 待签收, 办理中, 已办结 or 已销号");
            return ItemPhase.InHand;
        }

        private ItemSource Source()
        {
            if (Text("来源") is { Length: > 0 } text && SourceWords.Of(text) is null)
            {
                Fault("来源", $"没有“{text}”这类来源", $"no source is named {text}");
            }

            return SourceWords.Of(Text("来源")) ?? ItemSource.Meeting;
        }

        private string Giver(IReadOnlyList<(string Id, string Name)> givers)
        {
            var name = Text("交办领导");
            // 县长 is the office whose name ends so, and not the first 副县长 whose name holds it.
            var found = givers
                .Where(giver => name.Length > 0 && giver.Name.Contains(name, StringComparison.Ordinal))
                .OrderByDescending(giver =>
                    giver.Name == name || giver.Name.EndsWith($" {name}", StringComparison.Ordinal)
                )
                .FirstOrDefault();
            if (found.Id is not null)
            {
                return found.Id;
            }

            if (name.Length == 0 && givers.Count == 1)
            {
                return givers[0].Id;
            }

            Fault("交办领导", $"没有找到“{name}”这一职务", $"no office is named {name}");
            return "";
        }

        private IEnumerable<string> Units(string head, UnitBook units)
        {
            foreach (var name in UnitBook.Split(Text(head)))
            {
                if (units.Named(name) is { } unit)
                {
                    yield return unit.Id;
                }
                else if (!faults.Any(fault => fault.Head == head && fault.Cell.Address.Row == row.Number))
                {
                    Fault(head, $"机构名录中没有“{name}”", $"no unit is named {name}");
                }
            }
        }

        private DateOnly? Day(string head)
        {
            var cell = table.Of(row, head);
            if (!cell.IsEmpty && cell.Day is null && cell.Text is not "长期坚持")
            {
                Fault(
                    head,
                    $"“{cell.Text}”不是日期，请写成2026-12-31",
                    $"{cell.Text} is no day; write 2026-12-31"
                );
            }

            return cell.Day;
        }

        private int Whole(string head)
        {
            var text = Text(head).TrimEnd('次');
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
            {
                return whole;
            }

            if (text.Length > 0)
            {
                Fault(head, $"“{Text(head)}”不是次数", $"{Text(head)} is no count");
            }

            return 0;
        }
    }
}
