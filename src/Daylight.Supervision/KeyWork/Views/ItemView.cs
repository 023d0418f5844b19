using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Views;

/// <summary>One row per item, as lists show it.</summary>
/// <param name="Holder">Who holds the matter now: a unit or, while it lies before the giver, his office.</param>
/// <param name="LapsedAt">The second mark 逾期: the closing duty's due instant that passed, whatever the phase.</param>
/// <param name="Record">Id under which the public knows it; empty while nothing was published.</param>
/// <param name="Rung">The last rung of the ladder that was taken since the last due date, as a term of the packs.</param>
/// <param name="Called">Opaque ids of units with a part or an obstacle of it, parted by commas: they may see it too.</param>
/// <param name="Person">Whom the lead unit named.</param>
/// <param name="FirstDue">The first due instant of this item or of the one that it goes on from; the on-time rate by original date counts from it.</param>
/// <param name="ReportedAt">When the result was reported that stands; null while none does.</param>
/// <param name="Moves">How often it was handed to another lead unit.</param>
/// <param name="CarriedFrom">Number of the item that it goes on from; empty for none.</param>
/// <param name="Carried">How: Split or Again.</param>
/// <param name="Norm">The norm of its closing date.</param>
/// <param name="NearTold">The due instant about which it was reminded beforehand; null where not.</param>
/// <param name="OverdueTold">The due instant about whose passing it was reminded; null where not.</param>
/// <param name="ToldTo">Opaque ids of the units that the last reminder went to, parted by commas.</param>
/// <param name="Lapses">Every instant at which its closing duty lapsed.</param>
/// <param name="UnderReview">Whether a unit objected to its closing and nobody has decided yet.</param>
/// <param name="OriginalDue">As it was first; shown beside the present one.</param>
/// <param name="Place">Log index of the fact that opened it: higher is newer. Lists are in its order, and no two items share one.</param>
/// <param name="LatePlace">The same while it bears the mark 逾期; null while it does not, so that a list of the late ones has an index.</param>
public sealed record ItemRow(
    string Item,
    string Number,
    string Title,
    ItemSource Source,
    string Reference,
    string Demand,
    string Giver,
    string Office,
    string Lead,
    string Assistants,
    string Department,
    bool Urgent,
    ItemPhase Phase,
    string Holder,
    DateTimeOffset? Due,
    DateTimeOffset? OriginalDue,
    bool Provisional,
    int Extensions,
    DateTimeOffset? LapsedAt,
    DateTimeOffset? ClosedAt,
    DateOnly? AskedTo,
    string? ReturnTo,
    string Record,
    string Rung,
    string Called,
    string Person,
    DateTimeOffset? FirstDue,
    DateTimeOffset? ReportedAt,
    int Moves,
    string CarriedFrom,
    string Carried,
    string Lapses,
    bool UnderReview,
    string Norm,
    DateTimeOffset? NearTold,
    DateTimeOffset? OverdueTold,
    string ToldTo,
    DateTimeOffset ProposedAt,
    long Place,
    long? LatePlace,
    DateTimeOffset ChangedAt,
    long Version
);

/// <summary>The running ledger of supervised items.</summary>
public sealed class ItemView()
    : View<ItemRow>(
        "supervision_item",
        version: 7,
        keyLength: 1,
        "phase, due",
        "phase, place",
        "lead, phase, place",
        "number",
        "place",
        "late_place",
        "asked_to",
        "return_to"
    )
{
    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        Matter(recorded.Fact) is { } item
            ?
            [
                [item],
            ]
            : [];

    protected override ItemRow? Apply(object[] key, ItemRow? row, Recorded recorded)
    {
        var next =
            recorded.Fact is ItemProposed f ? Proposed(f, recorded)
            : recorded.Fact is Intake.ItemImported imported ? Imported(imported, recorded)
            : row is null ? null
            : Next(row, recorded);
        return next is null || ReferenceEquals(next, row)
            ? row
            : next with
            {
                LatePlace = next.LapsedAt is not null && next.ClosedAt is null ? next.Place : null,
                ChangedAt = recorded.At,
                Version = recorded.VersionOf(ItemStreams.Of((string)key[0])),
            };
    }

    private static string? Matter(Fact fact) =>
        fact switch
        {
            ItemFact f => f.Item,
            DutyOpened { Duty: ItemDuties.Close } f => Of(f.Matter),
            DutyRedated { Duty: ItemDuties.Close } f => Of(f.Matter),
            DutyPassed { Duty: ItemDuties.Close } f => Of(f.Matter),
            DutyLapsed { Duty: ItemDuties.Close } f => Of(f.Matter),
            _ => null,
        };

    private static string? Of(string matter) =>
        matter.StartsWith("item/", StringComparison.Ordinal) ? matter["item/".Length..] : null;

    private static ItemRow Proposed(ItemProposed f, Recorded recorded) =>
        new(
            f.Item,
            "",
            f.Title,
            f.Source,
            f.Reference,
            f.Demand,
            f.Giver,
            "",
            f.Lead,
            string.Join(',', f.Assistants),
            "",
            f.Urgent,
            ItemPhase.Proposed,
            "",
            null,
            null,
            false,
            0,
            null,
            null,
            null,
            null,
            "",
            "",
            "",
            "",
            null,
            null,
            0,
            "",
            "",
            "",
            false,
            "",
            null,
            null,
            "",
            recorded.At,
            recorded.Index,
            null,
            recorded.At,
            0
        );

    /// <summary>An imported item stands as its ledger had it; its due date counts as lapsed only when it lapses here.</summary>
    private static ItemRow Imported(Intake.ItemImported f, Recorded recorded) =>
        Proposed(
            new ItemProposed(
                f.Item,
                f.Title,
                f.Source,
                f.Reference,
                f.Demand,
                f.Giver,
                f.Lead,
                f.Assistants,
                null,
                false,
                recorded.Person
            ),
            recorded
        ) with
        {
            Number = f.Number,
            Office = f.Office,
            Phase = f.Phase,
            Holder = f.Closed is null ? f.Lead : "",
            Due = EndOf(f.Due),
            OriginalDue = EndOf(f.OriginalDue),
            Extensions = f.Extensions,
            ClosedAt = EndOf(f.Closed),
        };

    private static DateTimeOffset? EndOf(DateOnly? day) =>
        day is { } known ? Ledger.Envelope.WholeMillisecond(Norms.Calendar.Shanghai.EndOf(known)) : null;

    private static ItemRow Next(ItemRow row, Recorded recorded) =>
        recorded.Fact switch
        {
            ItemApproved f => row with { Number = f.Label, Phase = ItemPhase.Approved },
            ItemNumbered f => row with { Number = f.Label, Phase = ItemPhase.Approved },
            ItemDeclined => row with { Phase = ItemPhase.Declined },
            ItemAssigned f => row with
            {
                Office = f.Office,
                Lead = f.Lead,
                Assistants = string.Join(',', f.Assistants),
                Department = f.Department,
                Phase = ItemPhase.Assigned,
            },
            ItemSigned f => f.Unit == row.Lead ? row with { Phase = ItemPhase.InHand } : row with { },
            ItemDelegated f => f.Unit == row.Lead
                ? row with
                {
                    Department = f.Department,
                    Person = f.Person,
                }
                : row with
                { },
            ExtensionAsked f => row with { AskedTo = f.To },
            ExtensionGranted or ExtensionDenied => row with { AskedTo = null },
            ReturnAsked f => row with { ReturnTo = f.Suggests },
            ReturnRuled f => row with
            {
                ReturnTo = null,
                Lead = f.Handler,
                Moves = row.Moves + (f.Handler == row.Lead ? 0 : 1),
                Phase = f.Handler == row.Lead ? row.Phase : ItemPhase.Assigned,
            },
            DoneReported => row with { Phase = ItemPhase.DoneReported, ReportedAt = recorded.At },
            DoneSentBack => row with { Phase = ItemPhase.InHand, ReportedAt = null },
            ItemReopened => row with { Phase = ItemPhase.InHand, ClosedAt = null, ReportedAt = null },
            LaidBeforeGiver => row with { Phase = ItemPhase.LaidBefore },
            GiverSpoke { Content: true } => row with { Phase = ItemPhase.Confirmed },
            GiverSpoke => row with { Phase = ItemPhase.InHand, ReportedAt = null },
            ItemClosed => row with { Phase = ItemPhase.Closed, ClosedAt = recorded.At, Holder = "" },
            ItemStruckOff => row with { Phase = ItemPhase.StruckOff },
            ItemWithdrawn => row with { Phase = ItemPhase.Withdrawn, Holder = "" },
            ItemCleared f => row with { Record = f.Record },
            RungTaken f => row with { Rung = f.Rung },
            DutyOpened f => row with
            {
                Due = f.Due,
                OriginalDue = row.OriginalDue ?? f.Due,
                FirstDue = row.FirstDue ?? f.Due,
                Provisional = f.Provisional,
                Holder = f.Owner,
                Norm = f.Norm.Id.Text,
                LapsedAt = PastLapses.Hold(row.Lapses, f.Due) ? f.Due : null,
                Rung = "",
            },
            DutyRedated f => row with
            {
                Due = f.Due,
                Provisional = f.Provisional,
                Extensions = row.Extensions + (f.Reason is RedateReason.Extension ? 1 : 0),
                LapsedAt = PastLapses.Hold(row.Lapses, f.Due) ? f.Due : null,
                Rung = "",
            },
            DutyPassed f => row with { Holder = f.Owner },
            DutyLapsed f => row with { LapsedAt = f.Due, Lapses = PastLapses.With(row.Lapses, f.Due) },
            _ => Further(row, recorded),
        };

    private static ItemRow Further(ItemRow row, Recorded recorded) =>
        recorded.Fact switch
        {
            ItemHandedOver f when f.Unit == row.Lead => row with
            {
                Department = f.Department.Length > 0 ? f.Department : row.Department,
                Person = f.Person,
            },
            ItemPaused => row with { Phase = ItemPhase.Paused },
            ItemResumed => row with { Phase = ItemPhase.InHand },
            ItemMerged => row with { Phase = ItemPhase.Merged, Holder = "" },
            ItemSplit => row with { Phase = ItemPhase.Split, Holder = "" },
            ItemCarriedOn f => row with
            {
                CarriedFrom = f.FromNumber,
                Carried = f.How.ToString(),
                FirstDue = f.OriginalDue,
                OriginalDue = f.OriginalDue,
            },
            ItemCarriedOver f => CarriedOver(row, f),
            ReviewAsked => row with { UnderReview = true },
            ReviewDecided { Stands: true } => row with { UnderReview = false },
            ReviewDecided => row with
            {
                UnderReview = false,
                Phase = ItemPhase.InHand,
                ClosedAt = null,
                ReportedAt = null,
            },
            ReminderSent f => row with
            {
                NearTold = f.Rung == Ladder.NearDue ? f.Due : row.NearTold,
                OverdueTold = f.Rung == Ladder.Overdue ? f.Due : row.OverdueTold,
                ToldTo = string.Join(',', f.To),
            },
            PartsAllotted f => Calling(row, [.. f.Parts.Select(part => part.Unit)]),
            ObstacleRaised f => Calling(row, [f.Body]),
            ItemFact => row with { },
            _ => row,
        };

    /// <summary>The successor stands in every place that the unit had; nobody stands in two.</summary>
    private static ItemRow CarriedOver(ItemRow row, ItemCarriedOver f)
    {
        var lead = row.Lead == f.From ? f.To : row.Lead;
        string Swapped(string units, string without) =>
            string.Join(
                ',',
                units
                    .Split(',', StringSplitOptions.RemoveEmptyEntries)
                    .Select(unit => unit == f.From ? f.To : unit)
                    .Where(unit => unit != without)
                    .Distinct(StringComparer.Ordinal)
            );
        return row with
        {
            Lead = lead,
            Assistants = Swapped(row.Assistants, lead),
            Called = Swapped(row.Called, ""),
            Person = row.Lead == f.From ? "" : row.Person,
            Department = row.Lead == f.From ? "" : row.Department,
            Moves = row.Moves + (row.Lead == f.From ? 1 : 0),
        };
    }

    private static ItemRow Calling(ItemRow row, IReadOnlyList<string> units) =>
        row with
        {
            Called = string.Join(
                ',',
                row.Called.Split(',', StringSplitOptions.RemoveEmptyEntries).Concat(units).Distinct()
            ),
        };
}
