namespace Daylight.Proceedings;

/// <summary>A submission that waits for its answer.</summary>
internal sealed class Pending
{
    private readonly TaskCompletionSource<Outcome> _answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <summary>Streams that are looked through one by one.</summary>
    private const int FewStreams = 8;

    private HashSet<string>? _named;

    public Pending(Submission submission, ActDigests digests)
    {
        Submission = submission;
        Streams = submission.Act.Streams;
        ActId = submission.Act.OfDayPrecision ? digests.Untimed(submission.ActId) : submission.ActId;
        Digest = digests.Of(submission);
        Marked = digests.Marked(ActId, Digest);
    }

    public Submission Submission { get; }

    /// <summary>The streams of the act; it makes their list anew each time that it is asked.</summary>
    public IReadOnlyList<StreamRef> Streams { get; }

    /// <summary>The id under which it is recorded: the client's, but for an act of day precision.</summary>
    public string ActId { get; }

    public byte[] Digest { get; }

    /// <summary>The digest as it is kept, but for an act with sealed facts. Made here, beside the clerk and not by him.</summary>
    public byte[] Marked { get; }

    /// <summary>Whether the act names a stream.</summary>
    public bool Names(string stream)
    {
        if (Streams.Count > FewStreams)
        {
            _named ??= Streams.Select(reference => reference.Stream).ToHashSet(StringComparer.Ordinal);
            return _named.Contains(stream);
        }

        for (var i = 0; i < Streams.Count; i++)
        {
            if (Streams[i].Stream == stream)
            {
                return true;
            }
        }

        return false;
    }

    public Task<Outcome> Answer => _answer.Task;

    public void Say(Outcome outcome) => _answer.TrySetResult(outcome);

    public void Fail(Exception fault) => _answer.TrySetException(fault);
}
