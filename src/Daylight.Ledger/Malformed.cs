namespace Daylight.Ledger;

/// <summary>Bytes that are not what a format of the ledger says. Every parser here throws a subclass of this, and nothing else.</summary>
public abstract class MalformedException : FormatException
{
    private protected MalformedException(string message)
        : base(message) { }

    /// <summary>At most 60 characters of what was read, fit for a message: control characters are shown as dots.</summary>
    internal static string Shown(string value)
    {
        var shown = value.Length <= 60 ? value : value[..57] + "...";
        return new string([.. shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '.' : c)]);
    }
}

/// <summary>JSON that RFC 8785 cannot express, or that is not in its canonical form where that is demanded.</summary>
public sealed class MalformedJsonException(string problem, long position, string value)
    : MalformedException($"{problem}, at byte {position}: \"{Shown(value)}\".")
{
    /// <summary>Offset in bytes from the beginning, 0-based.</summary>
    public long Position { get; } = position;

    /// <summary>The text found there, shortened.</summary>
    public string Value { get; } = Shown(value);
}

/// <summary>Canonical JSON that is not an envelope of the version this program knows.</summary>
public sealed class MalformedEnvelopeException(string problem, string field, string value)
    : MalformedException($"Envelope field {field}: {problem}; found \"{Shown(value)}\".")
{
    public string Field { get; } = field;
    public string Value { get; } = Shown(value);
}

/// <summary>An envelope above <see cref="Limits.EnvelopeBytes"/>.</summary>
public sealed class EnvelopeTooLargeException(long bytes)
    : MalformedException(
        $"The envelope has {bytes} bytes; at most {Limits.EnvelopeBytes} are allowed. Keep evidence as an attachment and record its SHA-256."
    )
{
    public long Bytes { get; } = bytes;
    public int Most { get; } = Limits.EnvelopeBytes;
}

/// <summary>Bytes that are no tree edge.</summary>
public sealed class MalformedEdgeException(string problem) : MalformedException($"Tree edge: {problem}.");

/// <summary>A tile path, a tile or an entry bundle that tlog-tiles does not allow.</summary>
public sealed class MalformedTileException(string tile, string problem)
    : MalformedException($"{Shown(tile)}: {problem}.")
{
    /// <summary>Path of the tile below the log, such as tile/0/x001/234.</summary>
    public string Tile { get; } = Shown(tile);
}

/// <summary>Text that is no verifier key or signer key. Of a signer key nothing is shown.</summary>
public sealed class MalformedKeyException(string problem) : MalformedException($"Key: {problem}.");

/// <summary>Bytes that are no signed note (c2sp.org/signed-note).</summary>
public sealed class MalformedNoteException(string problem) : MalformedException($"Signed note: {problem}.");

/// <summary>A note whose text is no checkpoint (c2sp.org/tlog-checkpoint).</summary>
public sealed class MalformedCheckpointException(string problem)
    : MalformedException($"Checkpoint: {problem}.");

/// <summary>Bytes that are no receipt (c2sp.org/tlog-proof@v1), or whose extra line is no opening.</summary>
public sealed class MalformedReceiptException(string problem) : MalformedException($"Receipt: {problem}.");

/// <summary>A body that the witness protocol (c2sp.org/tlog-witness) does not know. The answer to it is 400.</summary>
public sealed class MalformedWitnessBodyException(string problem)
    : MalformedException($"Witness request: {problem}.");

/// <summary>A fault in a policy file (c2sp.org/tlog-policy).</summary>
public sealed class MalformedPolicyException(string problem, int line, string text)
    : MalformedException($"Policy line {line}: {problem}: \"{Shown(text)}\".")
{
    /// <summary>Line from 1; 0 where the fault is about the whole file.</summary>
    public int Line { get; } = line;
}

/// <summary>Groups of a printed checkpoint that were mistyped, or belong to another checkpoint.</summary>
public sealed class MalformedWordsException(string problem)
    : MalformedException($"Printed checkpoint: {problem}.");
