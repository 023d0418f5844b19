using Daylight.Proceedings;

namespace Daylight.Supervision.Plans;

/// <summary>How many comprehensive inspections every office has approved in a year, so that a changed limit can be tried on the past.</summary>
public sealed class PlanTrial : ITrialSource
{
    public ITrialReading Begin() => new Reading();

    private sealed class Reading : ITrialReading
    {
        private PlanRegister _register = PlanRegister.Start;

        public IEnumerable<TrialStep> Read(Recorded recorded)
        {
            _register = recorded.Fact is PlanFact fact ? _register.Apply(fact) : _register;
            return
                recorded.Fact is PlanApproved approved
                && _register.All.GetValueOrDefault(approved.Plan)
                    is { Kind: PlanKind.Comprehensive, Office: var office, From: var from }
                ?
                [
                    new TrialStep.Asks(
                        $"{office} {from.Year}年综合督查",
                        PlanBurden.Norm,
                        PlanBurden.Situation(_register, office, from)
                    ),
                ]
                : [];
        }
    }
}
