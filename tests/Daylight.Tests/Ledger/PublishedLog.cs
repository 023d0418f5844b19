using System.Text;
using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

/// <summary>A published log of made-up entries, file by file, in memory or written to a folder.</summary>
internal sealed class PublishedLog : ILogReader
{
    internal static readonly SignerKey s_witness = Some.Witness("witness.example/w1", 60);

    internal Dictionary<string, byte[]> Files { get; } = [];

    internal Checkpoint Checkpoint { get; }

    /// <summary>A log that grew to <paramref name="size"/> in groups, with the partial tiles of each group left behind.</summary>
    internal PublishedLog(int size, int group = 300)
    {
        var writer = new TileWriter();
        while (writer.Size < size)
        {
            for (var more = Math.Min(group, size - writer.Size); more > 0; more--)
            {
                writer.Append(Some.Entry((int)writer.Size));
            }

            foreach (var file in writer.Take())
            {
                Files[file.At.Path] = file.Bytes;
            }
        }

        Checkpoint = new(Some.Log, size, writer.Root());
        Files["checkpoint"] = Some.NoteOf(Checkpoint).ToBytes();
        Files["vkey"] = Encoding.UTF8.GetBytes(Some.LogKey.Verifier + "\n");
    }

    public ValueTask<byte[]?> ReadAsync(string path, CancellationToken cancel) =>
        new(Files.GetValueOrDefault(path));

    internal Task<LogReport> VerifyAsync(params IReadOnlyCollection<Checkpoint> earlier) =>
        new LogVerifier(this, [Some.LogKey.Verifier])
        {
            Witnesses = [s_witness.Verifier],
            Earlier = earlier,
        }.VerifyAsync(null, TestContext.Current.CancellationToken);

    internal void Flip(string path, int bit) =>
        Files[path] = [.. Files[path].Select((b, i) => i == bit / 8 ? (byte)(b ^ (1 << (bit % 8))) : b)];

    internal void WriteTo(string folder)
    {
        foreach (var (path, bytes) in Files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }
    }

    /// <summary>Ways to spoil a log of 700 entries: what was done, to which file, and how.</summary>
    internal static IEnumerable<(string What, string Path, Action<PublishedLog> Do)> Spoilings()
    {
        var random = new Random(21);
        foreach (
            var path in new[]
            {
                "tile/entries/000",
                "tile/entries/001",
                "tile/entries/002.p/188",
                "tile/0/000",
                "tile/0/001",
                "tile/0/002.p/188",
                "tile/1/000.p/2",
            }
        )
        {
            for (var round = 0; round < 3; round++)
            {
                var share = random.NextDouble();
                yield return (
                    "a flipped bit",
                    path,
                    log => log.Flip(path, (int)(share * 8 * log.Files[path].Length))
                );
            }

            yield return ("a missing file", path, log => log.Files.Remove(path));
            yield return ("a missing last byte", path, log => log.Files[path] = log.Files[path][..^1]);
            yield return ("a byte more", path, log => log.Files[path] = [.. log.Files[path], 0]);
        }

        yield return (
            "two entries swapped",
            "tile/entries/001",
            log => Swap(log.Files["tile/entries/001"], 34 * 5, 34 * 9, 34)
        );
        yield return (
            "two bundles swapped",
            "tile/entries/000",
            log =>
                (log.Files["tile/entries/000"], log.Files["tile/entries/001"]) = (
                    log.Files["tile/entries/001"],
                    log.Files["tile/entries/000"]
                )
        );
        yield return (
            "an entry twice",
            "tile/entries/000",
            log =>
                log.Files["tile/entries/000"].AsSpan(34, 34).CopyTo(log.Files["tile/entries/000"].AsSpan(68))
        );
        yield return ("another size", "checkpoint", log => Edit(log, "700", "699"));
        yield return (
            "another size, signed by a stranger",
            "checkpoint",
            log => log.Files["checkpoint"] = log.Checkpoint.Sign(Some.Key(Some.Log, 9)).ToBytes()
        );
        yield return (
            "another origin, signed",
            "checkpoint",
            log =>
                log.Files["checkpoint"] = (log.Checkpoint with { Origin = "else.example/log" })
                    .Sign(Some.LogKey)
                    .ToBytes()
        );
        yield return (
            "another root, signed",
            "checkpoint",
            log =>
                log.Files["checkpoint"] = (log.Checkpoint with { Root = Some.Leaf(1) })
                    .Sign(Some.LogKey)
                    .ToBytes()
        );
        yield return (
            "a smaller size, signed",
            "tile/entries/002.p/187",
            log => log.Files["checkpoint"] = (log.Checkpoint with { Size = 699 }).Sign(Some.LogKey).ToBytes()
        );
        yield return ("no checkpoint", "checkpoint", log => log.Files.Remove("checkpoint"));
        for (var i = 0; i < 6; i++)
        {
            var bit = random.Next(8 * 100);
            yield return ("a flipped bit", "checkpoint", log => log.Flip("checkpoint", bit));
        }
    }

    private static void Swap(byte[] bytes, int one, int other, int length)
    {
        var kept = bytes.AsSpan(one, length).ToArray();
        bytes.AsSpan(other, length).CopyTo(bytes.AsSpan(one));
        kept.CopyTo(bytes.AsSpan(other));
    }

    private static void Edit(PublishedLog log, string from, string to) =>
        log.Files["checkpoint"] = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(log.Files["checkpoint"]).Replace(from, to, StringComparison.Ordinal)
        );
}
