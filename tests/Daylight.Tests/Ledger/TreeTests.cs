using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

public sealed class TreeTests
{
    // The reference tree of the certificate transparency test data: entries, and roots for sizes 0 to 8.
    internal static readonly string[] s_entries =
    [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];

    private static readonly string[] s_roots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void The_reference_tree_has_the_published_roots()
    {
        var leaves = s_entries.Select(entry => Tree.LeafHash(Convert.FromHexString(entry))).ToArray();

        for (var size = 0; size < s_roots.Length; size++)
        {
            Assert.Equal(s_roots[size], Tree.Root(leaves.AsSpan(0, size)).ToHex());
        }
    }

    [Fact]
    public void The_edge_has_the_published_roots_at_every_size()
    {
        var edge = Edge.Empty;
        Assert.Equal(s_roots[0], edge.Root().ToHex());
        foreach (var (entry, root) in s_entries.Zip(s_roots.Skip(1)))
        {
            edge = edge.Append(Tree.LeafHash(Convert.FromHexString(entry)));
            Assert.Equal(root, edge.Root().ToHex());
        }
    }

    [Fact]
    public void An_edge_grown_alone_in_groups_or_from_its_bytes_is_the_same_edge()
    {
        var random = new Random(7);
        var leaves = Enumerable.Range(0, 700).Select(Some.Leaf).ToArray();
        var alone = Edge.Empty;
        var grouped = Edge.Empty.ToBuilder();
        for (var size = 1; size <= leaves.Length; size++)
        {
            alone = alone.Append(leaves[size - 1]);
            grouped.Append(leaves[size - 1]);
            if (random.Next(5) == 0)
            {
                grouped = Edge.FromBytes(grouped.ToEdge().ToBytes()).ToBuilder();
            }

            Assert.Equal(alone, grouped.ToEdge());
            Assert.Equal(Tree.Root(leaves.AsSpan(0, size)), alone.Root());
            Assert.Equal(size, alone.Size);
        }
    }

    [Fact]
    public void Bytes_that_do_not_fit_their_size_are_no_edge()
    {
        var bytes = Edge.Empty.Append(default).Append(default).Append(default).ToBytes();

        Assert.Throws<MalformedEdgeException>(() => Edge.FromBytes(bytes.AsSpan(0, 7)));
        Assert.Throws<MalformedEdgeException>(() => Edge.FromBytes(bytes.AsSpan(0, bytes.Length - 1)));
        Assert.Throws<MalformedEdgeException>(() => Edge.FromBytes([.. bytes, 0]));
        Assert.Throws<MalformedEdgeException>(() => Edge.FromBytes([0xFF, .. bytes.AsSpan(1)]));
        Assert.Throws<MalformedEdgeException>(() =>
            Edge.FromBytes([0, 0x20, 0, 0, 0, 0, 0, 0, .. new byte[32]])
        );
    }

    [Fact]
    public void Committing_hashing_and_appending_leave_no_garbage()
    {
        var (salt, envelope, builder) = (new byte[32], Some.Envelope().ToBytes(), Edge.Empty.ToBuilder());
        AppendSome();
        var before = GC.GetAllocatedBytesForCurrentThread();

        AppendSome();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void AppendSome()
        {
            for (var i = 0; i < 1_000; i++)
            {
                builder.Append(Tree.LeafHash(Commitment.Of(salt, envelope)));
            }
        }
    }
}
