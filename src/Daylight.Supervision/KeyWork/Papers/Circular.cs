using Daylight.Documents;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui;

namespace Daylight.Supervision.KeyWork.Papers;

/// <summary>
/// 督查情况通报 over all items of a period: rates with their definitions and denominators, the units in tiers, the items in an attachment.
/// A unit whose lapse was not yet heard and decided on is counted and not named (政府督查工作条例 21).
/// </summary>
internal static class Circular
{
    /// <summary>Items that the attachment lists at most; the fact of a paper holds 32 KiB.</summary>
    private const int Listed = 60;

    private static readonly (string Tier, string Says)[] s_tiers =
    [
        ("a", "期限内的事项均按期报结的单位"),
        ("b", "有事项逾期、现已报结的单位"),
        ("c", "有事项逾期、尚未报结的单位"),
    ];

    /// <param name="names">The name of a unit.</param>
    /// <param name="say">The words of a phase.</param>
    /// <param name="share">按期办结率 as its norm has it, of what was met and what was due.</param>
    public static PaperDraft Of(
        Bulletin bulletin,
        Func<ItemRow, bool> isDecided,
        Func<string, string> names,
        Func<ItemPhase, string> say,
        Func<int, int, string> share
    )
    {
        var named = bulletin.MayBeNamed(isDecided).ToList();
        var period = $"{bulletin.From.Year}年{bulletin.From.Month}月";
        return new(
            $"关于{period}督查事项办理情况的通报",
            "",
            "各有关单位",
            string.Join(
                '\n',
                [.. Body(bulletin, named, period, names, share), .. Attached(bulletin, named, names, say)]
            )
        );
    }

    private static IEnumerable<string> Body(
        Bulletin bulletin,
        IReadOnlyList<BulletinUnit> named,
        string period,
        Func<string, string> names,
        Func<int, int, string> share
    )
    {
        var all = bulletin.All;
        yield return $"现将{period}期限内督查事项的办理情况通报如下。";
        yield return "一、总体情况";
        yield return $"按原定期限，应报结{all.FirstDue}件，按期报结{all.FirstMet}件，按期办结率{share(all.FirstMet, all.FirstDue)}；按现行期限，应报结{all.NowDue}件，按期报结{all.NowMet}件，按期办结率{share(all.NowMet, all.NowDue)}；逾期未报结{all.Open}件。其中经批准延期{all.Extended}件，改派{all.Moved}件，拆分或重立{all.Carried}件，均按最初的期限计入。";
        yield return "二、分单位情况";
        var at = 0;
        foreach (var (tier, says) in s_tiers)
        {
            if (named.Where(unit => unit.Tier == tier).ToList() is not { Count: > 0 } units)
            {
                continue;
            }

            yield return $"（{HanNumbers.Write(++at)}）{says}";
            yield return $"{string.Join('、', units.Select(unit => Said(unit, names)))}。";
        }

        if (bulletin.Units.Count - named.Count is > 0 and var rest)
        {
            yield return $"另有{rest}家单位的逾期情况正在听取说明，本期只计数，不列名。";
        }

        yield return "三、下一步要求";
        yield return "有事项逾期的单位要抓紧办理，说明原因和完成时间；需要其他单位支持的，及时提出，由督查机构协调。";
    }

    private static string Said(BulletinUnit unit, Func<string, string> names) =>
        unit.Tier is "a"
            ? $"{names(unit.Unit)}（{unit.Rate.NowMet}件）"
            : $"{names(unit.Unit)}（应报结{unit.Rate.NowDue}件，按期{unit.Rate.NowMet}件，逾期未报结{unit.Rate.Open}件）";

    private static IEnumerable<string> Attached(
        Bulletin bulletin,
        IReadOnlyList<BulletinUnit> named,
        Func<string, string> names,
        Func<ItemPhase, string> say
    )
    {
        var units = named.Select(unit => unit.Unit).ToHashSet(StringComparer.Ordinal);
        var items = bulletin.Items.Where(row => units.Contains(row.Lead) && row.Number.Length > 0).ToList();
        if (items.Count == 0)
        {
            yield break;
        }

        yield return "附件：督查事项办理情况表";
        yield return "编号｜事项｜牵头单位｜状态｜原定期限｜现期限";
        foreach (var row in items.Take(Listed))
        {
            yield return string.Join(
                '｜',
                row.Number,
                row.Title.Replace('｜', '，'),
                names(row.Lead),
                say(row.Phase),
                Day(row.FirstDue ?? row.OriginalDue),
                Day(row.Due)
            );
        }

        if (items.Count > Listed)
        {
            yield return $"其余{items.Count - Listed}件见督查平台。";
        }
    }

    private static string Day(DateTimeOffset? at) =>
        at is { } known && Dates.DayOf(known) is var day ? $"{day.Year}.{day.Month}.{day.Day}" : "长期";
}
