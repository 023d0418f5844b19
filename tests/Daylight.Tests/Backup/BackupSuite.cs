using System.Collections.Frozen;
using System.Text;
using Daylight.Crypto;
using Daylight.Proceedings.Audit;
using Daylight.Proceedings.Backup;
using Daylight.Proceedings.Publishing;
using Daylight.Proceedings.Sealing;
using Daylight.Store;
using Daylight.Store.Sqlite;
using Daylight.Tests.Audit;
using Daylight.Tests.Audit.Unseen;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Sealing;
using Daylight.Tests.Store;
using Daylight.Writer;
using PublishedLog = Daylight.Tests.Audit.PublishedLog;

namespace Daylight.Tests.Backup;

/// <summary>A backup of every database comes back on every database, and proves itself there.</summary>
public abstract class BackupSuite : IDisposable
{
    internal static readonly BackupKey s_key = new BackupKey.File([.. Enumerable.Repeat((byte)7, 32)]);

    protected string Folder { get; } = Directory.CreateTempSubdirectory("daylight-test-").FullName;

    private string Ledger => Path.Combine(Folder, "ledger.dylb");

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_restored_log_is_the_same_log()
    {
        await using var log = await Published(700, 300);
        await log.Rename(20);
        await Backup(log);

        await using var place = await Begin();
        var restored = await Restore(log, place);

        var audit = Assert.Single(restored.Audits);
        Assert.Empty(audit.Faults);
        Assert.Equal(1020, audit.Size);
        Assert.Empty(restored.Lost);
        Assert.Empty(restored.Notes);
        Assert.Equal((await log.Audit()).Root, audit.Root);
        await using var store = await Settled(place);
        Assert.Equal(await Rows(log.Log.Store), await Rows(store));
        Assert.Equal(
            (await log.Log.Store.Published.Latest(TestLog.Jurisdiction))!.Note,
            (await store.Published.Latest(TestLog.Jurisdiction))!.Note
        );
        Assert.Empty((await LogAudit.Run(log.Publisher.Setup(store))).Faults);
    }

    [Fact]
    public async Task It_comes_back_on_the_other_database()
    {
        await using var log = await Published(300, 20);
        await Backup(log);

        await using var place = await BeginElsewhere();
        var restored = await Restore(log, place);

        Assert.Empty(Assert.Single(restored.Audits).Faults);
    }

    [Fact]
    public async Task Acts_go_on_being_recorded_while_it_is_made()
    {
        await using var log = await Published(400, 10);
        using var enough = new CancellationTokenSource();
        var acting = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await log.Register(3);
            }
        });
        for (var round = 0; round < 3; round++)
        {
            File.Delete(Ledger);
            var manifest = await Backup(log);
            await using var place = await Begin();
            var restored = await Restore(log, place, checkpoints: false);
            Assert.Empty(Assert.Single(restored.Audits).Faults);
            Assert.Equal(Assert.Single(manifest.Logs).Size, restored.Audits[0].Size);
            await using var store = await Settled(place);
            await Empty();
        }

        await enough.CancelAsync();
        await acting;
    }

    [Fact]
    public async Task An_older_backup_tells_how_much_came_after_it()
    {
        await using var log = await Published(100, 20);
        await Backup(log);
        await log.Register(30);
        await log.Publisher.Publish();

        await using var place = await Begin();
        var restored = await Restore(log, place);

        Assert.Equal(30, restored.Lost[TestLog.Jurisdiction]);
        Assert.Empty(restored.Audits[0].Faults);
    }

    [Theory]
    [InlineData(Suite.International)]
    [InlineData(Suite.National)]
    public async Task A_damaged_file_is_refused_and_leaves_nothing(Suite suite)
    {
        await using var log = await Published(60, 5);
        await LogBackup.Ledger(
            new BackupSetup(log.Log.Store, s_key, log.Log.Clock) { Suite = suite },
            Ledger
        );
        var good = await File.ReadAllBytesAsync(Ledger);
        var random = new Random(11);
        List<byte[]> damages = [good[..^1], good[..^17], good[..100], good[..59], [], [.. good, 0]];
        damages.AddRange(
            Enumerable
                .Range(0, 6)
                .Select(_ =>
                {
                    var bad = good.ToArray();
                    bad[random.Next(bad.Length)] ^= 0x10;
                    return bad;
                })
        );

        foreach (var bad in damages)
        {
            await File.WriteAllBytesAsync(Ledger, bad);
            await using (var place = await Begin())
            {
                await Assert.ThrowsAsync<BackupBrokenException>(() => Restore(log, place));
            }

            await NothingIsLeft();
        }

        await File.WriteAllBytesAsync(Ledger, good);
        await using var last = await Begin();
        Assert.Empty((await Restore(log, last)).Audits[0].Faults);
    }

    [Fact]
    public async Task Another_key_is_named_as_the_reason()
    {
        await using var log = await Published(5, 5);
        await Backup(log);

        await using var place = await Begin();
        foreach (
            var (key, word) in new (BackupKey, string)[]
            {
                (new BackupKey.File(new byte[32]), "key file is another one"),
                (new BackupKey.Passphrase("a passphrase"), "sealed with a key file"),
            }
        )
        {
            var fault = await Assert.ThrowsAsync<BackupBrokenException>(() => Restore(log, place, key));
            Assert.Contains(word, fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_passphrase_opens_what_it_locked()
    {
        await using var log = await Published(5, 5);
        var key = new BackupKey.Passphrase("正确的马电池订书钉");
        await LogBackup.Ledger(new BackupSetup(log.Log.Store, key, log.Log.Clock), Ledger);

        await using var place = await Begin();
        var fault = await Assert.ThrowsAsync<BackupBrokenException>(() =>
            Restore(log, place, new BackupKey.Passphrase("错误的马电池订书钉"))
        );
        Assert.Contains("passphrase is another one", fault.Message, StringComparison.Ordinal);
        Assert.Empty((await Restore(log, place, key)).Audits[0].Faults);
    }

    [Fact]
    public async Task A_log_that_does_not_prove_itself_is_restored_only_when_that_is_accepted()
    {
        await using var log = await Published(300, 20);
        await log.Unguarded("fact", $"UPDATE fact SET salt = {log.Zeros} WHERE idx = 17");
        await Backup(log);

        await using (var place = await Begin())
        {
            var unproven = await Assert.ThrowsAsync<UnprovenBackupException>(() => Restore(log, place));
            Assert.Contains(
                unproven.Audits[0].Faults,
                fault => fault is { Kind: AuditFaultKind.FactChanged, Place: "17" }
            );
        }

        await NothingIsLeft();
        await using var again = await Begin();
        var restored = await Restore(log, again, despite: true);
        Assert.False(restored.Audits[0].IsClean);
        await using var store = await Settled(again);
        Assert.Equal(320, (await store.Head(TestLog.Jurisdiction))!.Size);
    }

    [Fact]
    public async Task Nothing_is_restored_over_a_log()
    {
        await using var log = await Published(5, 5);
        await Backup(log);
        await using (var place = await Begin())
        {
            await Restore(log, place);
        }

        var fault = await Assert.ThrowsAsync<StoreFailedException>(Begin);
        Assert.Contains("already", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_backup_is_written_over_another_and_a_failed_one_leaves_nothing()
    {
        await using var log = await Published(5, 5);
        await Backup(log);
        var good = await File.ReadAllBytesAsync(Ledger);

        await Assert.ThrowsAsync<IOException>(() => Backup(log));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            LogBackup.Ledger(
                new BackupSetup(log.Log.Store, s_key, log.Log.Clock),
                Path.Combine(Folder, "other.dylb"),
                new CancellationToken(canceled: true)
            )
        );

        Assert.Equal(good, await File.ReadAllBytesAsync(Ledger));
        Assert.Equal([Ledger], Directory.GetFiles(Folder, "*.dylb*"));
    }

    [Fact]
    public async Task Nothing_of_the_log_stands_in_the_clear()
    {
        await using var log = await Published(50, 5);
        await Backup(log);

        var bytes = await File.ReadAllBytesAsync(Ledger);
        foreach (
            var word in new[] { "象山", "UnitRegistered", TestLog.Origin, TestLog.Jurisdiction, "daylight-" }
        )
        {
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)));
        }
    }

    [Fact]
    public async Task What_was_erased_after_the_backup_stays_erased()
    {
        await using var log = await Published(3, 2);
        foreach (var matter in new[] { "case-a", "case-b", "case-c" })
        {
            await log.Log.Grant(new TellSecret(matter, $"不能说的{matter}"));
        }

        await log.Log.Erase("case-c");
        await log.Publisher.Publish();
        await Backup(log);
        var wraps = Path.Combine(Folder, "wraps.dylb");
        await LogBackup.Wraps(new BackupSetup(log.Log.Store, s_key, log.Log.Clock), wraps);

        await using (var place = await Begin())
        {
            await Assert.ThrowsAsync<UnprovenBackupException>(() => Restore(log, place));
        }

        await using var again = await Begin();
        var restored = await Restore(log, again, wraps: wraps, erased: "case-b");

        Assert.Empty(restored.Audits[0].Faults);
        Assert.Single(restored.Notes);
        await using var store = await Settled(again);
        Assert.Equal(["case-a"], (await store.WrappedKeys(TestLog.Jurisdiction)).Select(key => key.KeyId));
        Assert.False(
            await store.AddKey(
                TestLog.Jurisdiction,
                (await log.Log.Store.WrappedKeys(TestLog.Jurisdiction)).Single(key => key.KeyId == "case-b")
            )
        );
    }

    /// <summary>The wraps are older than the ledger, which is older than one erasure: the worst that a restore may meet.</summary>
    [Fact]
    public async Task A_search_of_a_restored_older_backup_finds_nothing_of_what_was_erased()
    {
        const string words = "举报象山县某局局长收受现金八万元";
        const string person = "王阳明甲";
        await using var log = Wrap(
            await TestLog.Open(
                NewDatabase(),
                Suite.International,
                new TestReportView(),
                new TestVoteView(),
                new ErasureView()
            )
        );
        for (var n = 0; n < 20; n++)
        {
            await log.Log.Grant(new TestReport($"k-{n}", $"{words}{n}", $"{person}{n}", Counted: n % 2 == 0));
        }

        var erased = await ByteSearch.For(log.Log, ["k-1", "k-2"], words, person);
        var kept = await ByteSearch.For(log.Log, ["k-3"]);
        var wraps = Path.Combine(Folder, "wraps.dylb");
        await LogBackup.Wraps(new BackupSetup(log.Log.Store, s_key, log.Log.Clock), wraps);
        await log.Log.Erase("k-1");
        await log.Publisher.Publish();
        await Backup(log);
        await log.Log.Erase("k-2");
        await log.Publisher.Publish();

        await using var place = await Begin();
        var restored = await Restore(log, place, wraps: wraps, erased: "k-2");

        Assert.Empty(restored.Audits[0].Faults);
        await using var store = await Settled(place);
        var files = await RestoredFiles();
        Assert.True(kept.FindsWraps(files));
        erased.FindsNothing(files, file => !file.StartsWith("pg_wal/", StringComparison.Ordinal));
        foreach (var file in new[] { Ledger, wraps })
        {
            new ByteSearch([.. erased.Words, .. erased.Wraps.Select(wrap => wrap.Wrapped)], []).FindsNothing(
                new Dictionary<string, byte[]> { [file] = await File.ReadAllBytesAsync(file) },
                _ => true
            );
        }
    }

    [Fact]
    public async Task Every_table_of_the_database_is_backed_up_or_known_not_to_be()
    {
        await using var log = await Published(1, 1);
        await using var snapshot = await log.Log.Store.Snapshot(1);
        var reader = snapshot.Readers[0];
        string[] known =
        [
            .. reader.Durable().Concat(reader.Wraps()).Select(table => table.Name),
            "publisher",
            "view_served",
            "view_beside",
            "schema_version",
            .. log.Log.Setup(log.Log.Store).Views.Select(view => view.Table.Name),
        ];

        Assert.Equal(known.Order(StringComparer.Ordinal), (await Tables(log)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("case_key", reader.Durable().Select(table => table.Name));
    }

    protected abstract Task<IRestorePlace> Begin();

    protected abstract Task<IRestorePlace> BeginElsewhere();

    /// <summary>Opens what a restore settled.</summary>
    protected abstract Task<ILogStore> Settled(IRestorePlace place);

    /// <summary>Makes the place empty again.</summary>
    protected abstract Task Empty();

    protected abstract Task NothingIsLeft();

    /// <summary>Every byte that the restored database keeps in files.</summary>
    protected abstract Task<IReadOnlyDictionary<string, byte[]>> RestoredFiles();

    protected abstract TestDatabase NewDatabase();

    protected abstract PublishedLog Wrap(TestLog log);

    protected abstract Task<IReadOnlyList<string>> Tables(PublishedLog log);

    protected Task<IRestorePlace> BeginSqlite() => SqlitePlace(Path.Combine(Folder, "restored.db"));

    protected static async Task<IRestorePlace> SqlitePlace(string file) =>
        await SqliteRestorePlace.Begin(file, DurableFile.Move);

    protected async Task<PublishedLog> Published(int first, int second)
    {
        var log = Wrap(await TestLog.Open(NewDatabase()));
        await log.Register(first);
        await log.Publisher.Publish();
        log.Log.Clock.Advance(TimeSpan.FromMinutes(5));
        await log.Register(second);
        await log.Publisher.Publish();
        return log;
    }

    private Task<BackupManifest> Backup(PublishedLog log) =>
        LogBackup.Ledger(new BackupSetup(log.Log.Store, s_key, log.Log.Clock), Ledger);

    private Task<Restored> Restore(
        PublishedLog log,
        IRestorePlace place,
        BackupKey? key = null,
        bool checkpoints = true,
        bool despite = false,
        string? wraps = null,
        string? erased = null
    ) =>
        LogRestore.Run(
            new RestoreSetup(
                place,
                new BackupSource(Ledger, key ?? s_key),
                (_, store) =>
                    checkpoints
                        ? log.Publisher.Setup(store)
                        : log.Publisher.Setup(store) with
                        {
                            Anchors = [],
                        }
            )
            {
                DespiteFaults = despite,
                Wraps = wraps is null ? null : new BackupSource(wraps, s_key),
                Erased = erased is null ? [] : new HashSet<string> { erased },
            }
        );

    private static async Task<List<string>> Rows(ILogStore store)
    {
        var rows = new List<string>();
        await foreach (var fact in store.Facts(TestLog.Jurisdiction, 0, long.MaxValue))
        {
            rows.Add($"{fact.Index} {Convert.ToHexString(fact.Salt)} {Convert.ToHexString(fact.Envelope)}");
        }

        await foreach (var act in store.ActIndex(TestLog.Jurisdiction))
        {
            rows.Add($"{act.ActId} {act.First} {act.Count} {Convert.ToHexString(act.Digest)}");
        }

        await foreach (var row in store.StreamIndex(TestLog.Jurisdiction))
        {
            rows.Add(row.ToString());
        }

        return rows;
    }
}
