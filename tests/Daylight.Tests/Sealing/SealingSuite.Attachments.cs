using System.Security.Cryptography;
using System.Text;
using Daylight.Crypto;
using Daylight.Proceedings;
using Daylight.Proceedings.Attachments;
using Daylight.Proceedings.Audit;
using Daylight.Proceedings.Sealing;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;
using Daylight.Writer;
using Outcome = Daylight.Proceedings.Outcome;

namespace Daylight.Tests.Sealing;

/// <content>Files.</content>
public abstract partial class SealingSuite
{
    private static byte[] Pdf(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        "%PDF-1.7"u8.CopyTo(bytes);
        return bytes;
    }

    private static async Task<AttachmentRef> Taken(IAttachments files, string owner, byte[] content) =>
        Assert.IsType<Intake.Taken>(await files.Take(owner, "证据.pdf", new Trickle(content))).File;

    private static IEnumerable<string> Kept(TestLog log) =>
        Directory.Exists(log.Files)
            ? Directory.EnumerateFiles(log.Files, "*", SearchOption.AllDirectories)
            : [];

    [Theory]
    [InlineData(Suite.International)]
    [InlineData(Suite.National)]
    public async Task A_file_comes_back_as_it_was_and_lies_there_encrypted(Suite suite)
    {
        await using var log = await Open(suite);
        var files = log.Attachments(log.Store);
        var content = Pdf(200_001);

        var file = await Taken(files, "k-1", content);
        await log.Grant(new TestReport("k-1", Canary, Person) { Files = [file] });

        Assert.Equal(
            (Convert.ToHexStringLower(SHA256.HashData(content)), "证据.pdf", "application/pdf", 200_001L),
            (file.Content, file.Name, file.Type, file.Size)
        );
        var kept = await File.ReadAllBytesAsync(
            Assert.Single(Kept(log)),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(file.Hash, Convert.ToHexStringLower(SHA256.HashData(kept)));
        Assert.True(kept.AsSpan().IndexOf(content.AsSpan(1000, 24)) < 0);
        using var back = new MemoryStream();
        await log.Attachments(log.Store).CopyTo(file, back);
        Assert.Equal(content, back.ToArray());
        await Clean(log);
    }

    [Fact]
    public async Task A_fact_names_no_file_that_is_not_there()
    {
        await using var log = await Open();
        var file = await Taken(log.Attachments(log.Store), "k-1", Pdf(5000));
        File.Delete(Kept(log).Single());

        await log.Refuse<AttachmentIsMissing>(new TestReport("k-1", Canary, Person) { Files = [file] });
        await log.Refuse<AttachmentIsMissing>(
            new TestReport("k-1", Canary, Person) { Files = [file with { Hash = "../../../../etc/passwd" }] }
        );
        Assert.Equal(0, log.Clerk.Size);
    }

    [Fact]
    public async Task An_audit_finds_files_that_were_changed_swapped_or_removed()
    {
        await using var log = await Open();
        var files = log.Attachments(log.Store);
        var three = new List<AttachmentRef>();
        for (var n = 0; n < 3; n++)
        {
            three.Add(await Taken(files, "k-1", Pdf(70_000, n)));
        }

        await log.Grant(new TestReport("k-1", Canary, Person) { Files = three });
        await Clean(log);
        string PathOf(int n) =>
            Kept(log).Single(path => path.EndsWith(three[n].Hash, StringComparison.Ordinal));
        var (first, second, third) = (PathOf(0), PathOf(1), PathOf(2));
        var bytes = await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(first, bytes, TestContext.Current.CancellationToken);
        File.Copy(third, second, overwrite: true);
        File.Delete(third);

        var report = await LogAudit.Run(new AuditSetup(log.Setup(log.Store)));

        Assert.Equal(
            new[]
            {
                (AuditFaultKind.AttachmentDiffers, three[0].Hash),
                (AuditFaultKind.AttachmentDiffers, three[1].Hash),
                (AuditFaultKind.AttachmentMissing, three[2].Hash),
            }.Order(),
            report.Faults.Select(fault => (fault.Kind, fault.Place)).Order()
        );
        foreach (var file in three)
        {
            using var back = new MemoryStream();
            await Assert.ThrowsAsync<AttachmentGoneException>(() => files.CopyTo(file, back));
            Assert.Equal(0, back.Length);
        }
    }

    [Fact]
    public async Task Files_go_with_their_case_and_those_that_no_fact_names_after_three_days()
    {
        await using var log = await Open();
        var files = log.Attachments(log.Store);
        var named = await Taken(files, "k-1", Pdf(5000));
        var orphan = await Taken(files, "k-1", Pdf(5001));
        var erased = await Taken(files, "k-2", Pdf(5002));
        await log.Grant(new TestReport("k-1", Canary, Person) { Files = [named] });
        await log.Grant(new TestReport("k-2", Canary, Person) { Files = [erased] });
        var now = log.Clock.GetUtcNow();

        Assert.Equal(0, await files.Sweep(now.AddDays(2)));
        await log.Erase("k-2");
        using var back = new MemoryStream();
        await Assert.ThrowsAsync<AttachmentGoneException>(() => files.CopyTo(erased, back));
        Assert.Equal(1, await files.Sweep(now));
        Assert.True(files.Has(orphan));
        Assert.Equal(1, await files.Sweep(now.AddDays(4)));

        Assert.True(files.Has(named));
        Assert.False(files.Has(orphan));
        Assert.IsType<TheCaseIsErased>(
            Assert.IsType<Intake.Refused>(await files.Take("k-2", "a.pdf", new Trickle(Pdf(9000)))).Refusal
        );
        await Clean(log);
    }

    [Fact]
    public async Task A_file_that_is_too_large_or_breaks_off_leaves_nothing()
    {
        await using var log = await Open();
        var files = log.Attachments(log.Store, new AttachmentLimits(MostBytes: 100_000));

        Assert.IsType<Intake.Taken>(await files.Take("k-1", "a.pdf", new Trickle(Pdf(100_000))));
        var refused = await files.Take("k-1", "a.pdf", new Trickle(Pdf(100_001)));
        await Assert.ThrowsAsync<IOException>(() =>
            files.Take("k-1", "a.pdf", new Trickle(Pdf(90_000), breaksAt: 80_000))
        );

        Assert.Equal(
            new AttachmentIsTooLarge("a.pdf", 100_000),
            Assert.IsType<Intake.Refused>(refused).Refusal
        );
        Assert.Single(Kept(log));
    }

    [Fact]
    public async Task Two_nodes_take_files_of_one_new_case_under_one_key()
    {
        await using var log = await Open();
        var other = await log.AddNode();
        var there = new AttachmentFolder(log.Files, TestLog.Jurisdiction, log.Store, other.Keys, log.Clock);
        var here = log.Attachments(log.Store);

        var taken = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(n => Taken(n % 2 == 0 ? here : there, "k-1", Pdf(5000, n)))
        );
        await log.Grant(new TestReport("k-1", Canary, Person) { Files = taken[..4] });
        Assert.IsType<Outcome.Recorded>(
            await other.Perform(
                new("b-1", new TestReport("k-1", Canary, Person) { Files = taken[4..] }, TestLog.Registrar)
            )
        );

        foreach (var (file, n) in taken.Select((file, n) => (file, n)))
        {
            using var back = new MemoryStream();
            await (n % 2 == 0 ? there : here).CopyTo(file, back);
            Assert.Equal(Pdf(5000, n), back.ToArray());
        }

        await Clean(log);
    }

    /// <summary>A stream that gives few bytes at a time, as a slow network does, and may break.</summary>
    private sealed class Trickle(byte[] content, int breaksAt = int.MaxValue) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        ) =>
            Position >= breaksAt
                ? throw new IOException("the line is cut")
                : base.ReadAsync(buffer[..Math.Min(buffer.Length, 1777)], cancellationToken);
    }
}
