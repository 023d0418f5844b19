using System.Text;
using Daylight.Ledger;
using Daylight.Openness;
using Daylight.Openness.Publication;
using Daylight.Proceedings.Publishing;

namespace Daylight.Tests.Openness;

/// <summary>What is public crosses to the portal once, whole and verified, and nothing else does.</summary>
public sealed class TakingTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-open-").FullName;
    private InnerNode _inner = null!;

    private string Outer => Path.Combine(_folder, "published");

    private string Carried => Path.Combine(_folder, "carried");

    public async ValueTask InitializeAsync() => _inner = await InnerNode.Open(Path.Combine(_folder, "inner"));

    public async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_published_matter_stands_in_the_column_with_a_receipt_that_holds()
    {
        await _inner.Published("背街小巷路灯补亮");
        await _inner.Give(Outer);
        var record = InnerNode.Record(Outer);

        var (rows, total) = await record.Entries(Wanted.All, 1, 20);

        Assert.Equal(1, total);
        Assert.Equal("背街小巷路灯补亮", Assert.Single(rows).Title);
        var notice = Assert.Single(await record.Notices(rows[0].Matter));
        var receipt = await record.Receipt(notice.Index);
        var verified = Receipt.Parse(receipt!.ToBytes()).Verify(_inner.Keys);
        Assert.Contains(
            "背街小巷路灯补亮",
            Encoding.UTF8.GetString(verified.Open!.Payload.Span),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Only_public_facts_have_receipts()
    {
        await _inner.Published("公开的");
        await _inner.Give(Outer);
        var record = InnerNode.Record(Outer);
        var size = (await record.Standing())!.Size;

        var open = new List<long>();
        for (var index = -1L; index <= size; index++)
        {
            if (await record.Receipt(index) is not null)
            {
                open.Add(index);
            }
        }

        Assert.Equal([(await record.Entries(Wanted.All, 1, 1)).Rows[0].Index], open);
    }

    [Fact]
    public async Task The_published_file_holds_no_word_of_an_internal_matter()
    {
        await _inner.Internal("hidden");
        await _inner.Published("公开的");
        await _inner.Give(Outer);

        Assert.All(
            Directory.EnumerateFiles(Outer),
            file =>
                Assert.Equal(
                    -1,
                    File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(InnerNode.Canary))
                )
        );
    }

    [Fact]
    public async Task Taken_twice_nothing_changes()
    {
        await _inner.Published("一", "二");
        Assert.False((await _inner.Give(Outer)).Nothing);

        Assert.True((await _inner.Give(Outer)).Nothing);

        Assert.Equal(2, (await InnerNode.Record(Outer).Entries(Wanted.All, 1, 20)).Total);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Cut_off_after_any_step_it_goes_on_from_there(int steps)
    {
        await _inner.Published("一");
        await _inner.Give(Outer);
        await _inner.Published("二", "三");
        var left = steps;

        await Assert.ThrowsAsync<IOException>(() =>
            _inner.Give(Outer, () => _ = --left == 0 ? throw new IOException("cut off") : 0)
        );
        // Whatever was reached, what is shown holds together.
        var between = InnerNode.Record(Outer);
        foreach (var row in (await between.Entries(Wanted.All, 1, 20)).Rows)
        {
            Receipt.Parse((await between.Receipt(row.Index))!.ToBytes()).Verify(_inner.Keys);
        }

        await _inner.Give(Outer);

        var record = InnerNode.Record(Outer);
        Assert.Equal(
            ["三", "二", "一"],
            (await record.Entries(Wanted.All, 1, 20)).Rows.Select(row => row.Title)
        );
        Assert.True((await Whole(record)).Holds);
    }

    [Fact]
    public async Task What_the_portal_serves_is_the_whole_log()
    {
        await _inner.Published([.. Enumerable.Range(1, 80).Select(n => $"第{n}项")]);
        await _inner.Give(Outer);

        var report = await Whole(InnerNode.Record(Outer));

        Assert.True(report.Holds, string.Join('\n', report.Faults));
        Assert.InRange(report.EntriesRead, 257, 10_000);
    }

    [Fact]
    public async Task Another_history_is_refused_and_changes_nothing()
    {
        await _inner.Published("一");
        await _inner.Give(Outer);
        var before = await InnerNode.Record(Outer).LogFile(InnerNode.Code, "checkpoint");
        await _inner.Published("二");
        using var into = PublishedWriting.Open(Outer);
        var forged = new Bent(
            _inner.Publication,
            path => path.StartsWith("tile/entries", StringComparison.Ordinal)
        );

        await Assert.ThrowsAsync<PublicationRefusedException>(() =>
            InnerNode.Taking(into).Take(forged, _inner.Keys, DateTimeOffset.UnixEpoch)
        );

        Assert.Equal(before, await InnerNode.Record(Outer).LogFile(InnerNode.Code, "checkpoint"));
        Assert.True((await Whole(InnerNode.Record(Outer))).Holds);
        await InnerNode.Taking(into).Take(_inner.Publication, _inner.Keys, DateTimeOffset.UnixEpoch);
        Assert.Equal(2, (await InnerNode.Record(Outer).Entries(Wanted.All, 1, 20)).Total);
    }

    [Fact]
    public async Task A_checkpoint_without_a_known_signature_is_refused()
    {
        await _inner.Published("一");
        using var into = PublishedWriting.Open(Outer);
        var other = new SignerKey("daylight.test/log", KeyType.Ed25519, new byte[32]).Verifier;

        await Assert.ThrowsAsync<PublicationRefusedException>(() =>
            InnerNode.Taking(into).Take(_inner.Publication, [other], DateTimeOffset.UnixEpoch)
        );
        await Assert.ThrowsAsync<PublicationRefusedException>(() =>
            InnerNode.Taking(into).Take(_inner.Publication, [], DateTimeOffset.UnixEpoch)
        );
    }

    [Fact]
    public async Task An_internal_fact_is_refused_even_if_the_inside_sends_it()
    {
        await _inner.Internal("hidden");
        await _inner.Log.Publisher.Publish();
        using var into = PublishedWriting.Open(Outer);

        var fault = await Assert.ThrowsAsync<PublicationRefusedException>(() =>
            InnerNode.Taking(into).Take(new Telling(_inner), _inner.Keys, DateTimeOffset.UnixEpoch)
        );

        Assert.Contains("public kind", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await InnerNode.Record(Outer).Entries(Wanted.All, 1, 20)).Total);
    }

    [Fact]
    public async Task Files_carried_across_are_taken_whole_and_again_when_there_is_more()
    {
        await _inner.Published("一");
        await Export();
        Assert.False((await Import(_inner.Keys)).Nothing);
        Assert.True((await Import([])).Nothing);
        await _inner.Published("二");
        await Export();

        await Import([]);

        Assert.Equal(2, (await InnerNode.Record(Outer).Entries(Wanted.All, 1, 20)).Total);
        Assert.True((await Whole(InnerNode.Record(Outer))).Holds);
    }

    [Fact]
    public async Task A_carried_log_is_read_by_any_tool_for_its_format()
    {
        await _inner.Published("一");
        await Export();

        var report = await new LogVerifier(
            new FolderLog(Path.Combine(Carried, InnerNode.Code)),
            _inner.Keys
        ).VerifyAsync();

        Assert.True(report.Holds);
    }

    [Fact]
    public async Task The_first_import_needs_a_key_from_elsewhere()
    {
        await _inner.Published("一");
        await Export();

        await Assert.ThrowsAsync<PublicationRefusedException>(() => Import([]));
    }

    [Fact]
    public async Task Every_file_that_is_altered_cut_short_or_missing_is_noticed()
    {
        await _inner.Published("一", "二");
        await Export();
        foreach (var file in Directory.GetFiles(Carried, "*", SearchOption.AllDirectories))
        {
            var good = await File.ReadAllBytesAsync(file);
            byte[] bent = [.. good];
            bent[good.Length / 2] ^= 1;
            foreach (var bad in new[] { bent, good[..^1], null })
            {
                File.Delete(file);
                if (bad is not null)
                {
                    await File.WriteAllBytesAsync(file, bad);
                }

                var fault = await Record.ExceptionAsync(() => Import(_inner.Keys));
                Assert.True(fault is PublicationRefusedException, $"{file} {bad?.Length}: {fault}");
            }

            await File.WriteAllBytesAsync(file, good);
        }

        await Import(_inner.Keys);
    }

    [Fact]
    public async Task A_file_that_somebody_put_beside_the_listed_ones_is_never_read()
    {
        await _inner.Published("一");
        await Export();
        var place = Path.Combine(Carried, InnerNode.Code);
        Directory.CreateDirectory(Path.Combine(place, "pack"));
        await File.WriteAllTextAsync(Path.Combine(place, "pack", "forged.json"), "{\"pack\":\"forged\"}");
        await File.WriteAllTextAsync(Path.Combine(place, "facts", "000000001"), "no fact\n");

        await Import(_inner.Keys);

        Assert.Equal(1, (await InnerNode.Record(Outer).Entries(Wanted.All, 1, 20)).Total);
        Assert.All(
            Directory.EnumerateFiles(Outer),
            file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf("forged"u8))
        );
    }

    [Fact]
    public async Task An_older_publication_is_refused()
    {
        await _inner.Published("一");
        await Export();
        await _inner.Published("二");
        await _inner.Give(Outer);

        var fault = await Assert.ThrowsAsync<PublicationRefusedException>(() => Import([]));

        Assert.Contains("较新", fault.Says.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_does_not_write_into_a_foreign_folder()
    {
        Directory.CreateDirectory(Carried);
        await File.WriteAllTextAsync(Path.Combine(Carried, "diary.txt"), "x");
        await _inner.Published("一");

        await Assert.ThrowsAsync<PublicationRefusedException>(Export);
    }

    [Fact]
    public async Task The_column_is_searched_and_filtered()
    {
        await _inner.Published("路灯补亮", "渔港整治", "渔港疏浚 100%");
        await _inner.Give(Outer);
        var record = InnerNode.Record(Outer);

        Assert.Equal(2, (await record.Entries(Wanted.All with { Words = "渔港" }, 1, 20)).Total);
        Assert.Equal(1, (await record.Entries(Wanted.All with { Words = "渔港 疏浚" }, 1, 20)).Total);
        Assert.Equal(1, (await record.Entries(Wanted.All with { Words = "%" }, 1, 20)).Total);
        Assert.Equal(0, (await record.Entries(Wanted.All with { Unit = "县教育局" }, 1, 20)).Total);
        Assert.Equal(3, (await record.Entries(Wanted.All with { Done = false }, 1, 20)).Total);
        Assert.Equal(0, (await record.Entries(Wanted.All with { Year = 1999 }, 1, 20)).Total);
        Assert.Equal(["渔港整治"], (await record.Entries(Wanted.All, 2, 1)).Rows.Select(row => row.Title));
    }

    [Fact]
    public async Task A_portal_that_hears_nothing_more_says_since_when()
    {
        await _inner.Published("一");
        await _inner.Give(Outer);
        var standing = (await InnerNode.Record(Outer).Standing())!;

        Assert.False(standing.IsCutOff(standing.ExchangedAt.AddMinutes(5)));
        Assert.True(standing.IsCutOff(standing.ExchangedAt.AddMinutes(5).AddSeconds(1)));
    }

    private Task<FolderWriting.Written> Export() =>
        new FolderWriting(Carried).Write(_inner.Publication, _inner.Log.Keys.Signers);

    private async Task<Taken> Import(IReadOnlyList<VerifierKey> trusted)
    {
        using var into = PublishedWriting.Open(Outer);
        var from = PublicationFolder.Open(Carried, [.. trusted, .. into.AllKeys]);
        return await InnerNode.Taking(into).Take(from, trusted, DateTimeOffset.UnixEpoch);
    }

    private async Task<LogReport> Whole(PublicRecord record) =>
        await new LogVerifier(
            new LogBehind((path, _) => record.LogFile(InnerNode.Code, path)),
            _inner.Keys
        ).VerifyAsync();

    /// <summary>A publication of which some files differ by one bit.</summary>
    private sealed class Bent(IPublication from, Func<string, bool> which) : IPublication
    {
        public DateTimeOffset TakenAt => from.TakenAt;

        public IReadOnlyList<PublicationLog> Logs =>
            [
                .. from.Logs.Select(log =>
                    log with
                    {
                        Files = new LogBehind(
                            async (path, cancel) =>
                            {
                                var bytes = await log.Files.ReadAsync(path, cancel);
                                if (bytes is not null && which(path))
                                {
                                    bytes[^1] ^= 1;
                                }

                                return bytes;
                            }
                        ),
                    }
                ),
            ];

        public IAsyncEnumerable<PublicOpening> Openings(
            string jurisdiction,
            long from1,
            long to,
            CancellationToken cancel = default
        ) => from.Openings(jurisdiction, from1, to, cancel);
    }

    /// <summary>A broken inside that opens everything.</summary>
    private sealed class Telling(InnerNode inner) : IPublication
    {
        public DateTimeOffset TakenAt => DateTimeOffset.UnixEpoch;

        public IReadOnlyList<PublicationLog> Logs => inner.Publication.Logs;

        public async IAsyncEnumerable<PublicOpening> Openings(
            string jurisdiction,
            long from,
            long to,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default
        )
        {
            await foreach (var fact in inner.Node.Store.Facts(jurisdiction, from, to, cancel))
            {
                yield return new(fact.Index, new Opening(fact.Salt, fact.Envelope));
            }
        }
    }
}
