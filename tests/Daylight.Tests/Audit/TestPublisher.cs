using System.Text;
using Daylight.Ledger;
using Daylight.Proceedings.Audit;
using Daylight.Store;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Audit;

/// <summary>Publishes a log into its database, in as few words as that takes, so that audits have checkpoints and tiles.</summary>
public sealed class TestPublisher(TestLog log)
{
    private readonly SignerKey _key = new(TestLog.Origin, KeyType.Ed25519, Seed(1));
    private readonly SignerKey _witness = new("witness.test", KeyType.Cosignature, Seed(2));
    private readonly TileWriter _tiles = new();

    /// <summary>The newest checkpoint, as it would lie beside the key.</summary>
    public byte[]? Beside { get; private set; }

    public AuditSetup Setup(ILogStore store) =>
        new(log.Setup(store))
        {
            Logs = [new AuditedLog(TestLog.Origin, TestLog.Jurisdiction, [_key.Verifier])],
            Witnesses = [_witness.Verifier],
            Anchors = Beside is null ? [] : [new Anchor("key folder", Beside)],
            Workers = 2,
        };

    /// <summary>Writes tiles up to the head, then the checkpoint, cosigned at the clock's time.</summary>
    public async Task Publish()
    {
        await foreach (var fact in log.Store.Facts(TestLog.Jurisdiction, _tiles.Size, long.MaxValue))
        {
            _tiles.Append(Commitment.Of(fact.Salt, fact.Envelope));
        }

        await log.Store.Published.WriteTiles(
            TestLog.Jurisdiction,
            [
                .. _tiles
                    .Take()
                    .Where(file => file.At.Level >= 0)
                    .Select(file => new TileRow(file.At.Level, file.At.Index, file.Bytes)),
            ]
        );
        var known = await log.Store.Published.Latest(TestLog.Jurisdiction);
        var note = new Checkpoint(TestLog.Origin, _tiles.Size, _tiles.Root()).Sign(_key);
        note = note.With(_witness.Cosign(note.Text, log.Clock.GetUtcNow()));
        Beside = note.ToBytes();
        Assert.True(
            await log.Store.Published.Store(
                TestLog.Jurisdiction,
                known?.Size ?? 0,
                new PublishedCheckpoint(_tiles.Size, Encoding.UTF8.GetString(Beside))
            )
        );
    }

    private static byte[] Seed(byte n) => [.. Enumerable.Repeat(n, 32)];
}
