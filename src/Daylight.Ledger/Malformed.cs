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
