using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Views;

/// <summary>One row per item, as lists show it.</summary>
/// <param name="Holder">Who holds the matter now: a unit or, while it lies before the giver, his office.</param>
/// <param name="LapsedAt">The second mark 逾期: the closing duty's due instant that passed, whatever the phase.</param>
/// <param name="Record">Id under which the public knows it; empty while nothing was published.</param>
/// <param name="Rung">The last rung of the ladder that was taken since the last due date, as a term of the packs.</param>
/// <param name="OriginalDue">As it was first; shown beside the present one.</param>
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
    DateTimeOffset ProposedAt,
    DateTimeOffset ChangedAt,
    long Version
);

/// <summary>The running ledger of supervised items.</summary>
public sealed class ItemView()
    : View<ItemRow>(
        "supervision_item",
        version: 2,
        keyLength: 1,
        "phase, due",
        "lead, phase, due",
        "number",
        "proposed_at"
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
            : row is null ? null
            : Next(row, recorded);
        return next is null || ReferenceEquals(next, row)
            ? row
            : next with
            {
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
            recorded.At,
            recorded.At,
            0
        );

    private static ItemRow Next(ItemRow row, Recorded recorded) =>
        recorded.Fact switch
        {
            ItemApproved f => row with { Number = f.Label, Phase = ItemPhase.Approved },
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
            ItemDelegated f => f.Unit == row.Lead ? row with { Department = f.Department } : row with { },
            ExtensionAsked f => row with { AskedTo = f.To },
            ExtensionGranted or ExtensionDenied => row with { AskedTo = null },
            ReturnAsked f => row with { ReturnTo = f.Suggests },
            ReturnRuled f => row with
            {
                ReturnTo = null,
                Lead = f.Handler,
                Phase = f.Handler == row.Lead ? row.Phase : ItemPhase.Assigned,
            },
            DoneReported => row with { Phase = ItemPhase.DoneReported },
            DoneSentBack => row with { Phase = ItemPhase.InHand },
            ItemReopened => row with { Phase = ItemPhase.InHand, ClosedAt = null },
            LaidBeforeGiver => row with { Phase = ItemPhase.LaidBefore },
            GiverSpoke f => row with { Phase = f.Content ? ItemPhase.Confirmed : ItemPhase.InHand },
            ItemClosed => row with { Phase = ItemPhase.Closed, ClosedAt = recorded.At, Holder = "" },
            ItemStruckOff => row with { Phase = ItemPhase.StruckOff },
            ItemWithdrawn => row with { Phase = ItemPhase.Withdrawn, Holder = "" },
            ItemCleared f => row with { Record = f.Record },
            RungTaken f => row with { Rung = f.Rung },
            DutyOpened f => row with
            {
                Due = f.Due,
                OriginalDue = row.OriginalDue ?? f.Due,
                Provisional = f.Provisional,
                Holder = f.Owner,
                LapsedAt = null,
                Rung = "",
            },
            DutyRedated f => row with
            {
                Due = f.Due,
                Provisional = f.Provisional,
                Extensions = row.Extensions + (f.Reason is RedateReason.Extension ? 1 : 0),
                LapsedAt = null,
                Rung = "",
            },
            DutyPassed f => row with { Holder = f.Owner },
            DutyLapsed f => row with { LapsedAt = f.Due },
            ItemFact => row with { },
            _ => row,
        };
}
