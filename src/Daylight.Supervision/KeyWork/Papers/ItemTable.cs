using Daylight.Documents.Sheets;
using Daylight.Norms.Calendar;
using Daylight.Supervision.KeyWork.Views;

namespace Daylight.Supervision.KeyWork.Papers;

/// <summary>The list of items as a table to take out.</summary>
internal static class ItemTable
{
    /// <param name="names">The name of a unit or an office.</param>
    /// <param name="say">The words of a key, for phases and sources.</param>
    /// <param name="notes">Who took it out, when and for what: the marks of the file.</param>
    public static Table Of(
        IReadOnlyList<ItemRow> rows,
        Func<string, string> names,
        Func<string, string> say,
        IReadOnlyList<string> notes
    ) =>
        new(
            "督办事项",
            [
                new("事项编号", 14),
                new("事项名称", 36),
                new("来源", 14),
                new("来源文件", 30),
                new("办理要求", 48),
                new("交办领导", 16),
                new("牵头单位", 16),
                new("协办单位", 24),
                new("状态", 12),
                new("逾期", 8),
                new("原定期限", 12),
                new("现期限", 12),
                new("延期次数", 10),
                new("办结日期", 12),
            ],
            rows.Select(row => Line(row, names, say)),
            notes
        );

    private static IReadOnlyList<TableCell> Line(
        ItemRow row,
        Func<string, string> names,
        Func<string, string> say
    ) =>
        [
            row.Number,
            row.Title,
            say($"source.{row.Source}"),
            row.Reference,
            row.Demand,
            names(row.Giver),
            names(row.Lead),
            string.Join('、', row.Assistants.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(names)),
            say($"phase.{row.Phase}"),
            row.LapsedAt is not null && row.ClosedAt is null ? say("late") : "",
            Day(row.OriginalDue),
            Day(row.Due),
            row.Extensions,
            Day(row.ClosedAt),
        ];

    private static DateOnly? Day(DateTimeOffset? at) => at is { } known ? Shanghai.DayOf(known) : null;
}
