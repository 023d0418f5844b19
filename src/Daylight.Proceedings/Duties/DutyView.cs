using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>How a duty stands.</summary>
public enum DutyStanding
{
    Open,
    Lapsed,
    Discharged,
    Lifted,
}

/// <summary>One row per duty of the log, of whatever mechanism.</summary>
/// <param name="DueBeforeCalendar">Due before a year's notice moved it to <paramref name="Due"/> under <paramref name="Calendar"/>; null where none did.</param>
/// <param name="Redatings">How often its date was worked out anew or moved since it was opened.</param>
/// <param name="Lapses">Every due instant at which it lapsed, as <see cref="PastLapses"/> writes them.</param>
/// <param name="DischargedAt">When it was done; late where <paramref name="LapsedAt"/> is set.</param>
public sealed record DutyRow(
    string Matter,
    string Duty,
    string What,
    string Owner,
    string Title,
    string Norm,
    string Pack,
    DateTimeOffset Start,
    string Span,
    DateTimeOffset? Due,
    DateTimeOffset? OriginalDue,
    bool Provisional,
    int Extensions,
    DutyStanding Standing,
    DateTimeOffset? LapsedAt,
    DateTimeOffset? DischargedAt,
    string Calendar,
    DateTimeOffset? DueBeforeCalendar,
    int Redatings,
    string Lapses
);

/// <summary>The duties of a log. The worker reads it in order of due time; home pages read it by owner.</summary>
public sealed class DutyView()
    : View<DutyRow>(
        "duty",
        version: 4,
        keyLength: 2,
        "standing, due",
        "owner, standing, due",
        "provisional, calendar",
        "due_before_calendar"
    )
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type>
        {
            typeof(DutyOpened),
            typeof(DutyRedated),
            typeof(DutyPassed),
            typeof(DutyLapsed),
            typeof(DutyDischarged),
            typeof(DutyLifted),
        };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            DutyOpened f =>
            [
                [f.Matter, f.Duty],
            ],
            DutyRedated f =>
            [
                [f.Matter, f.Duty],
            ],
            DutyPassed f =>
            [
                [f.Matter, f.Duty],
            ],
            DutyLapsed f =>
            [
                [f.Matter, f.Duty],
            ],
            DutyDischarged f =>
            [
                [f.Matter, f.Duty],
            ],
            DutyLifted f =>
            [
                [f.Matter, f.Duty],
            ],
            _ => [],
        };

    protected override DutyRow? Apply(object[] key, DutyRow? row, Recorded recorded) =>
        (recorded.Fact, row) switch
        {
            (DutyOpened f, _) => Opened(f, row?.Lapses ?? ""),
            (DutyRedated f, { } duty) => duty with
            {
                Due = f.Due,
                Provisional = f.Provisional,
                Calendar = f.Calendar,
                DueBeforeCalendar = f.Reason is RedateReason.Calendar && f.Due != duty.Due ? duty.Due : null,
                Extensions = duty.Extensions + (f.Reason is RedateReason.Extension ? 1 : 0),
                Redatings = duty.Redatings + 1,
                // A date at which it lapsed before leaves that lapse as it was: it is recorded once.
                Standing = PastLapses.Hold(duty.Lapses, f.Due) ? DutyStanding.Lapsed : DutyStanding.Open,
                LapsedAt = PastLapses.Hold(duty.Lapses, f.Due) ? f.Due : null,
            },
            (DutyPassed f, { } duty) => duty with { Owner = f.Owner },
            (DutyLapsed f, { } duty) => duty with
            {
                Standing = DutyStanding.Lapsed,
                LapsedAt = f.Due,
                Lapses = PastLapses.With(duty.Lapses, f.Due),
            },
            (DutyDischarged f, { } duty) => duty with
            {
                Standing = DutyStanding.Discharged,
                DischargedAt = f.At,
            },
            (DutyLifted, { } duty) => duty with { Standing = DutyStanding.Lifted },
            _ => row,
        };

    private static DutyRow Opened(DutyOpened f, string lapses) =>
        new(
            f.Matter,
            f.Duty,
            f.What,
            f.Owner,
            f.Title,
            f.Norm.Id.Text,
            f.Norm.Pack.Hex,
            f.Start,
            f.Span,
            f.Due,
            f.Due,
            f.Provisional,
            0,
            PastLapses.Hold(lapses, f.Due) ? DutyStanding.Lapsed : DutyStanding.Open,
            PastLapses.Hold(lapses, f.Due) ? f.Due : null,
            null,
            f.Calendar,
            null,
            0,
            lapses
        );
}
