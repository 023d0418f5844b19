using System.Text;
using Daylight.Accounts;
using Daylight.Accounts.Views;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Proceedings.Attachments;
using Daylight.Proceedings.Audit;
using Daylight.Proceedings.Notices;
using Daylight.Proceedings.Publishing;
using Daylight.Registry;
using Daylight.Store;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Publishing;
using Daylight.Tests.Sealing;
using Daylight.Tests.Store;
using Daylight.Writer;

namespace Daylight.Tests.Audit.Unseen;

/// <summary>
/// A published and witnessed log with everything in it that can be attacked, closed; and an older copy of it with its
/// older key folder.
/// </summary>
internal sealed class Ground : IDisposable
{
    public const int Publications = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-tamper-").FullName;
    private TestWitness? _witness;
    private IReadOnlyList<View> _views = [];

    public TestClock Clock { get; } = new(new DateTimeOffset(2026, 5, 8, 2, 0, 0, TimeSpan.Zero));

    public string Folder => _folder;

    public string KeysFolder => Path.Combine(_folder, "keys");

    public string OlderKeys => Path.Combine(_folder, "keys-older");

    public TestWitness Witness => _witness!;

    /// <summary>Where the attachments of the newest state lie; a round attacks the copy.</summary>
    private string Files => Path.Combine(_folder, "files");

    /// <summary>The copy of the attachments that a round attacks.</summary>
    public string AttackedFiles => Path.Combine(_folder, "files-attacked");

    /// <summary>The pool as it was in the middle.</summary>
    public PoolRow? OlderPool { get; private set; }

    /// <param name="accounts">Opens the rows of accounts beside the log.</param>
    /// <param name="database">Left there when the log is closed.</param>
    /// <param name="older">Called in the middle, while the log is closed, to copy the database.</param>
    public async Task Fill(
        Func<TestDatabase> database,
        Func<Task<AccountsDatabase>> accounts,
        Func<Task> older
    )
    {
        var keys = KeyFolder.OpenOrCreate(KeysFolder).Create(TestLog.Jurisdiction, TestLog.Origin);
        _witness = new TestWitness(keys.Verifiers, Clock);
        for (var half = 0; half < 2; half++)
        {
            var beside = new Beside(Files, KeyFolder.Open(KeysFolder).Log(TestLog.Jurisdiction).PoolFile);
            await using (
                var log = await TestLog.Open(
                    database(),
                    Daylight.Crypto.Suite.International,
                    beside,
                    new AccountView(),
                    new GrantView(),
                    new OfficePowerView(),
                    new TestReportView()
                )
            )
            {
                _views = log.Setup(log.Store).Views;
                log.Clock.Advance(Clock.GetUtcNow() - log.Clock.GetUtcNow());
                for (var step = 0; step < Publications / 2; step++)
                {
                    await Record(log, (half * Publications / 2) + step);
                    await using var publisher = new Publisher(
                        new PublisherSetup(
                            log.Store,
                            KeyFolder.Open(KeysFolder).Log(TestLog.Jurisdiction),
                            Witness.Asked(),
                            log.Clock
                        )
                    );
                    await publisher.Publish();
                    log.Clock.Advance(TimeSpan.FromMinutes(25));
                    Clock.Advance(TimeSpan.FromMinutes(25));
                }

                if (half == 0)
                {
                    await Invite(log, accounts);
                    OlderPool = await log.Store.Pool(TestLog.Jurisdiction);
                }
            }

            if (half == 0)
            {
                await older();
                Copy(KeysFolder, OlderKeys);
            }
        }
    }

    /// <summary>Lays out the files anew for a round.</summary>
    public void RestoreFiles()
    {
        if (Directory.Exists(AttackedFiles))
        {
            Directory.Delete(AttackedFiles, recursive: true);
        }

        Copy(Files, AttackedFiles);
    }

    /// <summary>What an audit with the given keys says; the witness is asked too.</summary>
    public async Task<AuditReport> Audit(ILogStore store, AccountsDatabase accounts, string keysFolder)
    {
        var keys = KeyFolder.Open(keysFolder).Log(TestLog.Jurisdiction);
        var setup = AuditSetup.Of(Setup(store, keys), keys);
        return await LogAudit.Run(
            setup with
            {
                Witnesses = [Witness.Key.Verifier],
                Anchors = [.. setup.Anchors, .. await Witness.Asked().Anchors(keys)],
                Workers = 1,
                LastingRows = [new CredentialAudit(accounts)],
                Subscribers = [new Echo()],
            }
        );
    }

    /// <summary>Why a node would not start, or null.</summary>
    public async Task<string?> Start(ILogStore store, string keysFolder)
    {
        try
        {
            var keys = KeyFolder.Open(keysFolder).Log(TestLog.Jurisdiction);
            await new StartCheck(store, keys, Witness.Asked()).Run(Clock.GetUtcNow());
            return null;
        }
        catch (Exception doubt) when (doubt is InDoubtException or Daylight.Ledger.MalformedException)
        {
            return doubt.Message;
        }
    }

    public void Dispose()
    {
        _witness?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    public IReadOnlyList<ViewTable> Tables => [.. _views.Select(view => view.Table)];

    private ClerkSetup Setup(ILogStore store, LogKeys keys)
    {
        var held = new CaseKeys(new byte[32], TestLog.Jurisdiction);
        return new(TestLog.Origin, TestLog.Jurisdiction, store, TestLog.Kinds, _views, held, Clock)
        {
            Attachments = new AttachmentFolder(AttackedFiles, TestLog.Jurisdiction, store, held, Clock),
            PoolMemory = keys.PoolMemory(Clock),
        };
    }

    /// <summary>The first administrators, each with the row of his link.</summary>
    private static async Task Invite(TestLog log, Func<Task<AccountsDatabase>> accounts)
    {
        await using var rows = await accounts();
        var desk = new AccountsDesk(
            log.Clerk,
            log.Store,
            rows,
            new byte[32],
            new RegistryOffices(log.Store, TestLog.Jurisdiction),
            log.Clock,
            new AccountsOptions()
        );
        Assert.Equal(3, (await new Invitations(desk).First()).Count);
    }

    private static async Task Record(TestLog log, int step)
    {
        for (var n = 0; n < 60; n++)
        {
            var unit = (step * 60) + n;
            await log.Grant(
                new Register.UnitAct(
                    $"u{unit:00000}",
                    $"{990_101_000 + unit}",
                    $"第{unit}局",
                    $"{unit}局",
                    UnitKind.Town
                )
            );
            if (n % 6 == 0)
            {
                await log.Grant(new TellSecret($"case{step}-{n / 12}", $"不能说的第{n}句"));
            }
        }

        using var words = new MemoryStream(Encoding.UTF8.GetBytes($"第{step}份证据，不能说的话"));
        var taken = await log.Attachments(log.Store).Take($"file{step}", "证据.txt", words);
        await log.Grant(
            new TestReport($"file{step}", "词", "人") { Files = [Assert.IsType<Intake.Taken>(taken).File] }
        );
        Assert.IsType<Outcome.Pooled>(await log.Perform(new TestVote("b", $"v{step}", "甲")));
        var year = WorkCalendar.Shipped.Years[step];
        await log.Grant(new AdoptCalendar.ProposeAct(year.Text));
        if (step < Publications - 1)
        {
            // The last is not passed on yet: a cursor beyond it leaves it out.
            await new NoticeRunner(log.Setup(log.Store), log.Clerk, [new Echo()]).Pass();
        }
    }
}
