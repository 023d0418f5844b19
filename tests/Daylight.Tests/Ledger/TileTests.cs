using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

public sealed class TileTests
{
    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(0, 999, 256, "tile/0/999")]
    [InlineData(0, 1000, 256, "tile/0/x001/000")]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(0, 273, 112, "tile/0/273.p/112")]
    [InlineData(2, 1000000, 1, "tile/2/x001/x000/000.p/1")]
    [InlineData(63, 5, 255, "tile/63/005.p/255")]
    [InlineData(TileAt.Entries, 1234067, 8, "tile/entries/x001/x234/067.p/8")]
    public void Paths_are_written_and_read_as_tlog_tiles_prescribes(
        int level,
        long index,
        int width,
        string path
    )
    {
        Assert.Equal(path, new TileAt(level, index, width).Path);
        Assert.Equal(new TileAt(level, index, width), TileAt.Parse(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("checkpoint")]
    [InlineData("tile/0")]
    [InlineData("tile/0/")]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/0000")]
    [InlineData("tile/0/1000")]
    [InlineData("tile/00/000")]
    [InlineData("tile/64/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/+1/000")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/001/000")]
    [InlineData("tile/0/x001")]
    [InlineData("tile/0/x001/x000")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/000.p/-1")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/0/x001.p/000.p/5")]
    [InlineData("tile/0/000/5")]
    [InlineData("/tile/0/000")]
    [InlineData("tile/0/000/")]
    [InlineData("tile/entry/000")]
    [InlineData("tile/0/../../etc/passwd")]
    [InlineData("tile/0/٠٠١")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/999")]
    public void Other_paths_are_refused(string path)
    {
        Assert.False(TileAt.TryParse(path, out _));
        Assert.Throws<MalformedTileException>(() => TileAt.Parse(path));
    }

    [Fact]
    public void The_default_tile_has_no_path() =>
        Assert.Throws<MalformedTileException>(() => default(TileAt).Path);

    [Fact]
    public void Seventy_thousand_entries_have_the_tiles_of_the_specification()
    {
        var tiles = Tiles.Of(70_000).ToArray();

        Assert.Equal(274 + 274 + 2 + 1, tiles.Length);
        Assert.Equal(new TileAt(TileAt.Entries, 273, 112), tiles[273]);
        Assert.Equal(new TileAt(0, 273, 112), tiles[547]);
        Assert.Equal([new(1, 0, 256), new(1, 1, 17), new(2, 0, 1)], tiles[548..]);
        Assert.Empty(Tiles.Of(0));
        Assert.Equal(new TileAt(1, 1, 17), Tiles.Widest(1, 1, 70_000));
        Assert.Equal(new TileAt(1, 0, 256), Tiles.Widest(1, 0, 70_000));
        Assert.Null(Tiles.Widest(1, 2, 70_000));
        Assert.Null(Tiles.Widest(3, 0, 70_000));
        Assert.Null(Tiles.Widest(0, long.MaxValue, 70_000));
    }

    [Fact]
    public void A_bundle_has_a_big_endian_length_before_each_entry()
    {
        var bundle = Tiles.BundleOf([Bytes("one"), Bytes("two"), Bytes("three")]);

        Assert.Equal("00036f6e65000374776f00057468726565", Convert.ToHexStringLower(bundle));
        Assert.Equal(
            ["one", "two", "three"],
            Tiles.ParseBundle(new(TileAt.Entries, 0, 3), bundle).Select(Text)
        );
        Assert.Equal(new byte[] { 0, 0 }, Tiles.BundleOf([ReadOnlyMemory<byte>.Empty]));
        Assert.Equal(2 + 65_535, Tiles.BundleOf([new byte[65_535]]).Length);
        Assert.Throws<ArgumentException>(() => Tiles.BundleOf([new byte[65_536]]));
    }

    [Fact]
    public void Bytes_that_are_not_as_many_entries_or_hashes_as_the_path_says_are_refused()
    {
        var bundle = Tiles.BundleOf([Some.Entry(0), Some.Entry(1)]);
        var two = new TileAt(TileAt.Entries, 0, 2);

        Assert.Throws<MalformedTileException>(() => Tiles.ParseBundle(two with { Width = 1 }, bundle));
        Assert.Throws<MalformedTileException>(() => Tiles.ParseBundle(two with { Width = 3 }, bundle));
        Assert.Throws<MalformedTileException>(() => Tiles.ParseBundle(two, bundle.AsMemory(1)));
        Assert.Throws<MalformedTileException>(() => Tiles.ParseBundle(two, bundle.AsMemory(0, 67)));
        Assert.Throws<MalformedTileException>(() => Tiles.Parse(new(0, 0, 2), new byte[63]));
        Assert.Throws<MalformedTileException>(() => Tiles.Parse(new(0, 0, 2), new byte[65]));
    }

    [Fact]
    public async Task What_the_writer_leaves_is_what_the_sizes_demand_and_the_proofs_from_it_hold()
    {
        var random = new Random(9);
        var files = new Dictionary<string, byte[]>();
        var log = new LogBehind((path, _) => new(files.GetValueOrDefault(path)));
        var tree = new MemoryTree();
        var writer = new TileWriter();
        while (writer.Size < 67_000)
        {
            var before = writer.Size;
            for (var more = random.Next(1, 2_500); more > 0; more--)
            {
                writer.Append(Some.Entry((int)writer.Size));
                tree.Append(Some.Leaf((int)tree.Size));
            }

            var written = writer.Take();
            Assert.Equal(
                Tiles.Between(before, writer.Size).OrderBy(at => at.Level).ThenBy(at => at.Index),
                written.Select(file => file.At)
            );
            foreach (var file in written)
            {
                files[file.At.Path] = file.Bytes;
            }

            Assert.Empty(writer.Take());
            Assert.All(Tiles.Of(writer.Size), tile => Assert.Contains(tile.Path, files));
            var (size, index) = (writer.Size, random.NextInt64(writer.Size));
            var nodes = new TileNodes(log, size);
            var inclusion = await InclusionProof.MakeAsync(
                nodes,
                index,
                size,
                TestContext.Current.CancellationToken
            );
            var consistency = await ConsistencyProof.MakeAsync(
                nodes,
                before,
                size,
                TestContext.Current.CancellationToken
            );
            Assert.True(inclusion.Proves(Some.Leaf((int)index), tree.Root(size)));
            Assert.True(consistency.Proves(tree.Root(before), tree.Root(size)));
            writer =
                random.Next(2) == 0
                    ? writer
                    : await TileWriter.ResumeAsync(log, size, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_partial_tile_that_was_deleted_is_read_from_the_full_one()
    {
        var writer = new TileWriter();
        var tree = ProofTests.Grown(300);
        for (var i = 0; i < 300; i++)
        {
            writer.Append(Some.Entry(i));
        }

        var files = writer.Take().ToDictionary(file => file.At.Path, file => file.Bytes);
        var nodes = new TileNodes(new LogBehind((path, _) => new(files.GetValueOrDefault(path))), 200);

        var proof = await InclusionProof.MakeAsync(nodes, 17, 200, TestContext.Current.CancellationToken);

        Assert.True(proof.Proves(Some.Leaf(17), tree.Root(200)));
        files.Remove("tile/0/000");
        var missing = await Assert.ThrowsAsync<MissingTileException>(async () =>
            await InclusionProof.MakeAsync(nodes, 17, 200, TestContext.Current.CancellationToken)
        );
        Assert.Equal("tile/0/000.p/200", missing.Tile);
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes.Span);
}
