using Daylight.Proceedings;

namespace Daylight.Supervision.Plans;

/// <summary>One plan, as lists and the calendar show it.</summary>
/// <param name="Units">Opaque ids, parted by commas.</param>
public sealed record PlanRow(
    string Plan,
    string Number,
    PlanKind Kind,
    string Matter,
    string Units,
    DateOnly FromDay,
    DateOnly ToDay,
    string Basis,
    string Office,
    string ProposedBy,
    PlanStanding Standing,
    string MergedInto
);

/// <summary>督查计划.</summary>
public sealed class PlanView() : View<PlanRow>("supervision_plan", version: 1, keyLength: 1, "from_day")
{
    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            PlanMerged f =>
            [
                [f.Plan],
            ],
            PlanFact f =>
            [
                [f.Plan],
            ],
            _ => [],
        };

    protected override PlanRow? Apply(object[] key, PlanRow? row, Recorded recorded) =>
        (recorded.Fact, row) switch
        {
            (PlanProposed f, _) => new(
                f.Plan,
                "",
                f.Kind,
                f.Matter,
                string.Join(',', f.Units),
                f.From,
                f.To,
                f.Basis,
                f.Office,
                f.ProposedBy,
                PlanStanding.Proposed,
                ""
            ),
            (PlanApproved f, { } known) => known with { Number = f.Label, Standing = PlanStanding.Approved },
            (PlanMerged f, { } known) => known with { Standing = PlanStanding.Merged, MergedInto = f.Into },
            (PlanCancelled, { } known) => known with { Standing = PlanStanding.Cancelled },
            _ => row,
        };
}

/// <summary>What one unit was asked in one month. Both the unit and the office see it.</summary>
/// <param name="Month">2026-05.</param>
/// <param name="Items">Items assigned to it, as lead or assistant.</param>
/// <param name="Reminders">Reminders and rungs of the ladder.</param>
/// <param name="Plans">Approved or proposed supervision plans that go to it, in the month of their first day.</param>
/// <param name="Hearings">Times that facts were put to it.</param>
/// <param name="Figures">Figures that it was asked for.</param>
public sealed record BurdenCount(
    string Unit,
    string Month,
    int Items,
    int Reminders,
    int Plans,
    int Hearings,
    int Figures
);

/// <summary>负担: requests per unit and month.</summary>
public sealed class BurdenView() : View<BurdenCount>("supervision_burden", version: 2, keyLength: 2, "month")
{
    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            KeyWork.ItemAssigned f => f
                .Assistants.Prepend(f.Lead)
                .Distinct()
                .Select(unit => Key(unit, recorded.Day)),
            KeyWork.ItemReminded f => [Key(f.Unit, recorded.Day)],
            KeyWork.RungTaken f => [Key(f.Unit, recorded.Day)],
            HearingCalled f => [Key(f.About, recorded.Day)],
            KeyWork.Figures.FigureAsked f => [Key(f.Unit, recorded.Day)],
            PlanProposed f => f.Units.Distinct().Select(unit => Key(unit, f.From)),
            _ => [],
        };

    protected override BurdenCount? Apply(object[] key, BurdenCount? row, Recorded recorded)
    {
        var count = row ?? new((string)key[0], (string)key[1], 0, 0, 0, 0, 0);
        return recorded.Fact switch
        {
            KeyWork.ItemAssigned => count with { Items = count.Items + 1 },
            KeyWork.ItemReminded or KeyWork.RungTaken => count with { Reminders = count.Reminders + 1 },
            KeyWork.Figures.FigureAsked => count with { Figures = count.Figures + 1 },
            HearingCalled => count with { Hearings = count.Hearings + 1 },
            PlanProposed => count with { Plans = count.Plans + 1 },
            _ => row,
        };
    }

    private static object[] Key(string unit, DateOnly day) =>
        [unit, day.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)];
}
