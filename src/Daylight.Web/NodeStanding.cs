using System.Text;
using Daylight.Ledger;
using Daylight.Proceedings.Publishing;
using Daylight.Ui;

namespace Daylight.Web;

/// <summary>The foot of the desk's pages: how many records the log has, and who witnessed its newest checkpoint.</summary>
internal sealed class NodeStanding(NodeLog log, NodeOptions options) : ILogStanding
{
    private readonly IReadOnlyList<VerifierKey> _witnesses =
    [
        .. Witnesses.Read(options.WitnessPolicy).WitnessKeys,
    ];
    private volatile Known? _known;

    private sealed record Known(long At, Func<Language, string>? Says);

    public async ValueTask<Func<Language, string>?> Now(CancellationToken cancel)
    {
        var known = _known;
        if (known is null || TimeProvider.System.GetElapsedTime(known.At) > TimeSpan.FromSeconds(1))
        {
            var says = await log.Published.Checkpoint(cancel) is { } shown
                ? Says(shown.Size, shown.Note)
                : null;
            _known = known = new Known(TimeProvider.System.GetTimestamp(), says);
        }

        return known.Says;
    }

    private Func<Language, string> Says(long size, string note)
    {
        var names = Note.Parse(Encoding.UTF8.GetBytes(note))
            .Verify(_witnesses)
            .Select(one => one.Key.Name)
            .ToList();
        var words = Words.Of(typeof(NodeStanding));
        return language =>
            words.Say(
                language,
                "footer.standing",
                ("n", size),
                (
                    "witnesses",
                    names.Count == 0
                        ? words.Say(language, "footer.alone")
                        : words.Say(language, "footer.witnessed", ("names", string.Join("、", names)))
                )
            );
    }
}
