namespace Daylight.Proceedings;

/// <summary>The clocks of hearings and reviews, whatever mechanism the proposals belong to.</summary>
public sealed class ProposalTrial : ITrialSource
{
    public ITrialReading Begin() => new Reading();

    private sealed class Reading : ITrialReading
    {
        private readonly Dictionary<(string Matter, string Proposal), (string Title, string Office)> _known =
        [];

        public IEnumerable<TrialStep> Read(Recorded recorded)
        {
            switch (recorded.Fact)
            {
                case ProposalMade f:
                    _known[(f.Matter, f.Proposal)] = (f.Title, "");
                    return [];
                case HearingCalled f:
                    return
                    [
                        new TrialStep.Starts(
                            f.Matter,
                            ProposalNorms.HearingDuty(f.Proposal),
                            ProposalNorms.Hear,
                            f.About,
                            Title(f.Matter, f.Proposal)
                        )
                        {
                            Under = ProposalNorms.Hearing,
                        },
                    ];
                case HeardOnProposal f:
                    return [Ends(f.Matter, ProposalNorms.HearingDuty(f.Proposal), done: true)];
                case ProposalDecided f:
                    _known[(f.Matter, f.Proposal)] = (Title(f.Matter, f.Proposal), f.Office);
                    return [Ends(f.Matter, ProposalNorms.HearingDuty(f.Proposal), done: false)];
                case ProposalSettled f:
                    return [Ends(f.Matter, ProposalNorms.HearingDuty(f.Proposal), done: false)];
                case ObjectionLodged f:
                    return
                    [
                        new TrialStep.Starts(
                            f.Matter,
                            ProposalNorms.ReviewDuty(f.Proposal),
                            ProposalNorms.ReviewMatter,
                            _known.GetValueOrDefault((f.Matter, f.Proposal)).Office ?? "",
                            Title(f.Matter, f.Proposal)
                        )
                        {
                            Under = ProposalNorms.Review,
                        },
                    ];
                case ObjectionDecided f:
                    return [Ends(f.Matter, ProposalNorms.ReviewDuty(f.Proposal), done: true)];
                default:
                    return [];
            }
        }

        private string Title(string matter, string proposal) =>
            _known.GetValueOrDefault((matter, proposal)).Title ?? "";

        private static TrialStep Ends(string matter, string duty, bool done) =>
            new TrialStep.Ends(matter, duty, done);
    }
}
