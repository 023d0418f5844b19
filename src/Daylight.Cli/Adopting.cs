using System.Collections.Frozen;
using System.CommandLine;
using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary>
/// Who adopts rules from the command line: whoever may run this program on this host's data. Two different ids are asked
/// for, as two persons are on the desk; that they are two persons the command line cannot know, and the log says that it
/// was the host.
/// </summary>
internal static class Adopting
{
    public static Option<string> By() =>
        new("--by")
        {
            Description =
                "办理人的编号（不写姓名）；提请与核对须是两个人。 Opaque id of the person; proposing and confirming take two.",
            Required = true,
        };

    public static Option<string?> Seen() =>
        new("--seen")
        {
            Description =
                "您核对的内容的散列；不写则只显示，不采用。 Hash of the content that you checked; without it nothing is adopted.",
        };

    public static Task<Outcome> Perform(
        Node node,
        NodeLog log,
        string by,
        Act act,
        CancellationToken cancel
    ) =>
        log.Clerk.Perform(
            new Submission(
                FactIds.New(Envelope.WholeMillisecond(node.Options.Time.GetUtcNow())),
                act,
                new Mandate(by, "host", "host", new[] { AdoptPack.Power.Name }.ToFrozenSet())
            ),
            cancel
        );
}
