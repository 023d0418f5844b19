using System.Globalization;
using Daylight.Crypto;
using Daylight.Proceedings.Backup;
using Daylight.Store;

namespace Daylight.Tests.Backup;

/// <summary>
/// Mutated headers and mutated insides (as if somebody held the key): a <see cref="BackupBrokenException"/> or the rows,
/// and nothing else. Deterministic; DAYLIGHT_FUZZ_CASES runs more of it by hand.
/// </summary>
public sealed class BackupFuzzTests
{
    private static readonly BackupKey s_key = new BackupKey.File([.. Enumerable.Repeat((byte)7, 32)]);

    private static int Cases =>
        int.TryParse(
            Environment.GetEnvironmentVariable("DAYLIGHT_FUZZ_CASES"),
            CultureInfo.InvariantCulture,
            out var cases
        )
            ? cases
            : 3_000;

    [Fact]
    public void A_mutated_inside_is_refused_or_read_as_rows()
    {
        var good = Inside();
        var random = new Random(20_261_122);
        Assert.Equal(3, Read(good));
        for (var i = 0; i < Cases; i++)
        {
            var input = Mutated(good, random);
            try
            {
                Read(input);
            }
            catch (BackupBrokenException fault)
            {
                Assert.NotEmpty(fault.Message);
            }
            catch (Exception fault)
            {
                Assert.Fail($"case {i}: {fault}\ninput (hex): {Convert.ToHexStringLower(input)}");
            }
        }
    }

    [Fact]
    public void A_mutated_header_is_refused()
    {
        var (good, secret) = BackupHeader.For(BackupPart.Ledger, Suite.International, s_key).Seal(s_key);
        secret.Dispose();
        var random = new Random(20_261_123);
        for (var i = 0; i < Cases; i++)
        {
            var input = Mutated(good, random);
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

    private static byte[] Mutated(byte[] good, Random random)
    {
        List<byte> bytes = [.. good];
        for (var times = 1 + random.Next(3); times > 0; times--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(bytes.Count - at, 1 + random.Next(20));
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)0xff, random.Next(12)));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
