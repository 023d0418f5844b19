namespace Daylight.Proceedings;

/// <summary>A submission that waits for its answer.</summary>
internal sealed class Pending(Submission submission)
{
    private readonly TaskCompletionSource<Outcome> _answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public Submission Submission { get; } = submission;

    public byte[] Digest { get; } = ActDigest.Of(submission);

    public Task<Outcome> Answer => _answer.Task;

    public void Say(Outcome outcome) => _answer.TrySetResult(outcome);

    public void Fail(Exception fault) => _answer.TrySetException(fault);
}
