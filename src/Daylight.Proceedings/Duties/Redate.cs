using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Proceedings;

/// <summary>
/// Works a provisional due date out anew once the calendar of its year was adopted. The start and the span stay what they
/// were; the original date stays visible. Done by the worker, once per duty and calendar on any number of nodes.
/// </summary>
public static class Redate
{
    /// <param name="Calendar">Hash of the calendar that the worker saw in force.</param>
    /// <param name="After">How often the duty had been redated: a calendar that comes back redates it once more.</param>
    public sealed record Act(string Matter, string Duty, string Calendar, int After) : Proceedings.Act
    {
        public override Power Needs => Lapse.Power;

        public override IReadOnlyList<StreamRef> Streams => [MatterDuties.Of(Matter)];

        public override Decision Decide(Hearing hearing) =>
            Redate.Decide(hearing.State(MatterDuties.Of(Matter)), this, hearing.Rules, hearing.Today);
    }

    /// <summary>The id under which this duty is redated by this calendar, whoever does it.</summary>
    public static string ActId(string matter, string duty, string calendar, int after) =>
        FactIds.Derived("redate", $"{matter}\n{duty}\n{calendar}\n{after}");

    internal static Decision Decide(MatterDuties duties, Act act, AdoptedRules rules, DateOnly today)
    {
        if (!duties.Open.TryGetValue(act.Duty, out var duty))
        {
            return new NoSuchDutyIsOpen(act.Matter, act.Duty);
        }

        // While its clock stands still it has no date; it is worked out anew when it goes on.
        if (
            !duty.Provisional
            || duty.Due is null
            || Again(rules, duty.Norm.Id, duty.Start, duty.Span, today) is not { } again
        )
        {
            return new DutyIsNotProvisional(act.Matter, act.Duty);
        }

        return duty.Redated.Length != act.After ? new DutyWasRedatedMeanwhile(act.Matter, act.Duty)
            : rules.Calendar.Hash != act.Calendar ? new CalendarIsInForceNoMore(act.Calendar)
            : new DutyRedated(
                act.Matter,
                act.Duty,
                again.Due + duty.Stopped,
                again.Provisional,
                act.Calendar,
                RedateReason.Calendar,
                "",
                duty.Norm
            );
    }

    /// <summary>The same start and span under the calendar in force; null where the span is none.</summary>
    internal static (DateTimeOffset? Due, bool Provisional)? Again(
        AdoptedRules rules,
        NormId norm,
        DateTimeOffset start,
        string length,
        DateOnly today
    )
    {
        if (!Span.TryParse(length, out var span, out _))
        {
            return null;
        }

        var due = rules.Calendar.Due(start, span, Options(rules.Find(norm), today));
        return (due.Last is { } last ? Envelope.WholeMillisecond(last) : null, due.Provisional);
    }

    private static DueOptions Options(Norm? norm, DateOnly today) =>
        norm?.On(today)?.Parameters is Deadline deadline
            ? new DueOptions
            {
                Roll = deadline.RollForward ? RollForward.NextWorkingDay : RollForward.None,
                OfficeHours = deadline.OfficeHours.IsEmpty
                    ? DueOptions.Default.OfficeHours
                    : deadline.OfficeHours,
            }
            : DueOptions.Default;
}

[NoNorm("only a provisional date moves with the calendar")]
public sealed record DutyIsNotProvisional(string Matter, string Duty) : Refusal;

[NoNorm("a date is worked out from where it stands")]
public sealed record DutyWasRedatedMeanwhile(string Matter, string Duty) : Refusal;

[NoNorm("the calendar in force decides")]
public sealed record CalendarIsInForceNoMore(string Calendar) : Refusal;
