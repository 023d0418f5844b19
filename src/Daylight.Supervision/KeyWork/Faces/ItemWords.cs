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
            or nameof(RungTaken)
            or nameof(Proceedings.HearingCalled)
            or nameof(Proceedings.ObjectionLodged) => Tone.Soon,
            nameof(Proceedings.DutyOpened) or nameof(Proceedings.DutyPassed) => Tone.Still,
            _ => Tone.Good,
        };
}
