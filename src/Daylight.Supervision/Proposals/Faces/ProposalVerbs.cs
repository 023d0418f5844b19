using Daylight.Proceedings;

namespace Daylight.Supervision.Proposals.Faces;

/// <summary>What a field of an act on a proposal asks for.</summary>
internal enum ProposalField
{
    /// <summary>Long text.</summary>
    Text,

    /// <summary>A decision.</summary>
    Outcome,

    /// <summary>A decision on an objection.</summary>
    Review,

    /// <summary>A consequence in place of the one proposed; optional.</summary>
    Instead,
}

/// <summary>An act on a proposal as its page offers it.</summary>
internal sealed record ProposalVerb(
    string Name,
    Func<ProposalRow, Mandate, bool> IsOffered,
    IReadOnlyList<(string Name, ProposalField Kind)> Fields,
    Func<string, string, Func<string, string>, Act> Read
)
{
    public static IReadOnlyList<ProposalVerb> All { get; } =
    [
        new(
            "answer",
            (row, who) => Concerns(row, who) && IsOpen(row),
            [("text", ProposalField.Text)],
            (matter, proposal, form) => new AnswerProposal.Act(matter, proposal, form("text"), Silent: false)
        ),
        new(
            "silent",
            (row, who) =>
                Concerns(row, who) && row.Stage is (ProposalStage.Made or ProposalStage.HearingCalled),
            [],
            (matter, proposal, _) => new AnswerProposal.Act(matter, proposal, "", Silent: true)
        ),
        new(
            "object",
            (row, who) => Concerns(row, who) && row.Stage is ProposalStage.Decided && row.Decided.Length > 0,
            [("text", ProposalField.Text)],
            (matter, proposal, form) => new ObjectTo.Act(matter, proposal, form("text"))
        ),
        new(
            "call",
            (row, who) => row.Stage is ProposalStage.Made && May(who, ProposalPowers.Hear),
            [("text", ProposalField.Text)],
            (matter, proposal, form) => new CallHearing.Act(matter, proposal, form("text"))
        ),
        new(
            "record",
            (row, who) =>
                row.Stage is (ProposalStage.HearingCalled or ProposalStage.Heard)
                && May(who, ProposalPowers.Hear),
            [("text", ProposalField.Text)],
            (matter, proposal, form) => new AnswerProposal.RecordAct(matter, proposal, form("text"))
        ),
        new(
            "decide",
            (row, who) => IsOpen(row) && May(who, ProposalPowers.Decide) && !Concerns(row, who),
            [
                ("outcome", ProposalField.Outcome),
                ("instead", ProposalField.Instead),
                ("text", ProposalField.Text),
            ],
            (matter, proposal, form) =>
                new DecideProposal.Act(
                    matter,
                    proposal,
                    Enum.TryParse<ProposalOutcome>(form("outcome"), out var outcome)
                        ? outcome
                        : ProposalOutcome.Rejected,
                    form("instead"),
                    form("text")
                )
        ),
        new(
            "review",
            (row, who) =>
                row.Stage is ProposalStage.Objected
                && May(who, ProposalPowers.Decide)
                && row.Decider != who.Person
                && row.ProposedBy != who.Person
                && !Concerns(row, who),
            [
                ("review", ProposalField.Review),
                ("instead", ProposalField.Instead),
                ("text", ProposalField.Text),
            ],
            (matter, proposal, form) =>
                new DecideObjection.Act(
                    matter,
                    proposal,
                    Enum.TryParse<ObjectionOutcome>(form("review"), out var outcome)
                        ? outcome
                        : ObjectionOutcome.Upheld,
                    form("instead"),
                    form("text")
                )
        ),
    ];

    public static ProposalVerb? Find(string name) => All.FirstOrDefault(verb => verb.Name == name);

    private static bool IsOpen(ProposalRow row) =>
        row.Stage is ProposalStage.Made or ProposalStage.HearingCalled or ProposalStage.Heard;

    private static bool May(Mandate who, Power power) => who.Lacks(power) is null;

    private static bool Concerns(ProposalRow row, Mandate who) =>
        (row.About == who.Unit || row.About == who.Office || row.About == who.Person)
        && May(who, ProposalPowers.Answer);
}
