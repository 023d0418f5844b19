namespace Daylight.Proceedings;

/// <summary>A submission that waits for its answer.</summary>
internal sealed class Pending(Submission submission, ActDigests digests)
{
    private readonly TaskCompletionSource<Outcome> _answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public Submission Submission { get; } = submission;

    /// <summary>The streams of the act; it makes their list anew each time that it is asked.</summary>
    public IReadOnlyList<StreamRef> Streams { get; } = submission.Act.Streams;

    /// <summary>The id under which it is recorded: the client's, but for an act of day precision.</summary>
    public string ActId { get; } =
        submission.Act.OfDayPrecision ? digests.Untimed(submission.ActId) : submission.ActId;

    public byte[] Digest { get; } = digests.Of(submission);

    public Task<Outcome> Answer => _answer.Task;

    public void Say(Outcome outcome) => _answer.TrySetResult(outcome);

    public void Fail(Exception fault) => _answer.TrySetException(fault);
}
