using Daylight.Ledger;

namespace Daylight.Openness.Publication;

/// <summary>
/// What goes to the public at one moment: logs without contents, the openings of public facts, and the rule packs. It is
/// read from inside, or from files that were carried across.
/// </summary>
public interface IPublication
{
    /// <summary>As of when.</summary>
    DateTimeOffset TakenAt { get; }

    /// <summary>The log of each jurisdiction, the newest where one continues another.</summary>
    IReadOnlyList<PublicationLog> Logs { get; }

    /// <summary>The public facts with an index from <paramref name="from"/> up to but excluding <paramref name="to"/>, in order.</summary>
    IAsyncEnumerable<PublicOpening> Openings(
        string jurisdiction,
        long from,
        long to,
        CancellationToken cancel = default
    );
}

/// <summary>One log of a publication.</summary>
/// <param name="Number">1 for the first, higher for one that continues another after a loss.</param>
/// <param name="Keys">Public keys as the publication names them; whoever takes it decides which to trust.</param>
/// <param name="Witnesses">Public keys of the witnesses that the log asks.</param>
/// <param name="Files">Checkpoint, tiles and bundles.</param>
public sealed record PublicationLog(
    string Jurisdiction,
    int Number,
    IReadOnlyList<VerifierKey> Keys,
    IReadOnlyList<VerifierKey> Witnesses,
    ILogReader Files
)
{
    /// <summary>Rule packs in force, in their order.</summary>
    public IReadOnlyList<PublicContent> Contents { get; init; } = [];
}

/// <summary>A public fact with what opens it.</summary>
public sealed record PublicOpening(long Index, Opening Opening);

/// <summary>A text that is public as a whole, such as a rule pack.</summary>
/// <param name="Name">Such as <c>pack/national</c>.</param>
public sealed record PublicContent(string Name, byte[] Bytes);

/// <summary>A publication that must not be taken: it does not fit its signatures, or what was taken before.</summary>
public sealed class PublicationRefusedException(Norms.Phrase says, Exception? inner = null)
    : Exception(says.En, inner)
{
    public Norms.Phrase Says { get; } = says;
}
