using Daylight.Norms.Calendar;
using Daylight.Supervision.KeyWork.Views;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 督查情况 of a period: the on-time rates of every lead unit, in tiers. Tiers and no ranks: within a tier units stand in the order of
/// their ids.
/// </summary>
/// <param name="All">The items of the period that it counts.</param>
internal sealed record Bulletin(
    DateOnly From,
    DateOnly To,
    OnTime All,
    IReadOnlyList<BulletinUnit> Units,
    IReadOnlyList<ItemRow> Items
)
{
    public static Bulletin Of(IReadOnlyList<ItemRow> items, DateOnly from, DateOnly to, DateTimeOffset now) =>
        new(
            from,
            to,
            OnTime.Of(items, from, to, now),
            [
                .. items
                    .GroupBy(row => row.Lead)
                    .Select(unit => new BulletinUnit(unit.Key, OnTime.Of(unit, from, to, now)))
                    .Where(unit => unit.Rate.FirstDue + unit.Rate.NowDue > 0)
                    .OrderBy(unit => unit.Unit, StringComparer.Ordinal),
            ],
            items
        );

    /// <summary>The month that a text such as 2026-11 names, or that of a day.</summary>
    public static (DateOnly From, DateOnly To) Month(string? text, DateOnly today)
    {
        var from = DateOnly.TryParseExact(
            text,
            "yyyy-MM",
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.None,
            out var first
        )
            ? first
            : new DateOnly(today.Year, today.Month, 1);
        return (from, from.AddMonths(1).AddDays(-1));
    }

    /// <summary>
    /// The units of which nothing overdue would be told before they were heard and somebody decided: all whose items are on time,
    /// and those whose every lapse was decided on.
    /// </summary>
    /// <param name="isDecided">Whether a named person decided about the lapse of this item after the unit was heard.</param>
    public IEnumerable<BulletinUnit> MayBeNamed(Func<ItemRow, bool> isDecided) =>
        Units.Where(unit =>
            unit.Tier is "a"
            || Items.Where(row => row.Lead == unit.Unit && row.Lapses.Length > 0).All(isDecided)
        );
}

/// <param name="Unit">Its opaque id.</param>
internal sealed record BulletinUnit(string Unit, OnTime Rate)
{
    /// <summary>a: all on time. b: something was late and is done. c: something is late and not done.</summary>
    public string Tier =>
        Rate.Open > 0 ? "c"
        : Rate.FirstMet == Rate.FirstDue && Rate.NowMet == Rate.NowDue ? "a"
        : "b";
}
