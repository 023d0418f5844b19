using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.Plans;

/// <summary>综合性督查检查的频次: how many an office has approved in a calendar year, as its norm counts them.</summary>
internal static class PlanBurden
{
    public static readonly NormId Norm = NormId.Parse("inspection.burden");

    /// <summary>The proposal to merge, of one office and year.</summary>
    public static string ProposalOf(Plan plan) => $"burden.{plan.Office}.{plan.From.Year}";

    /// <summary>The count of the plan's office in the plan's year; null where the plan is no comprehensive one.</summary>
    public static Answer? Ask(PlanRegister register, Plan plan, Hearing hearing) =>
        plan.Kind is PlanKind.Comprehensive
            ? hearing.Rules.Ask(Norm, Situation(register, plan.Office, plan.From))
            : null;

    /// <param name="day">A day of the year that counts.</param>
    internal static Situation Situation(PlanRegister register, string office, DateOnly day) =>
        new(Shanghai.EndOf(new DateOnly(day.Year, 12, 31)))
        {
            Subject = office,
            Occurrences =
            [
                .. register
                    .All.Values.Where(plan =>
                        plan.Office == office
                        && plan.Kind is PlanKind.Comprehensive
                        && plan.Standing is PlanStanding.Approved
                    )
                    .OrderBy(plan => plan.From)
                    .ThenBy(plan => plan.Id, StringComparer.Ordinal)
                    .Select(plan => new Occurrence(office, "inspection.held", plan.From)
                    {
                        Attributes = Attributes.Of(("inspection-kind", "comprehensive-inspection")),
                        Label = plan.Matter,
                    }),
            ],
        };
}
