using System.Buffers.Binary;
using System.Text;
using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

/// <summary>Made-up but plausible things, the same on every run.</summary>
internal static class Some
{
    internal const string Log = "daylight.xiangshan.example/log";

    internal static SignerKey LogKey => Key(Log, 1);

    internal static SignerKey Key(string name, byte number, KeyType type = KeyType.Ed25519) =>
        new(name, type, Enumerable.Range(number, 32).Select(i => (byte)i).ToArray());

    internal static SignerKey Witness(string name, byte number) => Key(name, number, KeyType.Cosignature);

    /// <summary>The checkpoint, signed by the log and cosigned by a witness.</summary>
    internal static Note NoteOf(Checkpoint checkpoint)
    {
        var note = checkpoint.Sign(LogKey);
        return note.With(PublishedLog.s_witness.Cosign(note.Text, DateTimeOffset.UnixEpoch.AddDays(20_000)));
    }

    internal static Hash Entry(int index)
    {
        Span<byte> salt = stackalloc byte[32];
        BinaryPrimitives.WriteInt32BigEndian(salt, index);
        return Commitment.Of(salt, "{}"u8);
    }

    internal static Hash Leaf(int index) => Tree.LeafHash(Entry(index));

    internal static Envelope Envelope(
        long index = 41,
        string payload = """{"due":"2026-03-31","text":"清理历史欠款"}"""
    ) =>
        new(
            Log,
            index,
            "01JAF5Q3V8",
            new ActPart("01JAF5Q3V7", 1, 2),
            [new("item/330225-0017", 3), new("unit-plan/330225-04/2026", 12)],
            "ItemAssigned",
            1,
            new DateTimeOffset(2026, 1, 30, 16, 5, 0, TimeSpan.FromHours(8)),
            new DateTimeOffset(2026, 1, 31, 1, 2, 3, 45, TimeSpan.Zero),
            "m-7f3a",
            ["u-04", "p-9c21"],
            [new("keywork.assign", new string('a', 64))],
            null,
            Encoding.UTF8.GetBytes(payload)
        );

    internal static SealedEnvelope Sealed(long index = 42) =>
        new(
            Log,
            index,
            new DateOnly(2026, 1, 31),
            new SealedPart("aes-256-gcm", "k-17", new byte[12], new byte[90])
        );
}
