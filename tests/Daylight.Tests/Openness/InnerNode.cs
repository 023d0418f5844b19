using System.Globalization;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Openness;
using Daylight.Openness.Publication;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Tests.Proceedings;
using Daylight.Web;
using Daylight.Web.Portal;
using Node = Daylight.Web.Node;

namespace Daylight.Tests.Openness;

/// <summary>A node inside, with matters that nobody outside may learn of and some that are published.</summary>
internal sealed class InnerNode : IAsyncDisposable
{
    public const string Code = "990101";

    /// <summary>Stands in every field of the internal matters that takes words.</summary>
    public const string Canary = "金丝雀KANARI";

    private const string Origin = "daylight.test/log";

    private static readonly Mandate s_registrar = Trial.Officer("p-sun", "o-reg", "u-gov", "rules.adopt");
    private static readonly Mandate s_officer = Trial.Officer("p-wang", "o-sup", "u-sup", "supervision.run");
    private static readonly Mandate s_head = Trial.Officer(
        "p-zhang",
        "o-head",
        "u-gov",
        "supervision.approve",
        "supervision.give"
    );
    private static readonly Mandate s_open = Trial.Officer(
        "p-zhou",
        "o-open",
        "u-gov",
        "supervision.publish"
    );

    private int _acts;

    private InnerNode(string folder, Node node) => (Folder, Node) = (folder, node);

    public string Folder { get; }

    public Node Node { get; }

    public NodeLog Log => Node.Logs[0];

    public IReadOnlyList<VerifierKey> Keys => Log.Keys.Verifiers;

    public static async Task<InnerNode> Open(string folder)
    {
        var options = new NodeOptions(folder) { PublishEvery = null };
        await Node.Init(options, Code, Origin);
        var inner = new InnerNode(folder, await Node.Open(options));
        await inner.Do(new FoundRules.Act(), s_registrar);
        var folderOfPack = Shipped.Folder("rulepacks", "national");
        var loaded = RulePack.Load(
            Directory
                .EnumerateFiles(folderOfPack, "*.yaml")
                .Order(StringComparer.Ordinal)
                .Select(file => new PackFile(Path.GetFileName(file), File.ReadAllText(file)))
        );
        var pack = loaded.Pack!;
        await inner.Do(new AdoptPack.ProposeAct(pack.Content), s_registrar);
        var content = ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(pack.Content));
        await inner.Do(
            new AdoptPack.ConfirmAct(pack.Name, content),
            Trial.Officer("p-second", "o-reg-2", "u-gov", "rules.adopt")
        );
        return inner;
    }

    /// <summary>A matter that stays inside; its words hold the canary.</summary>
    public async Task Internal(string item)
    {
        await Do(
            new Propose.Act(
                item,
                $"内部事项{Canary}{item}",
                ItemSource.LeaderNote,
                $"批示{Canary}",
                $"请办理{Canary}。",
                "o-head",
                "u-housing",
                [],
                "10个工作日",
                Urgent: false
            ),
            s_officer
        );
        await Do(new Approve.Act(item, 2026), s_head);
    }

    /// <summary>A matter with internal words, and its cleared text in the column.</summary>
    public async Task Public(string item, string title)
    {
        await Internal(item);
        await Do(
            new Publish.Act(item, Daylight.Supervision.KeyWork.Publish.NewRecord(item), title, "县住建局"),
            s_open
        );
    }

    public async Task<InnerNode> Published(params string[] titles)
    {
        foreach (var title in titles)
        {
            await Public(string.Create(CultureInfo.InvariantCulture, $"i{_acts}"), title);
        }

        await Log.Publisher.Publish();
        return this;
    }

    public StorePublication Publication => Exchange.Publication(Node);

    /// <summary>Hands everything to the published database of a folder.</summary>
    public async Task<Taken> Give(string folder, Action? after = null)
    {
        using var into = PublishedWriting.Open(folder);
        return await Taking(into, after).Take(Publication, Keys, TimeProvider.System.GetUtcNow());
    }

    public static Taking Taking(PublishedWriting into, Action? after = null) =>
        new(into, Mechanisms.PublicKinds, Daylight.Openness.Publication.Taking.Live)
        {
            After = after ?? (() => { }),
        };

    public static PublicRecord Record(string folder) =>
        new(folder, Mechanisms.PublicKinds, TimeProvider.System);

    public ValueTask DisposeAsync() => Node.DisposeAsync();

    private async Task Do(Act act, Mandate who)
    {
        var outcome = await Log.Clerk.Perform(new Submission($"t-{++_acts}", act, who));
        Assert.IsType<Outcome.Recorded>(outcome);
    }
}
