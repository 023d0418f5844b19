namespace Daylight.Proceedings.Notices;

/// <summary>The clock of seeing to a refused notice.</summary>
public sealed class NoticeTrial : ITrialSource
{
    public ITrialReading Begin() => new Reading();

    private sealed class Reading : ITrialReading
    {
        public IEnumerable<TrialStep> Read(Recorded recorded) =>
            recorded.Fact switch
            {
                NoticeRefused f =>
                [
                    new TrialStep.Starts(
                        f.Streams[0],
                        PassNotice.Duty,
                        PassNotice.Settling,
                        f.Owner,
                        PassNotice.Title
                    ),
                ],
                NoticeSettled f => [new TrialStep.Ends(f.Streams[0], PassNotice.Duty, Done: true)],
                _ => [],
            };
    }
}
