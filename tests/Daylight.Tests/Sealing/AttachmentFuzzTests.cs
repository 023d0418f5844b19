using System.Security.Cryptography;
using System.Text;
using Daylight.Proceedings.Attachments;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;

namespace Daylight.Tests.Sealing;

/// <summary>Names and bytes that users and disks hand in: kept whole, or refused by name, and nothing is left of what was refused.</summary>
public sealed class AttachmentFuzzTests
{
    private const int MostName = 100;

    private static readonly string[] s_names =
    [
        "证据.pdf",
        "C:\\fakepath\\会议纪要 2026-05-08.docx",
        "../../etc/passwd.txt",
        "a.b.c.PDF",
        "NUL.txt",
    ];

    private static readonly string[] s_words =
    [
        "..",
        "\\",
        ":",
        "\u202e",
        "\u0085",
        "\u2028",
        "CON",
        ".",
        ".exe",
        "%2e%2e",
        "\ufffd",
        "\"",
        "’",
    ];

    private static readonly byte[][] s_files =
    [
        "%PDF-1.7\n1 0 obj"u8.ToArray(),
        "PK\u0003\u0004word/document.xml"u8.ToArray(),
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13],
        Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><svg onload=\"x\"/>"),
        Encoding.UTF8.GetBytes("第一页\r\n一、会议听取了汇报。"),
        [0xFF, 0xFE, 0x3C, 0, 0x68, 0],
        "MZ\u0090"u8.ToArray(),
    ];

    [Fact]
    public Task A_name_is_refused_or_is_nothing_but_a_name() =>
        Fuzz.Parser(
            "attachment name",
            Fuzz.Cases(20_000),
            [.. s_names.Select(Encoding.UTF8.GetBytes)],
            bytes =>
            {
                // Every second input as a browser in another encoding might send it: with halves of pairs.
                var text =
                    bytes.Length % 2 == 0
                        ? Encoding.UTF8.GetString(bytes)
                        : string.Concat(
                            bytes.Select((one, at) => at % 7 == 3 ? (char)(0xD800 + one) : (char)one)
                        );
                if (FileName.Clean(text, MostName) is { } clean)
                {
                    Assert.InRange(clean.Length, 1, MostName);
                    Assert.Equal(clean, FileName.Clean(clean, MostName));
                    Assert.Equal(clean, Path.GetFileName(Path.GetFullPath(Path.Combine("/x", clean))));
                    Assert.DoesNotContain(clean, char.IsControl);
                    Assert.Equal(clean, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(clean)));
                    Assert.DoesNotContain(FileName.Extension(clean), char.IsAsciiLetterUpper);
                }

                return Task.FromResult<byte[]?>(null);
            },
            _ => false,
            s_words
        );

    [Fact]
    public Task The_kind_of_a_file_is_one_that_its_name_may_bear_or_it_is_refused() =>
        Fuzz.Parser(
            "attachment kind",
            Fuzz.Cases(20_000),
            s_files,
            bytes =>
            {
                foreach (var name in new[] { "a.pdf", "a.docx", "a.svg", "a.exe", "a", "a.txt" })
                {
                    var (kind, no) = FileKind.Of(bytes, name);
                    Assert.True(kind is null != no is null);
                    Assert.True(kind is null || kind.Extensions.Contains(FileName.Extension(name)));
                }

                return Task.FromResult<byte[]?>(null);
            },
            _ => false
        );

    [Fact]
    public async Task A_stream_is_kept_whole_or_leaves_nothing()
    {
        await using var log = await TestLog.Open(TestDatabase.QuickSqlite());
        var files = log.Attachments(log.Store, new AttachmentLimits { MostBytes = 150 });
        var random = new Random(20_261_122);
        var kept = 0;
        for (var n = 0; n < Fuzz.Cases(300); n++)
        {
            var content = Fuzz.Mutated(s_files, random);
            var breaksAt = random.Next(4) == 0 ? random.Next(content.Length + 1) : int.MaxValue;
            var outcome = await Take(files, content, breaksAt, random);
            if (outcome is Intake.Taken taken)
            {
                kept++;
                using var back = new MemoryStream();
                await files.CopyTo(taken.File, back);
                Assert.Equal(content, back.ToArray());
                Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), taken.File.Content);
            }

            Assert.Equal(kept, Kept(log).Length);
        }

        Assert.True(kept > 10, $"Only {kept} were kept.");
    }

    [Fact]
    public async Task A_kept_file_that_was_damaged_is_never_handed_out()
    {
        await using var log = await TestLog.Open(TestDatabase.QuickSqlite());
        var files = log.Attachments(log.Store);
        var content = new byte[70_000];
        new Random(1).NextBytes(content);
        "%PDF-1.7"u8.CopyTo(content);
        var taken = Assert.IsType<Intake.Taken>(
            await files.Take("k-1", "证据.pdf", new MemoryStream(content))
        );
        var place = Assert.Single(Kept(log));
        var good = await File.ReadAllBytesAsync(place, TestContext.Current.CancellationToken);
        var random = new Random(20_261_123);
        for (var n = 0; n < Fuzz.Cases(300); n++)
        {
            var damaged = Fuzz.Mutated([good], random);
            await File.WriteAllBytesAsync(place, damaged, TestContext.Current.CancellationToken);
            using var back = new MemoryStream();
            if (damaged.AsSpan().SequenceEqual(good))
            {
                await files.CopyTo(taken.File, back);
                continue;
            }

            await Assert.ThrowsAsync<AttachmentGoneException>(() => files.CopyTo(taken.File, back));
            Assert.Equal(0, back.Length);
        }
    }

    private static string[] Kept(TestLog log) =>
        Directory.Exists(log.Files) ? Directory.GetFiles(log.Files, "*", SearchOption.AllDirectories) : [];

    private static async Task<Intake?> Take(
        AttachmentFolder files,
        byte[] content,
        int breaksAt,
        Random random
    )
    {
        try
        {
            return await files.Take("k-1", "a.txt", new Trickle(content, random.Next(1, 40), breaksAt));
        }
        catch (IOException broken) when (broken.Message == Trickle.Broken)
        {
            return null;
        }
    }

    /// <summary>Comes in small pieces, and may break off.</summary>
    private sealed class Trickle(byte[] content, int piece, int breaksAt) : MemoryStream(content)
    {
        public const string Broken = "The client went away.";

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        ) =>
            Position >= breaksAt
                ? throw new IOException(Broken)
                : await base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
    }
}
