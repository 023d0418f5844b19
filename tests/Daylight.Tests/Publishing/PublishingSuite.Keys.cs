using System.Text;
using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Proceedings.Publishing;
using Daylight.Store;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Publishing;

/// <content>Keys change, and logs continue after a loss.</content>
public abstract partial class PublishingSuite
{
    [Fact]
    public async Task Old_and_new_key_sign_together_until_the_old_one_is_retired()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        await log.Record(3);
        await log.Publish();
        var old = log.Keys.All[0];
        var receipt = (await log.Receipts.Of(Code, 1))!.ToBytes();

        await KeyChange.Begin(log.Keys, log.Log.Clerk);
        await log.Publish();

        var @new = log.Keys.All[0];
        Assert.NotEqual(old, @new);
        Assert.Equal(2, log.Keys.Signers.Count);
        await log.Holds(4);
        foreach (var key in new[] { old, @new })
        {
            Assert.Empty((await new LogVerifier(log.Published, [key]).VerifyAsync()).Faults);
        }

        await KeyChange.Finish(log.Keys, log.Log.Clerk);
        await log.Publish();

        Assert.Equal(@new, Assert.Single(log.Keys.Signers).Verifier);
        await log.Holds(5);
        Assert.Empty((await new LogVerifier(log.Published, [@new]).VerifyAsync()).Faults);
        Assert.NotEmpty((await new LogVerifier(log.Published, [old]).VerifyAsync()).Faults);
        Assert.True(new Verification([old]).OfReceipt(receipt).Good);
        await log.Check();
        await Assert.ThrowsAsync<InDoubtException>(() => KeyChange.Finish(log.Keys, log.Log.Clerk));
    }

    [Fact]
    public async Task A_key_change_that_was_cut_off_is_taken_up_again()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        await log.Record(3);
        await log.Publish();
        var before = log.CopyKeys();
        await KeyChange.Begin(log.Keys, log.Log.Clerk);
        var announced = log.Keys.Signers[0].ToSecretText();

        // As after a power cut between the fact and the files: the key lies aside, the other files are as they were.
        log.PutKeysBack(before);
        DurableFile.Write(Path.Combine(log.KeysFolder, Code, "log.next"), announced + "\n");
        await log.Check();
        await KeyChange.Begin(log.Keys, log.Log.Clerk);

        Assert.Equal(announced, log.Keys.Signers[0].ToSecretText());
        Assert.Equal(2, log.Keys.All.Count);
        Assert.Equal(4, log.Log.Clerk.Size);

        // And between the two files.
        log.PutKeysBack(before);
        DurableFile.Write(Path.Combine(log.KeysFolder, Code, "log.next"), announced + "\n");
        var vkeys = Path.Combine(log.KeysFolder, Code, "log.vkey");
        DurableFile.Write(vkeys, SignerKey.Parse(announced).Verifier + "\n" + File.ReadAllText(vkeys));

        Assert.Equal(announced, log.Keys.Signers[0].ToSecretText());
        Assert.Equal(2, log.Keys.Signers.Count);
        Assert.False(File.Exists(Path.Combine(log.KeysFolder, Code, "log.next")));
    }

    [Fact]
    public async Task After_a_loss_the_log_goes_on_under_the_next_name()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        using var witness = new TestWitness(log.Keys.All, log.Log.Clock);
        await log.Record(300);
        await log.Publish(witness.Asked());
        await log.Record(20);
        await log.Publish(witness.Asked());
        var old = log.Keys;
        var cosigned = (await log.Published.Checkpoint())!.Note;
        await using var database = NewDatabase();
        await using var left = await database.Open();
        await OlderCopy.Make(log.Store, left, 310);
        await Ensure(log, left);
        await Assert.ThrowsAsync<InDoubtException>(() => log.Check(store: left));

        var succession = new Succession(left, log.Keys, witness.Asked());
        var loss = await succession.Look();
        Assert.Equal((310, 300, 10), (loss.Left, loss.Proven, loss.Lost));
        await succession.Run(
            loss,
            "磁盘损坏，备份缺最后十条",
            origin => log.Log.Setup(left) with { Log = origin }
        );

        Assert.Equal("daylight.test/log/2", log.Keys.Origin);
        Assert.Equal(new LogPlace(Code, 2), log.Keys.Place);
        Assert.Null(log.Keys.Checkpoint());
        await log.Check(store: left);
        var second = new TestWitness(log.Keys.Verifiers, log.Log.Clock, "witness.test/w2");
        Assert.Equal(311, await log.Publish(second.Asked(), left));
        await log.Check(second.Asked(), left);

        var now = new PublishedLog(left, log.Keys.Place, continued: false);
        var newest = SignedCheckpoint
            .Open(Encoding.UTF8.GetBytes((await now.Checkpoint())!.Note), log.Keys.Verifiers)
            .Checkpoint;
        Assert.Empty((await new LogVerifier(now, log.Keys.Verifiers).VerifyAsync()).Faults);
        var former = new PublishedLog(left, new LogPlace(Code, 1), continued: true);
        Assert.Empty((await new LogVerifier(former, old.Verifiers).VerifyAsync()).Faults);
        Assert.Equal(300, (await former.Checkpoint())!.Size);

        var row = (await left.Fact(Code, 310))!;
        var envelope = Envelope.Parse(row.Envelope);
        Assert.Equal("daylight.test/log/2", envelope.Log);
        var fact = Assert.IsType<LogContinued>(
            TestLog.Kinds.Read(envelope.Kind, envelope.KindVersion, envelope.Payload.Span)
        );
        Assert.Equal(
            ("daylight.test/log", 320, 300, 310),
            (fact.Former, fact.CheckpointSize, fact.Proven, fact.Left)
        );
        Assert.Equal(cosigned, fact.Checkpoint);

        var receipts = new Receipts(left, new Dictionary<string, PublishedLog> { [Code] = now });
        foreach (var index in new[] { 0, 299, 305, 310 })
        {
            var receipt = (await receipts.Of(Code, index))!;
            Assert.Equal(index, receipt.Verify(log.Keys.Verifiers).Index);
            Assert.Equal(newest, receipt.Verify(log.Keys.Verifiers).Checkpoint.Checkpoint);
        }

        second.Dispose();
    }

    [Fact]
    public async Task A_succession_that_was_cut_off_is_taken_up_again()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        await log.Record(30);
        await log.Publish();
        await log.Record(5);
        await log.Publish();
        var before = log.CopyKeys();
        await using var database = NewDatabase();
        await using var left = await database.Open();
        await OlderCopy.Make(log.Store, left, 30);
        await Ensure(log, left);
        Task<LogKeys> Run() => Continue(new Succession(left, log.Keys, Witnesses.None), log, left);
        await Run();
        var next = log.Keys.Signers[0].ToSecretText();

        // As after a power cut between the fact and the files.
        log.PutKeysBack(before);
        DurableFile.Write(Path.Combine(log.KeysFolder, Code, "log.next"), next + "\n");
        await Assert.ThrowsAsync<InDoubtException>(() => log.Check(store: left));
        await Run();

        Assert.Equal(next, log.Keys.Signers[0].ToSecretText());
        Assert.Equal(31, (await left.Head(Code))!.Size);
        await log.Check(store: left);

        // And after the old files were set aside and the public keys written.
        log.PutKeysBack(before);
        var folder = Path.Combine(log.KeysFolder, Code);
        File.Move(Path.Combine(folder, "log.key"), Path.Combine(folder, "log.key.1"));
        File.Move(Path.Combine(folder, "checkpoint"), Path.Combine(folder, "checkpoint.1"));
        DurableFile.Write(Path.Combine(folder, "log.next"), next + "\n");
        var vkeys = Path.Combine(folder, "log.vkey");
        DurableFile.Write(vkeys, SignerKey.Parse(next).Verifier + "\n" + File.ReadAllText(vkeys));

        Assert.Equal(next, log.Keys.Signers[0].ToSecretText());
        Assert.Equal("daylight.test/log/2", log.Keys.Origin);
    }

    [Fact]
    public async Task Facts_that_were_changed_are_told_from_facts_that_are_proven()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        foreach (var size in new[] { 100, 200, 300 })
        {
            await log.Record(size - (int)log.Log.Clerk.Size);
            await log.Publish();
        }

        await using var database = NewDatabase();
        await using var changed = await database.Open();
        await OlderCopy.Make(log.Store, changed, 150);
        await Grow(changed, 150, 150);

        var loss = await new Succession(changed, log.Keys, Witnesses.None).Look();

        Assert.Equal((300, 100, 0), (loss.Left, loss.Proven, loss.Lost));
    }

    [Fact]
    public async Task A_log_without_a_checkpoint_has_nothing_to_continue()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        await log.Record(3);

        await Assert.ThrowsAsync<InDoubtException>(() =>
            new Succession(log.Store, log.Keys, Witnesses.None).Look()
        );
    }

    private static async Task<LogKeys> Continue(
        Succession succession,
        PublishedTestLog log,
        ILogStore left
    ) =>
        await succession.Run(
            await succession.Look(),
            "磁盘损坏",
            origin => log.Log.Setup(left) with { Log = origin }
        );

    private static async Task Ensure(PublishedTestLog log, ILogStore store)
    {
        foreach (var view in log.Log.Setup(store).Views)
        {
            await store.Views.Ensure(view.Table);
        }
    }
}
