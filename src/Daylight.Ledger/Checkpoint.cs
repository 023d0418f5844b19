using System.Globalization;
using System.Text;

namespace Daylight.Ledger;

/// <summary>A log at some size: the text that is signed (c2sp.org/tlog-checkpoint).</summary>
/// <param name="Origin">Which log: a schema-less URL.</param>
/// <param name="Size">Entries of the log.</param>
/// <param name="Root">RFC 6962 root at that size.</param>
public sealed record Checkpoint(string Origin, long Size, Hash Root)
{
    /// <summary>Further lines of the text, which other logs may have. Ours have none.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>Reads a note's text.</summary>
    /// <exception cref="MalformedCheckpointException">when it is no checkpoint.</exception>
    public static Checkpoint Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[^1].Length != 0 || lines[..^1].Any(line => line.Length == 0))
        {
            throw new MalformedCheckpointException(
                "its text is not three or more non-empty lines that end in a newline"
            );
        }

        if (!LedgerText.TryDecimal(lines[1], out var size))
        {
            throw new MalformedCheckpointException(
                $"\"{MalformedException.Shown(lines[1])}\" is no size: a decimal up to {Limits.LargestInteger} without leading zeros is needed"
            );
        }

        if (!Hash.TryParseBase64(lines[2], out var root))
        {
            throw new MalformedCheckpointException(
                $"\"{MalformedException.Shown(lines[2])}\" is no root hash in base64"
            );
        }

        if (size == 0 && root != Tree.EmptyRoot)
        {
            throw new MalformedCheckpointException(
                "a log of size 0 has the root of the empty tree, SHA-256 of nothing"
            );
        }

        return new(lines[0], size, root) { Extensions = lines[3..^1] };
    }

    /// <summary>The text that is signed, with its last newline.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root.ToBase64()}\n");
        foreach (var line in Extensions)
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The signed note; during a change of keys sign with both.</summary>
    /// <exception cref="MalformedCheckpointException">when a field could not be read back.</exception>
    public Note Sign(params ReadOnlySpan<SignerKey> keys)
    {
        if (Parse(ToText()) != this)
        {
            throw new MalformedCheckpointException("a field holds a newline");
        }

        var note = Note.Of(ToText());
        foreach (var key in keys)
        {
            note = note.With(key.Sign(note.Text));
        }

        return note;
    }

    public bool Equals(Checkpoint? other) =>
        other is not null
        && Origin == other.Origin
        && Size == other.Size
        && Root == other.Root
        && Extensions.SequenceEqual(other.Extensions);

    public override int GetHashCode() => HashCode.Combine(Origin, Size, Root);
}

/// <summary>A checkpoint whose log signature was verified.</summary>
/// <param name="Checkpoint">What was signed.</param>
/// <param name="Note">The note with all its lines, known and unknown.</param>
/// <param name="Signatures">The verified ones: the log's, and those of known witnesses.</param>
public sealed record SignedCheckpoint(
    Checkpoint Checkpoint,
    Note Note,
    IReadOnlyList<VerifiedSignature> Signatures
)
{
    /// <summary>The verified cosignatures.</summary>
    public IEnumerable<VerifiedSignature> Cosignatures =>
        Signatures.Where(one => one.Key.Type == KeyType.Cosignature);

    /// <summary>Opens a checkpoint of one log.</summary>
    /// <param name="note">Bytes of the signed note.</param>
    /// <param name="logKeys">Keys of the log, one of which must have signed; their name is the expected origin.</param>
    /// <param name="witnesses">Keys of witnesses whose cosignatures are verified where they are there.</param>
    /// <exception cref="MalformedNoteException">when the bytes are no note.</exception>
    /// <exception cref="MalformedCheckpointException">when the text is no checkpoint.</exception>
    /// <exception cref="BadSignatureException">when a known key's signature does not verify.</exception>
    /// <exception cref="NotSignedException">when none of the log's keys signed.</exception>
    /// <exception cref="WrongOriginException">when it is another log's checkpoint.</exception>
    public static SignedCheckpoint Open(
        ReadOnlySpan<byte> note,
        IReadOnlyCollection<VerifierKey> logKeys,
        IReadOnlyCollection<VerifierKey>? witnesses = null
    )
    {
        var parsed = Note.Parse(note);
        var signatures = parsed.Verify([.. logKeys, .. witnesses ?? []]);
        var log =
            signatures.FirstOrDefault(one => logKeys.Contains(one.Key) && one.Key.Type == KeyType.Ed25519)
            ?? throw new NotSignedException(string.Join(" or ", logKeys), "The checkpoint");
        var checkpoint = Checkpoint.Parse(parsed.Text);
        return checkpoint.Origin == log.Key.Name
            ? new(checkpoint, parsed, signatures)
            : throw new WrongOriginException(log.Key.Name, checkpoint.Origin);
    }

    /// <inheritdoc cref="Open(ReadOnlySpan{byte}, IReadOnlyCollection{VerifierKey}, IReadOnlyCollection{VerifierKey}?)"/>
    public static SignedCheckpoint Open(ReadOnlySpan<byte> note, VerifierKey logKey) => Open(note, [logKey]);
}
