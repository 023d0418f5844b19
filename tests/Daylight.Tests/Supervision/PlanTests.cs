using Daylight.Proceedings;
using Daylight.Supervision.Plans;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Supervision;

public sealed class PlanTests
{
    private static ProposePlan.Act Plan(
        string id,
        string matter = "安全生产",
        string from = "2026-06-01",
        string to = "2026-06-10",
        string unit = "u-housing"
    ) => new(id, PlanKind.Special, matter, [unit], Day(from), Day(to), "县政府〔2026〕9号");

    private static DateOnly Day(string text) =>
        DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void Overlap_counts_both_ends_of_a_period()
    {
        var trial = new Trial();
        trial.Grants(Plan("a"), Road.Officer);
        var refusal = trial.Refuses<PlanOverlaps>(
            Plan("b", from: "2026-06-10", to: "2026-06-20"),
            Road.Officer
        );
        Assert.Equal("a", refusal.Other);
        Assert.NotNull(refusal.Under);
        trial.Refuses<PlanOverlaps>(Plan("b", from: "2026-05-20", to: "2026-06-01"), Road.Officer);
        trial.Grants(Plan("b", from: "2026-06-11", to: "2026-06-20"), Road.Officer);
        trial.Grants(Plan("c", unit: "u-town"), Road.Officer);
        trial.Grants(Plan("d", matter: "教育收费"), Road.Officer);
    }

    [Theory]
    [InlineData("安全 生产。")]
    [InlineData("全县安全生产大检查")]
    public void Spaces_points_and_a_longer_name_are_the_same_matter(string matter)
    {
        var trial = new Trial();
        trial.Grants(Plan("a"), Road.Officer);
        trial.Refuses<PlanOverlaps>(Plan("b", matter), Road.Officer);
    }

    [Fact]
    public void A_cancelled_plan_leaves_room_and_a_merged_one_widens_the_other()
    {
        var trial = new Trial();
        trial.Grants(Plan("a"), Road.Officer);
        trial.Grants(new ApprovePlan.CancelAct("a", "并入全市行动"), Road.Officer);
        trial.Grants(Plan("b"), Road.Officer);
        trial.Grants(Plan("c", from: "2026-07-01", to: "2026-07-05", unit: "u-town"), Road.Officer);
        trial.Grants(new ApprovePlan.MergeAct("c", "b", "一次完成"), Road.Officer);
        trial.Refuses<PlanOverlaps>(
            Plan("d", from: "2026-07-05", to: "2026-07-09", unit: "u-town"),
            Road.Officer
        );
    }

    [Fact]
    public void Another_person_approves_and_numbers_follow_each_other_within_a_year()
    {
        var trial = new Trial();
        trial.Grants(Plan("a"), Road.Officer);
        trial.Grants(Plan("b", unit: "u-town"), Road.Officer);
        trial.Refuses<PlanApproverMustBeAnother>(
            new ApprovePlan.Act("a"),
            Trial.Officer("p-officer", "o", "u", "supervision.approve")
        );
        trial.Grants(new ApprovePlan.Act("b"), Road.Head);
        trial.Grants(new ApprovePlan.Act("a"), Road.Head);
        trial.Refuses<PlanIsElsewhere>(new ApprovePlan.Act("a"), Road.Head);
        Assert.Equal(
            ["督计2026-001", "督计2026-002"],
            trial.Facts.OfType<PlanApproved>().Select(plan => plan.Label)
        );
    }

    [Fact]
    public void A_plan_looks_forward_and_has_a_basis()
    {
        var trial = new Trial();
        trial.Refuses<PlanPeriodIsWrong>(Plan("a", to: "2026-05-31"), Road.Officer);
        trial.Refuses<PlanPeriodIsWrong>(Plan("a", from: "2026-05-01", to: "2026-05-07"), Road.Officer);
        trial.Refuses<PlanNeedsItsWords>(Plan("a") with { Basis = " " }, Road.Officer);
        trial.Grants(Plan("a", from: "2026-05-01", to: "2026-05-08"), Road.Officer);
    }
}
