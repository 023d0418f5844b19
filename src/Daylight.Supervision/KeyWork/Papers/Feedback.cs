using Daylight.Documents.Papers;
using Daylight.Norms.Calendar;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui;

namespace Daylight.Supervision.KeyWork.Papers;

/// <summary>What all units reported on one or several items, merged into one document.</summary>
internal static class Feedback
{
    /// <param name="items">Each with its time line, oldest first.</param>
    public static Paper Merge(
        IReadOnlyList<(ItemRow Item, IReadOnlyList<ItemStep> Steps)> items,
        Func<string, string> names,
        string organ,
        DateOnly today,
        IReadOnlyList<string> footing
    ) =>
        new()
        {
            Organ = organ,
            Head = PaperHead.None,
            Title = items.Count == 1 ? $"{items[0].Item.Title}办理情况汇总" : "督查事项办理情况汇总",
            Body = [.. items.SelectMany((entry, index) => Blocks(entry, index, items.Count, names))],
            Signature = organ,
            Day = today,
            Footing = footing,
        };

    private static IEnumerable<PaperBlock> Blocks(
        (ItemRow Item, IReadOnlyList<ItemStep> Steps) entry,
        int index,
        int count,
        Func<string, string> names
    )
    {
        if (count > 1)
        {
            yield return new PaperBlock.First(
                $"{Daylight.Documents.HanNumbers.Write(index + 1)}、{entry.Item.Title}"
            );
        }

        yield return new PaperBlock.Text(
            $"{entry.Item.Number}，{entry.Item.Reference}。办结期限：{(entry.Item.Due is { } due ? Dates.Plain(Shanghai.DayOf(due), Language.ZhHans) : "长期坚持")}。"
        );
        var units = entry
            .Item.Assistants.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Prepend(entry.Item.Lead);
        foreach (var (at, unit) in units.Distinct().Index())
        {
            yield return new PaperBlock.Second(
                $"（{Daylight.Documents.HanNumbers.Write(at + 1)}）{names(unit)}（{(unit == entry.Item.Lead ? "牵头" : "协办")}）"
            );
            var told = entry.Steps.Where(step => step.Unit == unit && IsReport(step)).ToList();
            foreach (var step in told)
            {
                yield return new PaperBlock.Text(
                    $"{Dates.Plain(Shanghai.DayOf(step.At), Language.ZhHans)}：{(step.Text.Length > 0 ? step.Text : "无新进展。")}"
                );
            }

            if (told.Count == 0)
            {
                yield return new PaperBlock.Text("尚未反馈。");
            }
        }
    }

    private static bool IsReport(ItemStep step) =>
        step.Kind is nameof(ProgressReported) or nameof(DoneReported);
}
