using System.Text;
using Daylight.Ledger;
using Daylight.Store;

namespace Daylight.Proceedings.Publishing;

/// <summary>
/// A log as the public may see it: its checkpoint and, never beyond that, its tiles and bundles. Any node can serve it
/// out of the database; no key is needed.
/// </summary>
public sealed class PublishedLog(ILogStore store, LogPlace place, bool continued) : ILogReader
{
    /// <summary>Path of the checkpoint below the log.</summary>
    public const string CheckpointPath = "checkpoint";

    public LogPlace Place => place;

    /// <summary>The checkpoint that is shown, or null before the first.</summary>
    public ValueTask<PublishedCheckpoint?> Checkpoint(CancellationToken cancel = default) =>
        store.Published.Served(place.Key, cancel);

    public async ValueTask<byte[]?> ReadAsync(string path, CancellationToken cancel)
    {
        if (await Checkpoint(cancel) is not { } checkpoint)
        {
            return null;
        }

        return path == CheckpointPath
            ? Encoding.UTF8.GetBytes(checkpoint.Note)
            : await At(checkpoint.Size).ReadAsync(path, cancel);
    }

    /// <summary>The log at a size that was published.</summary>
    internal StoredLog At(long size) => new(store, place, size) { MayHaveLost = continued };
}
