using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

public sealed class ProofTests
{
    private const int Most = 300;
    private static readonly MemoryTree s_tree = Grown(Most);
    private static readonly Hash[] s_leaves = [.. Enumerable.Range(0, Most).Select(Some.Leaf)];

    private readonly Dictionary<(int From, int To), Hash> roots = [];

    internal static MemoryTree Grown(int size)
    {
        var tree = new MemoryTree();
        for (var i = 0; i < size; i++)
        {
            tree.Append(Some.Leaf(i));
        }

        return tree;
    }

    [Fact]
    public void The_tree_in_memory_has_the_root_of_every_earlier_size()
    {
        for (var size = 0; size <= Most; size++)
        {
            Assert.Equal(Tree.Root(s_leaves.AsSpan(0, size)), s_tree.Root(size));
        }
    }

    [Fact]
    public async Task Every_entry_of_every_tree_up_to_300_is_proved_to_be_in_it()
    {
        for (var size = 1; size <= Most; size++)
        {
            var root = s_tree.Root(size);
            for (var index = 0; index < size; index++)
            {
                var proof = await InclusionProof.MakeAsync(
                    s_tree,
                    index,
                    size,
                    TestContext.Current.CancellationToken
                );
                Assert.Equal(Path(index, 0, size), proof.Hashes);
                Assert.True(proof.Proves(s_leaves[index], root));
            }
        }
    }

    [Fact]
    public async Task Every_tree_up_to_300_is_proved_to_begin_with_every_earlier_one()
    {
        for (var newSize = 0; newSize <= Most; newSize++)
        {
            for (var oldSize = 0; oldSize <= newSize; oldSize++)
            {
                var proof = await ConsistencyProof.MakeAsync(
                    s_tree,
                    oldSize,
                    newSize,
                    TestContext.Current.CancellationToken
                );
                Assert.Equal(oldSize == 0 ? [] : SubProof(oldSize, 0, newSize, whole: true), proof.Hashes);
                Assert.True(proof.Proves(s_tree.Root(oldSize), s_tree.Root(newSize)));
            }
        }
    }

    [Fact]
    public async Task In_a_large_tree_proofs_hold_at_random_places()
    {
        const int size = 70_001;
        var tree = Grown(size);
        var random = new Random(11);
        for (var round = 0; round < 500; round++)
        {
            var (index, oldSize, newSize) = (random.Next(size), random.Next(1, size), size - random.Next(3));
            index = Math.Min(index, newSize - 1);
            oldSize = Math.Min(oldSize, newSize);
            var inclusion = await InclusionProof.MakeAsync(
                tree,
                index,
                newSize,
                TestContext.Current.CancellationToken
            );
            var consistency = await ConsistencyProof.MakeAsync(
                tree,
                oldSize,
                newSize,
                TestContext.Current.CancellationToken
            );

            Assert.True(inclusion.Proves(Some.Leaf(index), tree.Root(newSize)));
            Assert.True(consistency.Proves(tree.Root(oldSize), tree.Root(newSize)));
            Assert.True(inclusion.Hashes.Count <= 17);
        }
    }

    [Fact]
    public async Task One_flipped_bit_anywhere_breaks_a_proof_of_inclusion()
    {
        var random = new Random(5);
        for (var size = 1; size <= 70; size++)
        {
            var index = random.Next(size);
            var (leaf, root) = (s_leaves[index], s_tree.Root(size));
            var proof = await InclusionProof.MakeAsync(
                s_tree,
                index,
                size,
                TestContext.Current.CancellationToken
            );
            Assert.False(proof.Proves(Flipped(leaf, random), root));
            Assert.False(proof.Proves(leaf, Flipped(root, random)));
            foreach (var broken in Broken(proof.Hashes, random))
            {
                Assert.False((proof with { Hashes = broken }).Proves(leaf, root));
            }

            Assert.False((proof with { Index = -1 }).Proves(leaf, root));
            Assert.False((proof with { Index = size }).Proves(leaf, root));
            if (size > 1)
            {
                Assert.False((proof with { Index = index == 0 ? 1 : index - 1 }).Proves(leaf, root));
            }
        }
    }

    [Fact]
    public async Task One_flipped_bit_anywhere_breaks_a_proof_of_consistency()
    {
        var random = new Random(6);
        for (var newSize = 1; newSize <= 70; newSize++)
        {
            var oldSize = random.Next(1, newSize + 1);
            var (old, now) = (s_tree.Root(oldSize), s_tree.Root(newSize));
            var proof = await ConsistencyProof.MakeAsync(
                s_tree,
                oldSize,
                newSize,
                TestContext.Current.CancellationToken
            );
            Assert.False(proof.Proves(Flipped(old, random), now));
            Assert.False(proof.Proves(old, Flipped(now, random)));
            foreach (var broken in Broken(proof.Hashes, random))
            {
                Assert.False((proof with { Hashes = broken }).Proves(old, now));
            }

            Assert.False((proof with { OldSize = newSize + 1 }).Proves(old, now));
            Assert.False((proof with { OldSize = -1 }).Proves(old, now));
        }
    }

    [Fact]
    public void The_empty_tree_has_one_root_and_proves_nothing_by_itself()
    {
        Assert.True(new ConsistencyProof(0, 0, []).Proves(Tree.EmptyRoot, Tree.EmptyRoot));
        Assert.False(new ConsistencyProof(0, 0, []).Proves(default, default));
        Assert.False(new ConsistencyProof(0, 3, []).Proves(default, s_tree.Root(3)));
        Assert.False(new ConsistencyProof(0, 3, [default]).Proves(Tree.EmptyRoot, s_tree.Root(3)));
        Assert.False(new InclusionProof(0, 0, []).Proves(default, Tree.EmptyRoot));
    }

    [Fact]
    public async Task A_proof_of_what_is_not_there_cannot_be_made()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
            await InclusionProof.MakeAsync(s_tree, 5, 5, TestContext.Current.CancellationToken)
        );
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
            await InclusionProof.MakeAsync(s_tree, -1, 5, TestContext.Current.CancellationToken)
        );
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
            await ConsistencyProof.MakeAsync(s_tree, 6, 5, TestContext.Current.CancellationToken)
        );
    }

    // RFC 6962 section 2.1.1, word by word: PATH(m, D[from:to]).
    private List<Hash> Path(int m, int from, int to)
    {
        if (to - from == 1)
        {
            return [];
        }

        var k = from + HalfOf(to - from);
        return m < k ? [.. Path(m, from, k), Root(k, to)] : [.. Path(m, k, to), Root(from, k)];
    }

    // RFC 6962 section 2.1.2, word by word: SUBPROOF(m, D[from:to], whole).
    private List<Hash> SubProof(int m, int from, int to, bool whole)
    {
        if (m == to)
        {
            return whole ? [] : [Root(from, to)];
        }

        var k = from + HalfOf(to - from);
        return m <= k
            ? [.. SubProof(m, from, k, whole), Root(k, to)]
            : [.. SubProof(m, k, to, whole: false), Root(from, k)];
    }

    private Hash Root(int from, int to) =>
        roots.TryGetValue((from, to), out var known)
            ? known
            : roots[(from, to)] = Tree.Root(s_leaves.AsSpan(from, to - from));

    private static int HalfOf(int n)
    {
        var k = 1;
        while (k * 2 < n)
        {
            k *= 2;
        }

        return k;
    }

    private static IEnumerable<Hash[]> Broken(IReadOnlyList<Hash> hashes, Random random)
    {
        yield return [.. hashes, Some.Leaf(random.Next())];
        for (var i = 0; i < hashes.Count; i++)
        {
            yield return [.. hashes.Take(i), Flipped(hashes[i], random), .. hashes.Skip(i + 1)];
            yield return [.. hashes.Take(i), .. hashes.Skip(i + 1)];
        }
    }

    internal static Hash Flipped(Hash hash, Random random)
    {
        var bytes = hash.ToArray();
        bytes[random.Next(32)] ^= (byte)(1 << random.Next(8));
        return Hash.FromBytes(bytes);
    }
}
