namespace Daylight.Ledger;

/// <summary>The secret part of a sealed fact.</summary>
/// <param name="Alg">Name of the algorithm; the Ledger gives it no meaning.</param>
/// <param name="Key">Id of the key, never the key itself, wrapped or not.</param>
/// <param name="Nonce">Nonce of the cipher.</param>
/// <param name="Ciphertext">Ciphertext with its authentication tag, over <see cref="Envelope.ToSealedPart"/>.</param>
public sealed record SealedPart(
    string Alg,
    string Key,
    ReadOnlyMemory<byte> Nonce,
    ReadOnlyMemory<byte> Ciphertext
)
{
    public bool Equals(SealedPart? other) =>
        other is not null
        && Alg == other.Alg
        && Key == other.Key
        && Nonce.Span.SequenceEqual(other.Nonce.Span)
        && Ciphertext.Span.SequenceEqual(other.Ciphertext.Span);

    public override int GetHashCode() => HashCode.Combine(Alg, Key, Ciphertext.Length);
}

/// <summary>A sealed fact: only log, place and day can be read without its key.</summary>
/// <param name="Log">Origin of the log: a schema-less URL.</param>
/// <param name="Index">Place in the log, from 0.</param>
/// <param name="Day">Day of recording in Asia/Shanghai.</param>
/// <param name="Sealed">Everything else.</param>
public sealed record SealedEnvelope(string Log, long Index, DateOnly Day, SealedPart Sealed)
{
    /// <inheritdoc cref="Envelope.ToBytes"/>
    public byte[] ToBytes() => SealedEnvelopeForm.Write(this);

    /// <inheritdoc cref="Envelope.Parse"/>
    public static SealedEnvelope Parse(ReadOnlySpan<byte> bytes) => SealedEnvelopeForm.Parse(bytes);
}
