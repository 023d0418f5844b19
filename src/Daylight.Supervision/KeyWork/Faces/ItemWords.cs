using Daylight.Norms.Calendar;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui;

namespace Daylight.Supervision.KeyWork.Faces;

/// <summary>States and clocks as pages show them.</summary>
internal static class ItemWords
{
    public static Tone ToneOf(ItemPhase phase) =>
        phase switch
        {
            ItemPhase.None or ItemPhase.Proposed or ItemPhase.Approved => Tone.Still,
            ItemPhase.Declined or ItemPhase.Withdrawn or ItemPhase.Merged or ItemPhase.Split => Tone.Still,
            ItemPhase.Paused => Tone.Soon,
            ItemPhase.Assigned => Tone.Soon,
            ItemPhase.InHand or ItemPhase.DoneReported or ItemPhase.LaidBefore or ItemPhase.Confirmed =>
                Tone.Going,
            ItemPhase.Closed or ItemPhase.StruckOff => Tone.Good,
        };

    /// <summary>What a reader needs: that a duty was met or passed on stands in the act beside it.</summary>
    public static bool IsTold(ItemStep step) =>
        step.Kind
            is not (
                nameof(Proceedings.DutyDischarged)
                or nameof(Proceedings.DutyLifted)
                or nameof(Proceedings.DutyPassed)
                or nameof(Proceedings.DutyRedated)
                or nameof(Proceedings.ProposalSettled)
            )
        && !(step.Kind is nameof(Proceedings.DutyOpened) && step.Text is not "item.close");

    /// <summary>球在谁手里: from the assignment on, every day is charged to whoever held the closing duty.</summary>
    public static IReadOnlyList<Charge> Charges(
        IReadOnlyList<ItemStep> steps,
        ItemRow row,
        WorkCalendar calendar,
        DateTimeOffset now
    )
    {
        var holdings = steps
            .Where(step =>
                (step.Kind is nameof(Proceedings.DutyPassed) && step.Text is ItemDuties.Close)
                || (step.Kind is nameof(Proceedings.DutyOpened) && step.Text is "item.close")
            )
            .Select(step => new Holding(step.Unit, step.At))
            .ToList();
        return holdings.Count == 0 ? [] : [.. calendar.ChargeHolders(holdings, row.ClosedAt ?? now)];
    }

    /// <summary>How a fact of the time line looks.</summary>
    public static Tone ToneOf(string kind) =>
        kind switch
        {
            nameof(Proceedings.DutyLapsed) => Tone.Bad,
            nameof(DoneSentBack) or nameof(ExtensionDenied) or nameof(ItemDeclined) => Tone.Bad,
            nameof(Proceedings.ProposalMade)
            or nameof(ExtensionAsked)
            or nameof(ReturnAsked)
            or nameof(ItemReminded)
            or nameof(ReminderSent)
            or nameof(RungTaken)
            or nameof(Proceedings.HearingCalled)
            or nameof(Proceedings.ObjectionLodged) => Tone.Soon,
            nameof(Proceedings.DutyOpened) or nameof(Proceedings.DutyPassed) => Tone.Still,
            _ => Tone.Good,
        };
}
