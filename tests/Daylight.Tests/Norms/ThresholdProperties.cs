using System.Collections.Immutable;
using Daylight.Norms;
using FsCheck;
using FsCheck.Fluent;

namespace Daylight.Tests.Norms;

public sealed class ThresholdProperties
{
    private static readonly DateOnly s_today = new(2026, 5, 8);

    private static readonly Norm s_rungs = NormText.Of(
        "threshold",
        """
        { counts: points, measure: sum, rungs: [
          { at-least: 4, within: calendar year, proposes: 一 },
          { more-than: 5.5, within: 2 consecutive years, proposes: 二 },
          { at-least: 6.25, within: rolling 24 months, proposes: 三 },
          { at-most: 1, within: rolling 90 days, proposes: 四 },
          { exactly: 3, within: calendar quarter, proposes: 五 },
          { at-least: 2, each-of: 2 consecutive years, proposes: 六 },
          { less-than: 0.5, within: ever, proposes: 七 } ] }
        """
    );

    private static Threshold Threshold => (Threshold)s_rungs.Versions[0].Parameters;

    // Three subjects, days in the four years before today and a little after it, halves of a point.
    private static Gen<Occurrence> Found =>
        from subject in Gen.Elements("甲", "乙", "丙")
        from back in Gen.Choose(-40, 1400)
        from halves in Gen.Choose(0, 8)
        select new Occurrence(subject, "points", s_today.AddDays(-back), halves / 2m);

    private static Arbitrary<Occurrence[]> Many => Found.ArrayOf().ToArbitrary();

    private static Answer Ask(string subject, IEnumerable<Occurrence> occurrences) =>
        s_rungs.Ask(new Situation(s_today) { Subject = subject, Occurrences = [.. occurrences] });

    [Fact]
    public void An_occurrence_of_another_subject_changes_nothing() =>
        Prop.ForAll(
                Many,
                Found.ToArbitrary(),
                (all, other) =>
                {
                    var before = Ask("甲", all);
                    var after = Ask("甲", [.. all, other with { Subject = "丁" }]);
                    return before.Results.Equals(after.Results) && before.Why.Equals(after.Why);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_occurrences_are_known_changes_nothing() =>
        Prop.ForAll(Many, all => Ask("甲", all).Results.Equals(Ask("甲", all.Reverse()).Results))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_reversed_finding_counts_in_no_window() =>
        Prop.ForAll(
                Many,
                Found.ToArbitrary(),
                (all, wrong) =>
                    Ask("甲", all)
                        .Results.Equals(
                            Ask("甲", [.. all, wrong with { Subject = "甲", Reversed = s_today }]).Results
                        )
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_reversal_that_is_still_to_come_changes_nothing_today() =>
        Prop.ForAll(
                Many,
                all =>
                    Ask("甲", all)
                        .Results.Equals(
                            Ask("甲", all.Select(each => each with { Reversed = s_today.AddDays(1) })).Results
                        )
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_columns_judge_as_the_norm_itself_does() =>
        Prop.ForAll(Many, all => Same(Columns(all).Totals, all)).QuickCheckThrowOnFailure();

    [Fact]
    public void Adding_one_by_one_equals_loading_at_once() =>
        Prop.ForAll(
                Many,
                all =>
                {
                    var (totals, _) = Columns([]);
                    foreach (var each in all)
                    {
                        totals.Add(Number(each.Subject), each.Day, Scaled(each));
                    }

                    return Same(totals, all);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Reversing_in_the_columns_recomputes_every_window() =>
        Prop.ForAll(
                Many,
                Many,
                (kept, later) =>
                {
                    var (totals, ids) = Columns([.. kept, .. later]);
                    var added = kept.Select(each => totals.Add(Number(each.Subject), each.Day, Scaled(each)))
                        .ToArray();
                    foreach (var id in ids.Skip(kept.Length).Concat(added))
                    {
                        totals.Reverse(id);
                    }

                    return Same(totals, kept);
                }
            )
            .QuickCheckThrowOnFailure();

    private static (WindowTotals Totals, int[] Ids) Columns(Occurrence[] all) =>
        WindowTotals.Load(
            3,
            all.Select(each => Number(each.Subject)).ToArray(),
            all.Select(each => each.Day.DayNumber).ToArray(),
            all.Select(Scaled).ToArray(),
            scale: 1
        );

    private static bool Same(WindowTotals totals, Occurrence[] all)
    {
        var at = totals.Reached(Threshold, s_today);
        return new[] { "甲", "乙", "丙" }.All(subject =>
            Bits(Ask(subject, all)) == at[Number(subject)]
            && totals.Reached(Threshold, s_today, Number(subject)) == at[Number(subject)]
        );
    }

    private static uint Bits(Answer answer) =>
        ((Value.Several)answer.Results["reached"]!).Items.Aggregate(
            0u,
            (bits, rung) => bits | (1u << ((int)((Value.Number)rung).Amount - 1))
        );

    private static int Number(string subject) => "甲乙丙".IndexOf(subject, StringComparison.Ordinal);

    private static long Scaled(Occurrence each) => (long)(each.Amount * 10);
}
