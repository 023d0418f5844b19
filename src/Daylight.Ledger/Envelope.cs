namespace Daylight.Ledger;

/// <summary>Which act a fact came from, and that it is part <see cref="Part"/> (from 1) of the <see cref="Of"/> facts of that act.</summary>
public readonly record struct ActPart(string Id, int Part, int Of);

/// <summary>A stream that the fact belongs to, and the stream's version after the fact.</summary>
public readonly record struct StreamVersion(string Stream, long Version);

/// <summary>A norm that the fact rests on, and the hash of the rule pack that held it.</summary>
public readonly record struct NormUse(string Norm, string PackHash);

/// <summary>An open fact with all that is committed of it. See docs/formats/ledger.md for every field.</summary>
/// <param name="Log">Origin of the log: a schema-less URL.</param>
/// <param name="Index">Place in the log, from 0.</param>
/// <param name="Id">Id of the fact.</param>
/// <param name="Act">The act that it came from.</param>
/// <param name="Streams">Streams with their versions after this fact.</param>
/// <param name="Kind">Name of the fact's kind.</param>
/// <param name="KindVersion">Version of the kind's payload, from 1.</param>
/// <param name="OccurredAt">When it is claimed to have happened, in whole milliseconds; starts no clock by itself. Written as null where nothing is claimed.</param>
/// <param name="RecordedAt">When it was recorded, in whole milliseconds; never decreases along a log.</param>
/// <param name="Mandate">Opaque id of the mandate that acted.</param>
/// <param name="Subjects">Opaque ids of those whom it is about.</param>
/// <param name="Norms">Norms that it rests on.</param>
/// <param name="Cause">Id of the fact that caused it, written as null where there is none.</param>
/// <param name="Payload">What it says: one JSON object in canonical form.</param>
/// <remarks>Two envelopes are equal when their bytes are.</remarks>
public sealed record Envelope(
    string Log,
    long Index,
    string Id,
    ActPart Act,
    IReadOnlyList<StreamVersion> Streams,
    string Kind,
    int KindVersion,
    DateTimeOffset? OccurredAt,
    DateTimeOffset RecordedAt,
    string Mandate,
    IReadOnlyList<string> Subjects,
    IReadOnlyList<NormUse> Norms,
    string? Cause,
    ReadOnlyMemory<byte> Payload
)
{
    /// <summary>Version of the format that this program writes and reads; the field "v".</summary>
    public const int FormatVersion = 1;

    /// <summary>The canonical bytes that are committed and stored, and never written again for verification.</summary>
    /// <exception cref="MalformedEnvelopeException">when a field is out of range.</exception>
    /// <exception cref="MalformedJsonException">when the payload is not canonical, or a text holds a lone surrogate.</exception>
    /// <exception cref="EnvelopeTooLargeException">above <see cref="Limits.EnvelopeBytes"/>.</exception>
    public byte[] ToBytes() => EnvelopeForm.Write(this, placed: true);

    /// <summary>
    /// The plaintext of a sealed fact: the same object without log and index, which stand outside the
    /// ciphertext and may not be known yet when it is sealed.
    /// </summary>
    /// <inheritdoc cref="ToBytes"/>
    public byte[] ToSealedPart() => EnvelopeForm.Write(this, placed: false);

    /// <exception cref="MalformedJsonException">when the bytes are not canonical JSON.</exception>
    /// <exception cref="MalformedEnvelopeException">when a field is missing, unknown or out of range.</exception>
    /// <exception cref="EnvelopeTooLargeException">above <see cref="Limits.EnvelopeBytes"/>.</exception>
    public static Envelope Parse(ReadOnlySpan<byte> bytes) => EnvelopeForm.Parse(bytes, placed: true, "", 0);

    /// <summary>Reads what <see cref="ToSealedPart"/> wrote, with the log and index of the sealed envelope around it.</summary>
    /// <inheritdoc cref="Parse"/>
    public static Envelope ParseSealedPart(ReadOnlySpan<byte> bytes, string log, long index) =>
        EnvelopeForm.Parse(bytes, placed: false, log, index);

    /// <summary>Whether the bytes are a sealed envelope rather than an open one, told by their first field; checks nothing else.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> bytes) => bytes.StartsWith("{\"day\":"u8);

    /// <summary>An instant cut to the whole millisecond in UTC, as envelopes hold it.</summary>
    public static DateTimeOffset WholeMillisecond(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    public bool Equals(Envelope? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Id == other.Id && ToBytes().SequenceEqual(other.ToBytes()));

    public override int GetHashCode() => HashCode.Combine(Log, Index, Id);
}
