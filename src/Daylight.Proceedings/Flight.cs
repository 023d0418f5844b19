using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>A plain group that is being written while the next one is decided on it.</summary>
/// <param name="Work">Answers the acts when they are durable; fails where the store does.</param>
internal sealed record Flight(IReadOnlyList<Pending> Batch, DecidedGroup Group, Task<Appended> Work)
{
    /// <summary>Ends with <see cref="Work"/> and never fails.</summary>
    public Task Landing { get; } =
        Work.ContinueWith(
            _ => { },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
}
