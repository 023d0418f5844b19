using Daylight.Norms.Calendar;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui;

namespace Daylight.Supervision.KeyWork.Papers;

/// <summary>What an office's own template may ask for, by the names of its gaps.</summary>
internal static class ItemValues
{
    /// <param name="say">The words of a key, for phases and sources.</param>
    public static IReadOnlyDictionary<string, string> Of(
        ItemRow item,
        IReadOnlyList<ItemStep> steps,
        Func<string, string> names,
        Func<string, string> say,
        DateOnly today
    ) =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["事项编号"] = item.Number,
            ["事项名称"] = item.Title,
            ["来源"] = say($"source.{item.Source}"),
            ["来源文件"] = item.Reference,
            ["办理要求"] = item.Demand,
            ["交办领导"] = names(item.Giver),
            ["牵头单位"] = names(item.Lead),
            ["责任科室"] = item.Department,
            ["协办单位"] = string.Join(
                '、',
                item.Assistants.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(names)
            ),
            ["状态"] = say($"phase.{item.Phase}"),
            ["原定期限"] = Day(item.OriginalDue),
            ["办结期限"] = Day(item.Due),
            ["延期次数"] = item.Extensions.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["办结日期"] = Day(item.ClosedAt),
            ["最近进展"] =
                steps
                    .LastOrDefault(step =>
                        step.Kind is nameof(ProgressReported) or nameof(DoneReported) && step.Text.Length > 0
                    )
                    ?.Text
                ?? "",
            ["今天"] = Dates.Plain(today, Language.ZhHans),
        };

    private static string Day(DateTimeOffset? at) =>
        at is { } known ? Dates.Plain(Shanghai.DayOf(known), Language.ZhHans) : "";
}
