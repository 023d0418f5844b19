using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Registry.Views;
using Daylight.Store;
using Daylight.Supervision.KeyWork.Views;

namespace Daylight.Tests.Proceedings;

/// <summary>
/// Reads a whole log from its bytes and holds it against everything that was derived from it: tree, stream versions,
/// acts and views. Written without the clerk's own code paths where there is a choice.
/// </summary>
public static class LogCheck
{
    /// <param name="opened">All facts with the sealed ones opened; null where none is sealed.</param>
    public static async Task Whole(TestLog log, IReadOnlyList<Recorded> opened) =>
        await Whole(log, [new UnitView(), new ItemView()], opened);

    public static async Task Whole(TestLog log, View? view = null) =>
        await Whole(log, [view ?? new UnitView()], null);

    private static async Task Whole(TestLog log, IReadOnlyList<View> views, IReadOnlyList<Recorded>? opened)
    {
        var head = (await log.Store.Head(TestLog.Jurisdiction))!;
        var leaves = new List<Hash>();
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        var recorded = new List<Recorded>();
        await foreach (var row in log.Store.Facts(TestLog.Jurisdiction, 0, long.MaxValue))
        {
            Assert.Equal(leaves.Count, row.Index);
            leaves.Add(Tree.LeafHash(Commitment.Of(row.Salt, row.Envelope)));
            var isSealed = Envelope.IsSealed(row.Envelope);
            var envelope = isSealed ? opened![(int)row.Index].Envelope : Envelope.Parse(row.Envelope);
            Assert.Equal(row.Index, envelope.Index);
            foreach (var (stream, version) in envelope.Streams)
            {
                Assert.Equal(versions.GetValueOrDefault(stream) + 1, version);
                versions[stream] = version;
            }

            recorded.Add(
                isSealed
                    ? opened![(int)row.Index]
                    : new Recorded(
                        TestLog.Jurisdiction,
                        envelope,
                        TestLog.Kinds.Read(envelope.Kind, envelope.KindVersion, envelope.Payload.Span),
                        Sealed: false
                    )
            );
        }

        Assert.Equal(head.Size, leaves.Count);
        var edge = Edge.FromBytes(head.Edge);
        Assert.Equal(head.Size, edge.Size);
        Assert.Equal(Tree.Root(leaves.ToArray()), edge.Root());
        Assert.True(recorded.Zip(recorded.Skip(1)).All(pair => pair.First.At <= pair.Second.At));
        await Acts(log, recorded);
        foreach (var view in views.Append(new DutyView()))
        {
            await View(log, view, recorded);
        }
    }

    private static async Task Acts(TestLog log, List<Recorded> recorded)
    {
        long next = 0;
        await foreach (var act in log.Store.ActIndex(TestLog.Jurisdiction))
        {
            Assert.Equal(next, act.First);
            for (var i = 0; i < act.Count; i++)
            {
                var part = recorded[(int)act.First + i].Envelope.Act;
                Assert.Equal(new ActPart(act.ActId, i + 1, act.Count), part);
            }

            next += act.Count;
        }

        Assert.Equal(recorded.Count, next);
    }

    private static async Task View(TestLog log, View view, List<Recorded> recorded)
    {
        var rows = new SortedDictionary<string, (object[] Key, object?[]? Row)>(StringComparer.Ordinal);
        foreach (var fact in recorded)
        {
            foreach (var key in view.Keys(fact))
            {
                var name = string.Join('\0', key);
                rows[name] = (
                    key,
                    view.Fold(key, rows.TryGetValue(name, out var held) ? held.Row : null, fact)
                );
            }
        }

        var live = new List<object?[]>();
        await foreach (var row in log.Store.Views.All(TestLog.Jurisdiction, view.Table))
        {
            live.Add(row);
        }

        Assert.Equal(rows.Values.Where(entry => entry.Row is not null).Select(entry => entry.Row!), live);
    }
}
