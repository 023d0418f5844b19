using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Views;

namespace Daylight.Supervision.KeyWork.Faces.Api;

/// <summary>An opaque id and what it is called; the name is left out of lists unless it was asked for.</summary>
internal sealed record Named(string Id, string? Name);

/// <summary>One item as lists tell it: the same fields as on the page, nothing more.</summary>
/// <param name="Late">The mark 逾期: its due instant passed and it is not closed.</param>
internal sealed record ItemLine(
    string Id,
    string Number,
    string Title,
    ItemSource Source,
    ItemPhase Phase,
    Named Giver,
    Named Lead,
    Named? Holder,
    bool Urgent,
    DateTimeOffset? Due,
    DateTimeOffset? OriginalDue,
    bool Provisional,
    bool Late,
    DateTimeOffset ProposedAt,
    DateTimeOffset ChangedAt,
    DateTimeOffset? ClosedAt
)
{
    public static ItemLine Of(ItemRow row, Func<string, Named> name) =>
        new(
            row.Item,
            row.Number,
            row.Title,
            row.Source,
            row.Phase,
            name(row.Giver),
            name(row.Lead),
            row.Holder.Length == 0 ? null : name(row.Holder),
            row.Urgent,
            row.Due,
            row.OriginalDue,
            row.Provisional,
            row.LapsedAt is not null && row.ClosedAt is null,
            row.ProposedAt,
            row.ChangedAt,
            row.ClosedAt
        );
}

/// <param name="Next">What to send as <c>cursor</c> for the rest; null where this was all.</param>
internal sealed record ItemList(IReadOnlyList<ItemLine> Items, string? Next);

/// <summary>One item in full.</summary>
/// <param name="Version">Of its stream; the entity tag, for <c>If-Match</c>.</param>
/// <param name="Acts">Names of the acts that the holder of the token may try now; whether one is granted is decided when it is sent.</param>
internal sealed record ItemAnswer(
    ItemLine Item,
    string Reference,
    string Demand,
    IReadOnlyList<Named> Assistants,
    string Department,
    Named? Person,
    int Extensions,
    DateOnly? AskedTo,
    Named? ReturnTo,
    string CarriedFrom,
    IReadOnlyList<ItemPartAnswer> Parts,
    IReadOnlyList<ItemDutyAnswer> Duties,
    IReadOnlyList<string> Acts,
    long Version
);

internal sealed record ItemPartAnswer(
    PartKind Kind,
    string Id,
    string Title,
    Named? Unit,
    DateOnly? Due,
    int Weight,
    bool Evidence,
    string Standing,
    string Text
);

/// <summary>Somebody owes something by a time under a norm.</summary>
internal sealed record ItemDutyAnswer(
    string Duty,
    string What,
    Named Owner,
    DateTimeOffset? Due,
    bool Provisional,
    DutyStanding Standing,
    string Norm
);

/// <summary>One fact of the time line.</summary>
/// <param name="Index">Its place in the log, for its receipt.</param>
/// <param name="Fact">Name of the fact.</param>
internal sealed record ItemStepAnswer(
    long Index,
    string Fact,
    string Says,
    DateTimeOffset At,
    Named Person,
    Named? Unit,
    string Text,
    DateOnly? Day,
    string Receipt
);

/// <summary>One file that came with a fact of the item.</summary>
/// <param name="Id">Under which it is fetched.</param>
/// <param name="Content">SHA-256 of the file as it was kept.</param>
/// <param name="Fact">Name of the fact.</param>
internal sealed record ItemFileAnswer(
    string Id,
    string Name,
    string Type,
    long Size,
    string Content,
    string Fact,
    Named Person,
    DateTimeOffset At
);

/// <summary>Why the due date is what it is, and to whom the days are charged.</summary>
/// <param name="Norm">Id of the norm; empty where the item has no due date.</param>
/// <param name="Steps">How the date was worked out, a sentence each.</param>
internal sealed record ItemExplanation(
    DateTimeOffset? Due,
    DateTimeOffset? OriginalDue,
    string Norm,
    string NormSays,
    string NormSource,
    bool NormVerified,
    IReadOnlyList<string> Steps,
    IReadOnlyList<ItemCharge> Charges
);

internal sealed record ItemCharge(Named Holder, int Days, int WorkingDays)
{
    public static ItemCharge Of(Charge charge, Func<string, Named> name) =>
        new(name(charge.Holder), charge.Days, charge.WorkingDays);
}

/// <summary>What was recorded.</summary>
/// <param name="Log">Origin of the log.</param>
/// <param name="First">Index of the first fact.</param>
/// <param name="Count">How many facts.</param>
/// <param name="Version">Of the item's stream afterwards; for <c>If-Match</c>.</param>
internal sealed record ActAnswer(string Item, string Log, long First, int Count, long Version);
