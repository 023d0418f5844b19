using Daylight.Crypto;
using Daylight.Proceedings.Backup;
using Daylight.Store;

namespace Daylight.Tests.Backup;

/// <summary>
/// Mutated headers and mutated insides (as if somebody held the key): a <see cref="BackupBrokenException"/> or the rows,
/// and nothing else.
/// </summary>
public sealed class BackupFuzzTests
{
    private static readonly BackupKey s_key = new BackupKey.File([.. Enumerable.Repeat((byte)7, 32)]);

    [Fact]
    public Task A_mutated_inside_is_refused_or_read_as_rows()
    {
        var good = Inside();
        Assert.Equal(3, Read(good));
        return Fuzz.Parser(
            "backup",
            Fuzz.Cases(3_000),
            [good],
            bytes =>
            {
                Read(bytes);
                return Task.FromResult<byte[]?>(null);
            },
            fault => fault is BackupBrokenException
        );
    }

    [Fact]
    public void A_mutated_header_is_refused()
    {
        var (good, secret) = BackupHeader.For(BackupPart.Ledger, Suite.International, s_key).Seal(s_key);
        secret.Dispose();
        var random = new Random(20_261_123);
        for (var i = 0; i < Fuzz.Cases(3_000); i++)
        {
            var input = Fuzz.Mutated([good], random);
            if (input.AsSpan().StartsWith(good))
            {
                continue;
            }

            var fault = Assert.Throws<BackupBrokenException>(() =>
                BackupHeader.Parse(input).Open(s_key, input).Dispose()
            );
            Assert.NotEmpty(fault.Message);
        }
    }

    private static byte[] Inside()
    {
        using var to = new MemoryStream();
        var rows = new RowWriter(to);
        rows.Manifest(
            new BackupManifest(
                1,
                BackupPart.Ledger,
                DateTimeOffset.UnixEpoch,
                "sqlite",
                [new BackedUpLog("990101", 3, "00", null)]
            )
        );
        rows.Begin(
            new DurableTable(
                "fact",
                [new("idx", ColumnKind.Number), new("name", ColumnKind.Text), new("bytes", ColumnKind.Bytes)]
            )
        );
        rows.Write([1L, "象山", new byte[] { 1, 2, 3 }]);
        rows.Write([long.MaxValue, null, new byte[200]]);
        rows.Finish(2);
        rows.Begin(new DurableTable("act", [new("id", ColumnKind.Text)]));
        rows.Write([""]);
        rows.Finish(1);
        rows.Close();
        return to.ToArray();
    }

    private static int Read(byte[] inside)
    {
        var reader = new RowReader(new MemoryStream(inside));
        reader.Manifest();
        var rows = 0;
        while (reader.Next() is { } table)
        {
            rows += reader.Rows(table).Count();
        }

        return rows;
    }
}
