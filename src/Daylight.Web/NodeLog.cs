using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Proceedings.Attachments;
using Daylight.Proceedings.Notices;
using Daylight.Proceedings.Publishing;
using Daylight.Store;

namespace Daylight.Web;

/// <summary>One log of a node: its keys, its clerk, its publisher, and what the public may see of it.</summary>
public sealed class NodeLog : IAsyncDisposable
{
    private NodeLog(
        LogKeys keys,
        Clerk clerk,
        Publisher publisher,
        AttachmentFolder attachments,
        NoticeRunner notices,
        IReadOnlyList<PublishedLog> published
    )
    {
        Attachments = attachments;
        Notices = notices;
        Keys = keys;
        Clerk = clerk;
        Publisher = publisher;
        All = published;
    }

    public LogKeys Keys { get; }

    public Clerk Clerk { get; }

    public Publisher Publisher { get; }

    /// <summary>The files that facts of this log name.</summary>
    public AttachmentFolder Attachments { get; }

    /// <summary>Passes facts on to the subscribers of mechanisms.</summary>
    public NoticeRunner Notices { get; }

    /// <summary>This log as the public sees it.</summary>
    public PublishedLog Published => All[^1];

    /// <summary>The logs of the jurisdiction, those that this one continues first.</summary>
    public IReadOnlyList<PublishedLog> All { get; }

    public string Jurisdiction => Keys.Jurisdiction;

    public string Origin => Keys.Origin;

    internal static async Task<NodeLog> Open(
        Node node,
        LogKeys keys,
        Func<string, IWitnessRoad> road,
        CancellationToken cancel
    )
    {
        var options = node.Options;
        var witnesses = new Witnesses(Witnesses.Read(options.WitnessPolicy), road);
        await new StartCheck(node.Store, keys, witnesses) { ClockConfirmed = options.ClockConfirmed }.Run(
            options.Time.GetUtcNow(),
            cancel
        );
        var setup = Setup(node.Store, node.Keys, keys.Jurisdiction, keys.Origin, options);
        var clerk = await Clerk.Open(setup, cancel);
        var publisher = new Publisher(
            new PublisherSetup(node.Store, keys, witnesses, options.Time)
            {
                Every = options.PublishEvery ?? TimeSpan.FromSeconds(1),
                Tell = options.Tell,
                After = options.AfterPublishing,
            }
        );
        clerk.Doubt = () => publisher.Fault;
        if (options.PublishEvery is not null)
        {
            publisher.Start();
        }

        return new NodeLog(
            keys,
            clerk,
            publisher,
            setup.Attachments!,
            new NoticeRunner(setup, clerk, Mechanisms.Subscribers),
            [
                .. Enumerable
                    .Range(1, keys.Place.Number)
                    .Select(number => new PublishedLog(
                        node.Store,
                        new LogPlace(keys.Jurisdiction, number),
                        number < keys.Place.Number
                    )),
            ]
        );
    }

    internal static ClerkSetup Setup(
        ILogStore store,
        KeyFolder keys,
        string jurisdiction,
        string origin,
        NodeOptions options
    )
    {
        var held = new CaseKeys(keys.Master(), jurisdiction, options.Modules);
        return new(origin, jurisdiction, store, Mechanisms.Kinds, Mechanisms.Views, held, options.Time)
        {
            Options = new ClerkOptions { ClockConfirmed = options.ClockConfirmed },
            Attachments = new AttachmentFolder(options.Attachments, jurisdiction, store, held, options.Time),
            PoolMemory = keys.Log(jurisdiction).PoolMemory(options.Time),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await Publisher.DisposeAsync();
        await Clerk.DisposeAsync();
    }
}
