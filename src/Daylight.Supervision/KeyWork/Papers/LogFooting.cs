using Daylight.Ledger;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Papers;

/// <summary>纸面锚: the checkpoint of the log as words, for the foot of a paper. Whoever keeps the paper can later hold the log against it.</summary>
internal static class LogFooting
{
    public static async Task<IReadOnlyList<string>> Of(ICounter counter)
    {
        if (await counter.Store.Head(counter.Clerk.Jurisdiction) is not { Size: > 0 } head)
        {
            return [];
        }

        var words = CheckpointWords.Of(
            new Checkpoint(counter.Clerk.Log, head.Size, Edge.FromBytes(head.Edge).Root())
        );
        return
        [
            $"记录检查点：{counter.Clerk.Log}　第{head.Size}条",
            string.Join(' ', words.Take(9)),
            string.Join(' ', words.Skip(9)),
        ];
    }
}
