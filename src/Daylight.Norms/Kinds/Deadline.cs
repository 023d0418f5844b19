using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>时限: something must be done within a span of its start, or by a given date.</summary>
public sealed partial record Deadline : Parameters
{
    /// <summary>The default span; null where only a given date counts, and an item without one is refused.</summary>
    public Span? Within { get; init; }

    /// <summary>Kinds of occurrence that start the clock where no start is given.</summary>
    public ImmutableArray<string> Starts { get; init; } = [];

    public GivenDate GivenDate { get; init; }

    public bool RollForward { get; init; }

    public ImmutableArray<Opening> OfficeHours { get; init; } = [];

    public Extending? Extending { get; init; }

    /// <summary>Reasons for which the clock stops; a stop for another reason is not counted.</summary>
    public ImmutableArray<string> SuspendedBy { get; init; } = [];

    /// <summary>How long before the due date a reminder goes out, the earliest first.</summary>
    public ImmutableArray<Span> Remind { get; init; } = [];

    /// <summary>What follows after a lapse, each step only after the former one.</summary>
    public ImmutableArray<DeadlineStep> Ladder { get; init; } = [];

    public override NormKind Kind => NormKind.Deadline;

    internal override IEnumerable<string> Names => [];

    /// <summary>临期: whether one of the days on which this norm reminds has come. Never from the due day on alone.</summary>
    public bool IsNear(WorkCalendar calendar, DateOnly due, DateOnly today) =>
        Remind.Any(span => calendar.Before(due, span) is var day && day < due && today >= day);

    internal static Deadline Read(Fields fields)
    {
        var within = fields.Need("within");
        return new Deadline
        {
            Within = within is null or Node.Scalar { Text: "given" } ? null : fields.AsSpan(within),
            Starts = fields.Terms("starts"),
            GivenDate =
                fields.OneOf<GivenDate>("given-date", GivenDates.Parse, GivenDates.Words) ?? GivenDate.Beats,
            RollForward = fields.Flag("roll-forward"),
            OfficeHours = fields.Openings("office-hours"),
            Extending = fields.Inner("extension") is { } extension ? Extending.Read(extension) : null,
            SuspendedBy = fields.Terms("suspended-by"),
            Remind = fields.Spans("remind"),
            Ladder = [.. fields.Each("ladder").Select(DeadlineStep.Read)],
        };
    }
}

/// <summary>What a date given by a leader or a document does to the default span.</summary>
public enum GivenDate
{
    /// <summary>It takes the place of the default, earlier or later.</summary>
    Beats,

    /// <summary>It counts only where it is earlier than the default.</summary>
    OnlyEarlier,

    /// <summary>The statute leaves no room: the default stands.</summary>
    Ignored,
}

internal static class GivenDates
{
    public static readonly string[] Words = ["beats", "only-earlier", "ignored"];

    public static GivenDate? Parse(string text) =>
        text switch
        {
            "beats" => GivenDate.Beats,
            "only-earlier" => GivenDate.OnlyEarlier,
            "ignored" => GivenDate.Ignored,
            _ => null,
        };
}

/// <summary>How a deadline may be extended. The original date is kept and shown whatever is granted.</summary>
/// <param name="AtMost">How many times.</param>
/// <param name="By">The longest span that one extension may add; null where the giver decides.</param>
/// <param name="BeforeDue">It must be asked for before the due date.</param>
/// <param name="ApprovedBy">Offices that may grant it; empty where anybody may.</param>
public sealed record Extending(
    int AtMost,
    Span? By,
    bool BeforeDue,
    ImmutableArray<string> ApprovedBy,
    bool NeedsReason
)
{
    internal static Extending Read(Fields fields)
    {
        var extending = new Extending(
            fields.Count("at-most", least: 1) ?? 1,
            fields.Span("by"),
            fields.Flag("before-due", otherwise: true),
            fields.Terms("approved-by"),
            fields.Flag("needs-reason", otherwise: true)
        );
        fields.Done();
        return extending;
    }
}

/// <summary>One step after a lapse: so long after the due date, to whom, proposing what.</summary>
public sealed record DeadlineStep(
    string Step,
    Span? Overdue,
    string? To,
    ImmutableArray<Consequence> Proposes
)
{
    internal static DeadlineStep Read(Fields fields)
    {
        var step = new DeadlineStep(
            fields.NeedTerm("step"),
            fields.Span("overdue"),
            fields.Term("to"),
            fields.Consequences()
        );
        fields.Done();
        return step;
    }
}
