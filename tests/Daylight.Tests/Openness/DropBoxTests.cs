using System.Text;
using Daylight.Openness.Drops;
using Daylight.Proceedings;

namespace Daylight.Tests.Openness;

/// <summary>Sealed intakes lie in a folder until the inside pulls them, and nothing about them says more than it must.</summary>
public sealed class DropBoxTests : IDisposable
{
    private static readonly DateOnly s_today = new(2026, 11, 22);

    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-drop-").FullName;
    private readonly DropBox _box;

    public DropBoxTests() => _box = new DropBox(Path.Combine(_folder, "drop"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_put_comes_out_once_and_unchanged()
    {
        var id = _box.Put("一封密封的信"u8, s_today);
        var taker = new Taker();

        Assert.Equal(new Pulled(1, 0, 0), await new DropCollector(_box, [taker]).Pull());
        Assert.Equal(new Pulled(0, 0, 0), await new DropCollector(_box, [taker]).Pull());

        Assert.Equal([(id, "一封密封的信")], taker.Taken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096 - 25)]
    [InlineData(4096 - 24)]
    [InlineData(200_000)]
    public void A_file_has_one_of_a_few_lengths_and_the_time_of_its_day(int length)
    {
        _box.Put(new byte[length], s_today);

        var file = new FileInfo(Assert.Single(Directory.GetFiles(_box.Folder)));

        Assert.Contains((int)file.Length, DropBox.Sizes);
        Assert.Equal(new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc), file.LastWriteTimeUtc);
        Assert.Matches("^[0-9a-f]{32}\\.drop$", file.Name);
        Assert.Equal(length, DropBox.Read(file.FullName)!.Value.Length);
    }

    [Fact]
    public void Nothing_and_too_much_are_refused()
    {
        Assert.Throws<DropRefusedException>(() => _box.Put([], s_today));
        Assert.Throws<DropRefusedException>(() => _box.Put(new byte[DropBox.MostSealed + 1], s_today));
    }

    [Fact]
    public async Task What_nobody_takes_stays()
    {
        _box.Put("x"u8, s_today);

        Assert.Equal(
            new Pulled(0, 0, 1),
            await new DropCollector(_box, [new Taker { Wants = false }]).Pull()
        );
        Assert.Equal(new Pulled(0, 0, 0), await new DropCollector(_box, []).Pull());
        Assert.Single(Directory.GetFiles(_box.Folder));
    }

    [Fact]
    public async Task A_taker_that_breaks_off_gets_the_same_drop_again()
    {
        var id = _box.Put("x"u8, s_today);
        var taker = new Taker { Breaks = true };
        await Assert.ThrowsAsync<IOException>(() => new DropCollector(_box, [taker]).Pull());
        taker.Breaks = false;

        await new DropCollector(_box, [taker]).Pull();

        Assert.Equal([(id, "x")], taker.Taken);
    }

    [Fact]
    public async Task What_is_no_drop_is_put_aside()
    {
        _box.Put("x"u8, s_today);
        var good = Directory.GetFiles(_box.Folder)[0];
        var bytes = await File.ReadAllBytesAsync(good);
        bytes[^1] = 1;
        await File.WriteAllBytesAsync(good, bytes);
        await File.WriteAllTextAsync(Path.Combine(_box.Folder, "short.drop"), "daylight/drop/v1\n");

        Assert.Equal(new Pulled(0, 2, 0), await new DropCollector(_box, [new Taker()]).Pull());
    }

    private sealed class Taker : IDropTaker
    {
        public bool Wants { get; init; } = true;

        public bool Breaks { get; set; }

        public List<(string, string)> Taken { get; } = [];

        public ValueTask<bool> Take(string id, ReadOnlyMemory<byte> sealedBytes, CancellationToken cancel)
        {
            if (Breaks)
            {
                throw new IOException("the disk is full");
            }

            if (Wants)
            {
                Taken.Add((id, Encoding.UTF8.GetString(sealedBytes.Span)));
            }

            return ValueTask.FromResult(Wants);
        }
    }
}
