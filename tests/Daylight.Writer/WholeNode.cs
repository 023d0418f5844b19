using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Daylight.Crypto;
using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Proceedings.Attachments;
using Daylight.Proceedings.Notices;
using Daylight.Proceedings.Publishing;
using Daylight.Proceedings.Sealing;
using Daylight.Registry;
using Daylight.Registry.Views;
using Daylight.Store;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Views;

namespace Daylight.Writer;

/// <summary>
/// A clerk with everything that it can record (items with their duties, sealed facts with files, facts of day precision,
/// notices), and the workers of a node beside it.
/// </summary>
/// <remarks>The log must know the country's rules; whoever starts this has adopted them.</remarks>
public sealed class WholeNode : IAsyncDisposable
{
    private static readonly Mandate s_officer = Who("p-officer", "u-supervision", "supervision.run");
    private static readonly Mandate s_head = Who(
        "p-head",
        "u-government",
        "supervision.approve",
        "supervision.give"
    );
    private static readonly Mandate s_lead = Who("p-li", "u-housing", "supervision.answer");
    private static readonly Mandate s_any = Who("p1", "u1", RegistryPowers.Maintain.Name, "tests.report");

    private readonly ClerkSetup _setup;
    private readonly Clerk _clerk;

    private WholeNode(ClerkSetup setup, Clerk clerk) => (_setup, _clerk) = (setup, clerk);

    /// <summary>What is folded beside the registry's.</summary>
    public static IReadOnlyList<View> Views { get; } =
    [new ItemView(), new TestReportView(), new TestVoteView(), new NoticeView()];

    public static IReadOnlyList<Subscriber> Subscribers { get; } = [new Listener()];

    /// <param name="files">Folder for attachments; what is remembered of the pool lies beside it.</param>
    public static async Task<WholeNode> Open(
        ILogStore store,
        string log,
        string jurisdiction,
        string files,
        TimeProvider clock
    )
    {
        await store.SetUp();
        var keys = new CaseKeys(new byte[32], jurisdiction, SealingModules.Software());
        var setup = new ClerkSetup(
            log,
            jurisdiction,
            store,
            new FactKinds(
                typeof(UnitRegistered).Assembly,
                typeof(ItemAssigned).Assembly,
                typeof(WholeNode).Assembly
            ),
            [new UnitView(), new DutyView(), .. Views],
            keys,
            clock
        )
        {
            // A run that is killed before it did anything leaves a gap of days to the next.
            Options = new ClerkOptions { ClockConfirmed = true },
            Attachments = new AttachmentFolder(files, jurisdiction, store, keys, clock),
            PoolMemory = new PoolMemory(PoolFile(files), clock),
        };
        foreach (var view in setup.Views)
        {
            await store.Views.Ensure(view.Table);
        }

        return new WholeNode(setup, await Clerk.Open(setup));
    }

    public static string PoolFile(string files) => files + ".pool";

    /// <summary>What the file of a report is to hold.</summary>
    public static byte[] FileOf(string act) =>
        Encoding.UTF8.GetBytes("%PDF-1.7\n" + string.Concat(Enumerable.Repeat(act + "\n", 100)));

    /// <summary>Does so many acts with each client while the workers run; throws what any of them throws.</summary>
    internal async Task Work(Acknowledged acknowledged, int run, int clients, int acts)
    {
        using var enough = new CancellationTokenSource();
        var tending = Task.Run(() => Tend(enough.Token));
        var working = Enumerable
            .Range(0, clients)
            .Select(number => Task.Run(() => Client(acknowledged, run, number, acts)))
            .ToList();
        await await Task.WhenAny(Task.WhenAll(working), tending);
        await enough.CancelAsync();
        await tending;
    }

    public ValueTask DisposeAsync() => _clerk.DisposeAsync();

    private static Mandate Who(string person, string unit, params string[] powers) =>
        new(person, $"o-{person}", unit, powers.ToFrozenSet(StringComparer.Ordinal));

    private async Task Tend(CancellationToken cancel)
    {
        var notices = new NoticeRunner(_setup, _clerk, Subscribers);
        var duties = new DutyWorker(_clerk, _setup.Store, _setup.Time);
        while (!cancel.IsCancellationRequested)
        {
            await _clerk.Tend(CancellationToken.None);
            await notices.Pass(CancellationToken.None);
            await duties.LapseDue(CancellationToken.None);
            await Task.Delay(5, CancellationToken.None);
        }
    }

    private async Task Client(Acknowledged acknowledged, int run, int number, int acts)
    {
        for (var n = 0; n < acts; n++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"w{run:D4}-{number:D2}-{n:D6}");
            var (act, who) = await Next(id, run, number, n);
            var outcome = await _clerk.Perform(new Submission(id, act, who));
            if (outcome is Outcome.Refused)
            {
                throw new InvalidOperationException(
                    $"The act {id} ({act.GetType().FullName}) was not recorded: {outcome}"
                );
            }

            // What waits for the end of its day bears another id in the log.
            acknowledged.Say(outcome is Outcome.Pooled ? $"waits {id}" : id);
        }
    }

    /// <summary>Ten acts about one matter, then the next.</summary>
    private async Task<(Act Act, Mandate Who)> Next(string id, int run, int number, int n)
    {
        var matter = string.Create(CultureInfo.InvariantCulture, $"{run:D4}-{number:D2}-{n / 10:D5}");
        return (n % 10) switch
        {
            0 => (await Report(id, matter), s_any),
            2 => (Minutes(matter), s_officer),
            3 => (new Approve.Act(matter, Year), s_head),
            4 => (new Assign.Act(matter, "物业科"), s_officer),
            5 => (new Sign.Act(matter, "u-housing", SigningWay.Screen, null), s_lead),
            6 => (new RegisterPair(Unit(run, number, n), Unit(run, number, n + 1)), s_any),
            7 => (new TestReport($"case-{matter}", $"又一次，{id}", "某人", Counted: true), s_any),
            _ => (new TestVote($"ballot-{run}", id, n % 3 == 0 ? "甲" : "乙"), s_any),
        };
    }

    private int Year => Norms.Calendar.Shanghai.DayOf(_setup.Time.GetUtcNow()).Year;

    private static Propose.Act Minutes(string item) =>
        new(
            item,
            $"管网改造{item}",
            ItemSource.Meeting,
            "县政府第37次常务会议纪要第三项",
            "完成老旧小区管网改造2.9公里。",
            "o-head",
            "u-housing",
            ["u-town"],
            null,
            Urgent: false
        );

    private async Task<Act> Report(string id, string matter)
    {
        using var content = new MemoryStream(FileOf(id));
        return await _setup.Attachments!.Take($"case-{matter}", $"{id}.pdf", content) is Intake.Taken taken
            ? new TestReport($"case-{matter}", id, "某人") { Files = [taken.File] }
            : throw new InvalidOperationException($"The file of {id} was not taken.");
    }

    private static Register.UnitAct Unit(int run, int number, int n)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"{run:D4}{number:D2}{n:D6}");
        return new($"u{code}", code, $"第{n}镇", $"{n}镇", UnitKind.Town);
    }
}
