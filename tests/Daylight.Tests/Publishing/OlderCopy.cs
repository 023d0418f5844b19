using Daylight.Ledger;
using Daylight.Store;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Publishing;

/// <summary>Makes a database what another one was at an earlier size.</summary>
internal static class OlderCopy
{
    public static async Task Make(ILogStore from, ILogStore to, long size)
    {
        const string code = TestLog.Jurisdiction;
        var facts = new List<FactRow>();
        var streams = new List<StreamRow>();
        var acts = new List<ActRow>();
        var edge = Edge.Empty.ToBuilder();
        await foreach (var fact in from.Facts(code, 0, size))
        {
            facts.Add(fact);
            edge.Append(Tree.LeafHash(Commitment.Of(fact.Salt, fact.Envelope)));
            streams.AddRange(await from.StreamsOf(code, fact.Index));
        }

        await foreach (var act in from.ActIndex(code))
        {
            if (act.First + act.Count <= size)
            {
                acts.Add(act);
            }
        }

        await to.OpenLog(code, Edge.Empty.ToBytes());
        await to.Append(new Group(code, 0, edge.ToEdge().ToBytes(), facts, streams, acts, []));
        await Publications(from, to, size);
    }

    private static async Task Publications(ILogStore from, ILogStore to, long size)
    {
        const string code = TestLog.Jurisdiction;
        var known = 0L;
        foreach (var checkpoint in await from.Published.All(code))
        {
            if (checkpoint.Size > size)
            {
                break;
            }

            Assert.True(await to.Published.Store(code, known, checkpoint));
            await to.Published.Serve(code, checkpoint);
            known = checkpoint.Size;
        }

        var tiles = Tiles.Of(known).Where(tile => tile.Level != TileAt.Entries);
        foreach (var tile in tiles)
        {
            var row = (await from.Published.Tile(code, tile.Level, tile.Index))!;
            await to.Published.WriteTiles(
                code,
                [new TileRow(tile.Level, tile.Index, row[..(tile.Width * Hash.Size)])]
            );
        }
    }
}
