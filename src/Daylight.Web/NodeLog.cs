using Daylight.Proceedings;
using Daylight.Proceedings.Publishing;

namespace Daylight.Web;

/// <summary>One log of a node: its keys and its clerk.</summary>
public sealed class NodeLog : IAsyncDisposable
{
    private NodeLog(LogKeys keys, Clerk clerk)
    {
        Keys = keys;
        Clerk = clerk;
    }

    public LogKeys Keys { get; }

    public Clerk Clerk { get; }

    public string Jurisdiction => Keys.Jurisdiction;

    public string Origin => Keys.Origin;

    internal static async Task<NodeLog> Open(Node node, LogKeys keys, CancellationToken cancel)
    {
        var clerk = await Clerk.Open(
            new ClerkSetup(
                keys.Origin,
                keys.Jurisdiction,
                node.Store,
                Mechanisms.Kinds,
                Mechanisms.Views,
                new CaseKeys(node.Keys.Master(), keys.Jurisdiction),
                node.Options.Time
            )
            {
                Options = new ClerkOptions { ClockConfirmed = node.Options.ClockConfirmed },
            },
            cancel
        );
        return new NodeLog(keys, clerk);
    }

    public ValueTask DisposeAsync() => Clerk.DisposeAsync();
}
