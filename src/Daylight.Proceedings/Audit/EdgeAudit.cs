using System.Buffers.Binary;
using System.Numerics;
using Daylight.Ledger;
using Daylight.Store;

namespace Daylight.Proceedings.Audit;

/// <summary>Where a stored head differs from the tree over the facts: its perfect subtrees tell which facts are in doubt.</summary>
internal static class EdgeAudit
{
    /// <param name="tree">The edge as it was recomputed, see <see cref="Edge.ToBytes"/>.</param>
    public static IEnumerable<(string Place, string Why, string WhyZh)> Differences(LogHead head, byte[] tree)
    {
        var stored = head.Edge;
        if (stored.AsSpan().SequenceEqual(tree))
        {
            yield break;
        }

        if (
            stored.Length != tree.Length
            || BinaryPrimitives.ReadInt64BigEndian(tree) != head.Size
            || BinaryPrimitives.ReadInt64BigEndian(stored) != head.Size
        )
        {
            yield return (
                Say.Number(head.Size),
                "its edge is not that of a log of its size",
                "其边缘与规模不符"
            );
            yield break;
        }

        long from = 0;
        var at = sizeof(long);
        for (var rest = (ulong)head.Size; rest != 0; at += Hash.Size)
        {
            var width = 1L << BitOperations.Log2(rest);
            if (!stored.AsSpan(at, Hash.Size).SequenceEqual(tree.AsSpan(at, Hash.Size)))
            {
                yield return (
                    $"{from}-{from + width - 1}",
                    $"one of the facts {from} to {from + width - 1} was changed, or the head was",
                    $"第{from}至{from + width - 1}号记录中有改动，或者头被改动"
                );
            }

            from += width;
            rest -= (ulong)width;
        }
    }
}
