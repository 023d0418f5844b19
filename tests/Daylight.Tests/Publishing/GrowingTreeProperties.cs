using Daylight.Ledger;
using Daylight.Proceedings.Publishing;
using Daylight.Store;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;
using FsCheck;
using FsCheck.Fluent;

namespace Daylight.Tests.Publishing;

/// <summary>However a log grows, its tiles are those of the log read in one go.</summary>
public sealed class GrowingTreeProperties
{
    private const string Code = TestLog.Jurisdiction;

    [Fact]
    public void Tiles_do_not_depend_on_the_groups_in_which_they_were_written() =>
        Prop.ForAll(
                Gen.Choose(1, 400).NonEmptyListOf().Select(list => list.Take(6).ToArray()).ToArbitrary(),
                groups => Agree(groups).GetAwaiter().GetResult()
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    private static async Task<bool> Agree(int[] groups)
    {
        await using var database = TestDatabase.Sqlite();
        await using var store = await database.Open();
        await store.OpenLog(Code, Edge.Empty.ToBytes());
        var place = new LogPlace(Code, 1);
        var whole = new TileWriter();
        var edge = Edge.Empty.ToBuilder();
        Checkpoint? checkpoint = null;
        foreach (var more in groups)
        {
            await Append(store, edge, whole, more);

            // Each time anew from what is stored, as after a restart.
            var tree = await GrowingTree.At(store, place, checkpoint, default);
            await tree.Grow(edge.Size, () => tree.Write(default), passing: null, default);
            await tree.Write(default);
            checkpoint = new Checkpoint("x", tree.Size, tree.Root());
            if (checkpoint.Root != edge.ToEdge().Root())
            {
                return false;
            }
        }

        foreach (var file in whole.Take().Where(file => file.At.Level != TileAt.Entries))
        {
            var row = await store.Published.Tile(Code, file.At.Level, file.At.Index);
            if (!row.AsSpan().SequenceEqual(file.Bytes))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task Append(ILogStore store, Edge.Builder edge, TileWriter whole, int more)
    {
        var known = edge.Size;
        var rows = new List<FactRow>();
        for (var n = 0; n < more; n++)
        {
            var salt = new byte[Commitment.SaltSize];
            BitConverter.TryWriteBytes(salt, edge.Size);
            var row = new FactRow(edge.Size, salt, [1, 2, 3]);
            var commitment = Commitment.Of(row.Salt, row.Envelope);
            edge.Append(Tree.LeafHash(commitment));
            whole.Append(commitment);
            rows.Add(row);
        }

        await store.Append(new Group(Code, known, edge.ToEdge().ToBytes(), rows, [], [], []));
    }
}
