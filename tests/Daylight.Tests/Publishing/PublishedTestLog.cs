using System.Text;
using Daylight.Ledger;
using Daylight.Proceedings.Publishing;
using Daylight.Registry;
using Daylight.Store;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;
using PublishedLog = Daylight.Proceedings.Publishing.PublishedLog;

namespace Daylight.Tests.Publishing;

/// <summary>A log on a fresh database with keys of its own, published step by step.</summary>
public sealed class PublishedTestLog : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-test-").FullName;
    private int _recorded;

    private PublishedTestLog(TestLog log) => Log = log;

    public TestLog Log { get; }

    public ILogStore Store => Log.Store;

    public string KeysFolder => Path.Combine(_folder, "keys");

    /// <summary>The keys as a node that starts now would read them.</summary>
    public LogKeys Keys => KeyFolder.Open(KeysFolder).Log(TestLog.Jurisdiction);

    public PublishedLog Published => new(Store, Keys.Place, continued: false);

    public Receipts Receipts =>
        new(Store, new Dictionary<string, PublishedLog> { [TestLog.Jurisdiction] = Published });

    public static async Task<PublishedTestLog> Open(TestDatabase database)
    {
        var log = new PublishedTestLog(await TestLog.Open(database));
        KeyFolder.OpenOrCreate(log.KeysFolder).Create(TestLog.Jurisdiction, TestLog.Origin);
        return log;
    }

    public async Task Record(int facts)
    {
        await Task.WhenAll(
            Enumerable
                .Range(_recorded, facts)
                .Select(n =>
                    Log.Grant(
                        new Register.UnitAct(
                            $"u{n:00000}",
                            $"{990_101_000_000 + n}",
                            $"第{n}局",
                            $"{n}局",
                            UnitKind.Town
                        )
                    )
                )
        );
        _recorded += facts;
    }

    /// <summary>A publisher as a node that starts now would have it.</summary>
    public Publisher NewPublisher(
        Witnesses? witnesses = null,
        Func<PublishStep, ValueTask>? after = null,
        ILogStore? store = null,
        LogKeys? keys = null
    ) =>
        new(
            new PublisherSetup(store ?? Store, keys ?? Keys, witnesses ?? Witnesses.None, Log.Clock)
            {
                After = after ?? (_ => ValueTask.CompletedTask),
            }
        );

    public async Task<long> Publish(Witnesses? witnesses = null, ILogStore? store = null)
    {
        await using var publisher = NewPublisher(witnesses, store: store);
        return await publisher.Publish();
    }

    public Task Check(Witnesses? witnesses = null, ILogStore? store = null) =>
        new StartCheck(store ?? Store, Keys, witnesses ?? Witnesses.None).Run(Log.Clock.GetUtcNow()).AsTask();

    /// <summary>The whole published log from its bytes.</summary>
    public Task<LogReport> Verify(params IReadOnlyCollection<Checkpoint> earlier) =>
        new LogVerifier(Published, Keys.Verifiers) { Earlier = earlier }.VerifyAsync();

    /// <summary>Everything published holds, and it is this many facts.</summary>
    public async Task Holds(long size)
    {
        var report = await Verify();
        Assert.Empty(report.Faults);
        Assert.Equal(size, report.Checkpoint!.Checkpoint.Size);
        Assert.Equal(size, report.EntriesRead);
        Assert.Equal(report.Checkpoint.Checkpoint, Keys.Checkpoint()!.Checkpoint);
        var head = await Store.Head(TestLog.Jurisdiction);
        if (head!.Size == size)
        {
            Assert.Equal(Edge.FromBytes(head.Edge).Root(), report.Root);
        }
    }

    public async Task<Checkpoint> Newest()
    {
        var stored = await Store.Published.Latest(TestLog.Jurisdiction);
        return SignedCheckpoint.Open(Encoding.UTF8.GetBytes(stored!.Note), Keys.Verifiers).Checkpoint;
    }

    /// <summary>Copies the key folder, to put it back later.</summary>
    public string CopyKeys()
    {
        var copy = Path.Combine(_folder, $"copy-{Directory.GetDirectories(_folder).Length}");
        Copy(KeysFolder, copy);
        return copy;
    }

    public void PutKeysBack(string copy)
    {
        Directory.Delete(KeysFolder, recursive: true);
        Copy(copy, KeysFolder);
    }

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}

/// <summary>A way to a witness in this process, which tests can block.</summary>
public sealed class NearWitness(WitnessDesk desk) : IWitnessRoad
{
    public bool Blocked { get; set; }

    public int Asked { get; private set; }

    public Task<WitnessAnswer> Add(WitnessRequest request, CancellationToken cancel)
    {
        Asked++;
        return Blocked
            ? throw new HttpRequestException("no route to host")
            : desk.Add(request.ToBytes(), cancel);
    }

    public Task<byte[]?> Held(string origin, CancellationToken cancel) =>
        Blocked
            ? throw new HttpRequestException("no route to host")
            : Task.FromResult(
                desk.Held(
                    Convert.ToHexStringLower(
                        System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(origin))
                    )
                )
            );
}

/// <summary>A witness in a folder of its own.</summary>
public sealed class TestWitness : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-test-").FullName;
    private readonly IReadOnlyCollection<VerifierKey> _logs;
    private readonly TimeProvider _time;

    public TestWitness(
        IReadOnlyCollection<VerifierKey> logs,
        TimeProvider time,
        string name = "witness.test/w1"
    )
    {
        (_logs, _time) = (logs, time);
        Key = KeyFolder.OpenOrCreate(Path.Combine(_folder, "keys")).CreateWitness(name);
        WitnessDesk.Found(Memory, Key.Verifier);
        Road = new NearWitness(Open());
    }

    public SignerKey Key { get; }

    public string Memory => Path.Combine(_folder, "witness");

    public NearWitness Road { get; }

    /// <summary>The desk as after a restart.</summary>
    public WitnessDesk Open() => WitnessDesk.Open(Memory, Key, _logs, _time);

    public Witnesses Asked(string quorum = "w1") =>
        new(
            Policy.Parse(
                Encoding.UTF8.GetBytes($"witness w1 {Key.Verifier} https://witness.test\nquorum {quorum}\n")
            ),
            _ => Road
        );

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
