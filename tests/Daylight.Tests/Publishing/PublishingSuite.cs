using System.Text;
using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Proceedings.Audit;
using Daylight.Proceedings.Publishing;
using Daylight.Registry;
using Daylight.Store;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;

namespace Daylight.Tests.Publishing;

/// <summary>What the publisher and the start check promise, on every database.</summary>
public abstract partial class PublishingSuite
{
    private const string Code = TestLog.Jurisdiction;

    [Fact]
    public async Task Of_old_checkpoints_one_an_hour_stays_and_the_log_stays_whole()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        using var witness = new TestWitness(log.Keys.Verifiers, log.Log.Clock);
        var asked = witness.Asked();
        await using var publisher = log.NewPublisher(asked);
        for (var step = 0; step < 60; step++)
        {
            await log.Record(1);
            await publisher.Publish();
            log.Log.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        var kept = await log.Store.Published.All(TestLog.Jurisdiction);
        Assert.InRange(kept.Count, 50, 56);
        Assert.Equal(kept.Select(one => one.Size), log.Keys.Listed(TestLog.Origin).Select(one => one.Size));
        Assert.Empty((await Audit(log, witness)).Faults);
        await log.Holds(60);
        await log.Check(asked);
    }

    [Fact]
    public async Task A_checkpoint_that_was_removed_is_named_by_the_list_beside_the_key()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        using var witness = new TestWitness(log.Keys.Verifiers, log.Log.Clock);
        for (var step = 0; step < 4; step++)
        {
            await log.Record(3);
            await log.Publish(witness.Asked());
        }

        var bare = (await log.Store.Published.All(TestLog.Jurisdiction))[2];
        await log.Store.Published.Remove(TestLog.Jurisdiction, [6]);
        await log.Store.Published.Cosign(
            TestLog.Jurisdiction,
            bare with
            {
                Note = bare.Note[..bare.Note.TrimEnd().LastIndexOf('\n')] + "\n",
            }
        );

        var report = await Audit(log, witness);

        Assert.Equal(
            [(AuditFaultKind.CheckpointDiffers, "9"), (AuditFaultKind.CheckpointMissing, "6")],
            report.Faults.Select(fault => (fault.Kind, fault.Place))
        );
    }

    [Fact]
    public async Task Nothing_is_recorded_on_a_log_in_doubt()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        await log.Record(3);
        await log.Publish();
        await using var publisher = log.NewPublisher();
        log.Log.Clerk.Doubt = () => publisher.Fault;
        var tile = (await log.Store.Published.Tile(TestLog.Jurisdiction, 0, 0))!;
        await log.Store.Published.WriteTiles(
            TestLog.Jurisdiction,
            [new TileRow(0, 0, new byte[tile.Length])]
        );
        await log.Record(1);
        await Assert.ThrowsAsync<InDoubtException>(() => publisher.Publish());

        var refusal = await log.Log.Refuse<LogIsInDoubt>(
            new Register.UnitAct("u9", "990101999", "第9局", "9局", UnitKind.Town)
        );

        Assert.Contains("不予启用", refusal.Why, StringComparison.Ordinal);
        Assert.Equal(4, (await log.Store.Head(TestLog.Jurisdiction))!.Size);
    }

    private static Task<AuditReport> Audit(PublishedTestLog log, TestWitness witness) =>
        LogAudit.Run(
            AuditSetup.Of(log.Log.Setup(log.Store), log.Keys) with
            {
                Witnesses = [witness.Key.Verifier],
            }
        );

    protected abstract TestDatabase NewDatabase();

    [Fact]
    public async Task What_is_recorded_is_published_and_verifies_at_every_border_of_tiles()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        await using var publisher = log.NewPublisher();
        Assert.Equal(0, await publisher.Publish());
        Assert.Null(await log.Published.Checkpoint());

        foreach (var size in new[] { 1, 2, 255, 256, 257, 511, 512, 513, 700 })
        {
            await log.Record(size - (int)log.Log.Clerk.Size);
            Assert.Equal(size, await publisher.Publish());
            await log.Holds(size);
            await log.Check();
        }
    }

    [Fact]
    public async Task A_publisher_that_starts_anew_goes_on_where_the_tiles_end()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        foreach (var more in new[] { 1, 254, 1, 1, 300, 211, 1 })
        {
            await log.Record(more);
            await log.Publish();
            await log.Holds(log.Log.Clerk.Size);
        }
    }

    [Fact]
    public async Task Nothing_beyond_the_published_checkpoint_is_shown()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        await log.Record(300);
        await log.Publish();
        await using (var broken = log.NewPublisher(after: StopAfter(PublishStep.Kept)))
        {
            await log.Record(300);
            await Assert.ThrowsAsync<PowerCutException>(() => broken.Publish());
        }

        Assert.Null(await log.Published.ReadAsync("tile/0/001", default));
        Assert.Null(await log.Published.ReadAsync("tile/entries/002.p/88", default));
        Assert.NotNull(await log.Published.ReadAsync("tile/0/001.p/44", default));
        Assert.NotNull(await log.Published.ReadAsync("tile/0/001.p/43", default));
        Assert.Null(await log.Published.ReadAsync("tile/0/001.p/45", default));
        Assert.Null(await log.Receipts.Of(Code, 300));
        Assert.NotNull(await log.Receipts.Of(Code, 299));
    }

    [Theory]
    [InlineData(PublishStep.Tiles)]
    [InlineData(PublishStep.Stored)]
    [InlineData(PublishStep.Kept)]
    [InlineData(PublishStep.Witnessed)]
    [InlineData(PublishStep.Shown)]
    public async Task A_power_cut_after_any_step_loses_nothing(PublishStep step)
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        using var witness = new TestWitness(log.Keys.All, log.Log.Clock);
        foreach (var more in new[] { 200, 100, 256 })
        {
            await log.Record(more);
            await using (var broken = log.NewPublisher(witness.Asked(), StopAfter(step)))
            {
                await Assert.ThrowsAsync<PowerCutException>(() => broken.Publish());
                Assert.Null(broken.Fault);
            }

            await log.Check(witness.Asked());
            Assert.Equal(log.Log.Clerk.Size, await log.Publish(witness.Asked()));
            await log.Holds(log.Log.Clerk.Size);
            var shown = Note.Parse(Encoding.UTF8.GetBytes((await log.Published.Checkpoint())!.Note));
            Assert.Contains(shown.Signatures, line => line.IsBy(witness.Key.Verifier));
        }
    }

    [Theory]
    [InlineData(PublishStep.Tiles)]
    [InlineData(PublishStep.Stored)]
    [InlineData(PublishStep.Kept)]
    [InlineData(PublishStep.Witnessed)]
    public async Task A_log_that_grew_after_a_power_cut_verifies(PublishStep step)
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        using var witness = new TestWitness(log.Keys.All, log.Log.Clock);
        await log.Record(250);
        await using (var broken = log.NewPublisher(witness.Asked(), StopAfter(step)))
        {
            await Assert.ThrowsAsync<PowerCutException>(() => broken.Publish());
        }

        await log.Record(10);

        Assert.Equal(260, await log.Publish(witness.Asked()));
        await log.Holds(260);
    }

    [Fact]
    public async Task The_same_publisher_goes_on_after_a_passing_fault()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        var cut = true;
        await using var publisher = log.NewPublisher(after: step =>
            cut && step == PublishStep.Stored ? throw new PowerCutException() : default
        );
        await log.Record(5);
        await Assert.ThrowsAsync<PowerCutException>(() => publisher.Publish());
        cut = false;

        Assert.Equal(5, await publisher.Publish());
        await log.Holds(5);
    }

    [Fact]
    public async Task Every_receipt_stays_good_as_the_log_grows()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        var receipts = new Dictionary<long, byte[]>();
        var random = new Random(7);
        await using var publisher = log.NewPublisher();
        for (var round = 0; round < 12; round++)
        {
            await log.Record(random.Next(1, 90));
            var size = await publisher.Publish();
            for (var n = 0; n < 20; n++)
            {
                var index = random.NextInt64(size);
                receipts[index] = (await log.Receipts.Of(Code, index))!.ToBytes();
            }
        }

        var keys = log.Keys.Verifiers;
        foreach (var (index, bytes) in receipts)
        {
            var verified = Receipt.Parse(bytes).Verify(keys);
            Assert.Equal(index, verified.Index);
            Assert.Equal((await log.Store.Fact(Code, index))!.Envelope, verified.Opening.Envelope.ToArray());
        }

        var earlier = receipts.Values.Select(bytes =>
            Receipt.Parse(bytes).Verify(keys).Checkpoint.Checkpoint
        );
        Assert.Empty((await log.Verify([.. earlier.Distinct()])).Faults);
    }

    [Fact]
    public async Task There_is_no_receipt_of_what_is_not_there()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        Assert.Null(await log.Receipts.Of(Code, 0));
        await log.Record(1);
        await log.Publish();

        Assert.NotNull(await log.Receipts.Of(Code, 0));
        Assert.Null(await log.Receipts.Of(Code, 1));
        Assert.Null(await log.Receipts.Of(Code, -1));
        Assert.Null(await log.Receipts.Of("990199", 0));
    }

    [Fact]
    public async Task A_node_without_the_key_publishes_nothing_and_serves_all()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        await log.Record(3);
        await log.Publish();
        await log.Record(3);
        File.Delete(Path.Combine(log.KeysFolder, Code, "log.key"));

        await log.Publish();

        Assert.Empty(log.Keys.Signers);
        Assert.Equal(3, (await log.Published.Checkpoint())!.Size);
        Assert.Empty((await log.Verify()).Faults);
    }

    [Fact]
    public async Task An_older_copy_of_the_database_does_not_fit_the_key_folder()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        await log.Record(300);
        await log.Publish();
        await log.Record(20);
        await log.Publish();
        await using var database = NewDatabase();
        await using var older = await database.Open();
        await OlderCopy.Make(log.Store, older, 300);

        var doubt = await Assert.ThrowsAsync<InDoubtException>(() => log.Check(store: older));

        Assert.Contains(
            "密钥目录保存的检查点有320条记录，而数据库中只有300条",
            doubt.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("daylight log succeed", doubt.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_copy_with_its_key_folder_does_not_fit_the_witness()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        using var witness = new TestWitness(log.Keys.All, log.Log.Clock);
        await log.Record(300);
        await log.Publish(witness.Asked());
        var keys = log.CopyKeys();
        await log.Record(20);
        await log.Publish(witness.Asked());
        await using var database = NewDatabase();
        await using var older = await database.Open();
        await OlderCopy.Make(log.Store, older, 300);
        log.PutKeysBack(keys);

        var start = await Assert.ThrowsAsync<InDoubtException>(() => log.Check(witness.Asked(), older));

        Assert.Contains("见证方w1保存的检查点有320条记录", start.Message, StringComparison.Ordinal);
        witness.Road.Blocked = true;
        await log.Check(witness.Asked(), older);
        Assert.Equal(300, await log.Publish(witness.Asked(), older));
    }

    [Fact]
    public async Task A_rolled_back_log_that_grew_again_is_given_away_by_the_witness()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        using var witness = new TestWitness(log.Keys.All, log.Log.Clock);
        await log.Record(300);
        await log.Publish(witness.Asked());
        var keys = log.CopyKeys();
        await log.Record(20);
        await log.Publish(witness.Asked());
        await using var database = NewDatabase();
        await using var forked = await database.Open();
        await OlderCopy.Make(log.Store, forked, 300);
        await Grow(forked, 300, 40);
        log.PutKeysBack(keys);

        witness.Road.Blocked = true;
        await log.Check(witness.Asked(), forked);
        witness.Road.Blocked = false;
        var start = await Assert.ThrowsAsync<InDoubtException>(() => log.Check(witness.Asked(), forked));
        Assert.Contains("前320条记录与见证方w1保存的检查点不符", start.Message, StringComparison.Ordinal);

        await using var publisher = log.NewPublisher(witness.Asked(), store: forked);
        await Assert.ThrowsAsync<InDoubtException>(() => publisher.Publish());
        Assert.NotNull(publisher.Fault);
        await Assert.ThrowsAsync<InDoubtException>(() => publisher.Publish());
        Assert.Equal(300, (await forked.Published.Served(Code))!.Size);
    }

    [Fact]
    public async Task A_rolled_back_log_that_grew_again_does_not_fit_the_key_folder()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        await log.Record(300);
        await log.Publish();
        await log.Record(20);
        await log.Publish();
        await using var database = NewDatabase();
        await using var forked = await database.Open();
        await OlderCopy.Make(log.Store, forked, 300);
        foreach (var more in new[] { 20, 30 })
        {
            await Grow(forked, (await forked.Head(Code))!.Size, more);

            var doubt = await Assert.ThrowsAsync<InDoubtException>(() => log.Check(store: forked));

            Assert.Contains("前320条记录与密钥目录保存的检查点不符", doubt.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Swapped_tiles_are_noticed_at_start_or_by_verify()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        await log.Record(700);
        await log.Publish();
        foreach (var (level, number) in new[] { (0, 0), (0, 1), (0, 2), (1, 0) })
        {
            var row = (await log.Store.Published.Tile(Code, level, number))!;
            byte[] swapped = [.. row[32..64], .. row[..32], .. row[64..]];
            await log.Store.Published.WriteTiles(Code, [new TileRow(level, number, swapped)]);

            var report = await log.Verify();

            Assert.Contains(
                report.Faults,
                fault => fault.Place.StartsWith($"tile/{level}/{number:000}", StringComparison.Ordinal)
            );
            if ((level, number) is (0, 2) or (1, 0))
            {
                await Assert.ThrowsAsync<InDoubtException>(() => log.Check());
                await log.Record(1);
                await Assert.ThrowsAsync<InDoubtException>(() => log.Publish());
            }

            await log.Store.Published.WriteTiles(Code, [new TileRow(level, number, row)]);
            await log.Check();
        }
    }

    [Fact]
    public async Task A_missing_tile_is_noticed_at_start()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        await log.Record(300);
        await log.Publish();
        var row = (await log.Store.Published.Tile(Code, 0, 1))!;
        await log.Store.Published.WriteTiles(Code, [new TileRow(0, 1, row[..^32])]);

        await Assert.ThrowsAsync<InDoubtException>(() => log.Check());
    }

    [Fact]
    public async Task An_edge_that_does_not_fit_the_facts_stops_before_anything_is_signed()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        await log.Record(10);
        await log.Publish();
        await using var database = NewDatabase();
        await using var changed = await database.Open();
        await OlderCopy.Make(log.Store, changed, 10);
        await Grow(changed, 10, 5, edgeOf: 9);

        await Assert.ThrowsAsync<InDoubtException>(() => log.Check(store: changed));
        await Assert.ThrowsAsync<InDoubtException>(() => log.Publish(store: changed));
        Assert.Equal(10, (await changed.Published.Latest(Code))!.Size);
    }

    [Fact]
    public async Task A_checkpoint_that_somebody_else_signed_is_refused()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        await log.Record(10);
        await log.Publish();
        var newest = await log.Newest();
        var stranger = new SignerKey(newest.Origin, KeyType.Ed25519, new byte[32]);
        await log.Store.Published.Cosign(
            Code,
            new PublishedCheckpoint(10, Encoding.UTF8.GetString(newest.Sign(stranger).ToBytes()))
        );

        await Assert.ThrowsAsync<InDoubtException>(() => log.Check());
    }

    [Fact]
    public async Task A_clock_that_is_days_off_is_refused_until_somebody_confirms_it()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        await log.Record(1);
        log.Log.Clock.Advance(TimeSpan.FromDays(3));
        await log.Check();
        log.Log.Clock.Advance(TimeSpan.FromSeconds(1));

        var doubt = await Assert.ThrowsAsync<InDoubtException>(() => log.Check());

        Assert.Contains("--clock-confirmed", doubt.Message, StringComparison.Ordinal);
        await new StartCheck(log.Store, log.Keys, Witnesses.None) { ClockConfirmed = true }.Run(
            log.Log.Clock.GetUtcNow()
        );
        log.Log.Clock.Advance(-TimeSpan.FromDays(6) - TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<InDoubtException>(() => log.Check());
    }

    [Fact]
    public async Task Without_its_quorum_a_checkpoint_waits_and_the_one_before_stays()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        using var witness = new TestWitness(log.Keys.All, log.Log.Clock);
        await using var publisher = log.NewPublisher(witness.Asked());
        await log.Record(5);
        Assert.Equal(5, await publisher.Publish());

        witness.Road.Blocked = true;
        await log.Record(5);
        Assert.Equal(5, await publisher.Publish());
        Assert.NotEmpty(publisher.Troubles);
        Assert.Equal(10, (await log.Newest()).Size);
        Assert.Null(await log.Receipts.Of(Code, 7));

        witness.Road.Blocked = false;
        var asked = witness.Road.Asked;
        Assert.Equal(5, await publisher.Publish());
        Assert.Equal(asked, witness.Road.Asked);
        log.Log.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(10, await publisher.Publish());
        Assert.Empty(publisher.Troubles);
        Assert.NotNull(await log.Receipts.Of(Code, 7));
    }

    [Fact]
    public async Task Where_no_quorum_is_demanded_a_late_cosignature_is_added()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        using var witness = new TestWitness(log.Keys.All, log.Log.Clock);
        witness.Road.Blocked = true;
        await using var publisher = log.NewPublisher(witness.Asked("none"));
        await log.Record(5);
        Assert.Equal(5, await publisher.Publish());
        Assert.DoesNotContain(
            "witness.test",
            (await log.Published.Checkpoint())!.Note,
            StringComparison.Ordinal
        );

        witness.Road.Blocked = false;
        log.Log.Clock.Advance(TimeSpan.FromSeconds(2));
        await publisher.Publish();

        Assert.Contains("witness.test", (await log.Published.Checkpoint())!.Note, StringComparison.Ordinal);
        Assert.Contains(log.Keys.Checkpoint()!.Note.Signatures, line => line.IsBy(witness.Key.Verifier));
    }

    [Fact]
    public async Task A_witness_that_lies_about_its_memory_stops_nothing()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        using var witness = new TestWitness(log.Keys.All, log.Log.Clock);
        var liar = new Liar(new WitnessAnswer.Conflict(1_000_000));
        var policy = Policy.Parse(
            Encoding.UTF8.GetBytes($"witness w1 {witness.Key.Verifier} https://liar.test\nquorum none\n")
        );
        await using var publisher = log.NewPublisher(new Witnesses(policy, _ => liar));
        await log.Record(5);

        Assert.Equal(5, await publisher.Publish());
        Assert.Null(publisher.Fault);
        Assert.Single(publisher.Troubles);
    }

    /// <summary>Appends facts that were never recorded by a clerk, as a forger with the database would.</summary>
    /// <param name="edgeOf">Makes the edge that of other facts.</param>
    private static async Task Grow(ILogStore store, long from, int more, byte edgeOf = 0)
    {
        var head = (await store.Head(Code))!;
        var edge = Edge.FromBytes(head.Edge).ToBuilder();
        var facts = new List<FactRow>();
        var salt = new byte[32];
        for (var index = from; index < from + more; index++)
        {
            salt[0] = (byte)index;
            var last = (await store.Fact(Code, from - 1))!;
            facts.Add(new FactRow(index, [.. salt], last.Envelope));
            salt[1] = edgeOf;
            edge.Append(Tree.LeafHash(Commitment.Of(salt, last.Envelope)));
            salt[1] = 0;
        }

        await store.Append(new Group(Code, from, edge.ToEdge().ToBytes(), facts, [], [], []));
    }

    protected static Func<PublishStep, ValueTask> StopAfter(PublishStep step) =>
        reached => reached == step ? throw new PowerCutException() : default;

    protected sealed class PowerCutException : Exception;

    private sealed class Liar(WitnessAnswer answer) : IWitnessRoad
    {
        public Task<WitnessAnswer> Add(WitnessRequest request, CancellationToken cancel) =>
            Task.FromResult(answer);

        public Task<byte[]?> Held(string origin, CancellationToken cancel) => Task.FromResult<byte[]?>(null);
    }
}
