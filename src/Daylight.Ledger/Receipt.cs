using System.Globalization;
using System.Text;

namespace Daylight.Ledger;

/// <summary>What opens a commitment: the salt and the envelope's bytes. Whoever holds it can show the fact.</summary>
/// <param name="Salt">32 bytes.</param>
/// <param name="Envelope">The bytes of an open or a sealed envelope, as they were committed.</param>
public sealed record Opening(ReadOnlyMemory<byte> Salt, ReadOnlyMemory<byte> Envelope)
{
    /// <summary>The log's entry that this opens.</summary>
    public Hash Entry => Commitment.Of(Salt.Span, Envelope.Span);

    /// <summary>Canonical JSON: <c>{"envelope":base64,"salt":base64}</c>.</summary>
    public byte[] ToJson()
    {
        using var to = new CanonicalWriter();
        to.Raw("{\"envelope\":"u8);
        to.Base64(Envelope.Span);
        to.Raw(",\"salt\":"u8);
        to.Base64(Salt.Span);
        to.Raw("}"u8);
        return to.Written.ToArray();
    }

    /// <summary>Reads the JSON, in whatever order and layout; it is not what is committed.</summary>
    /// <exception cref="MalformedReceiptException">when it is not that object, or a part has a length that is not allowed.</exception>
    public static Opening Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var from = new CanonicalCursor(CanonicalJson.Canonicalize(json));
            from.Expect("{\"envelope\":"u8, "envelope");
            var envelope = from.Base64("envelope");
            from.Expect(",\"salt\":"u8, "salt");
            var salt = from.Base64("salt");
            from.Expect("}"u8, "salt");
            EnvelopeForm.RequireSize(envelope.Length);
            return salt.Length == Commitment.SaltSize
                ? new(salt, envelope)
                : throw new MalformedReceiptException(
                    $"a salt has {Commitment.SaltSize} bytes, not {salt.Length}"
                );
        }
        catch (MalformedException fault) when (fault is not MalformedReceiptException)
        {
            throw new MalformedReceiptException($"its extra line is no opening ({fault.Message})");
        }
    }

    public bool Equals(Opening? other) =>
        other is not null
        && Salt.Span.SequenceEqual(other.Salt.Span)
        && Envelope.Span.SequenceEqual(other.Envelope.Span);

    public override int GetHashCode() => Envelope.Length;
}

/// <summary>A proof that one entry is in a log, in one file that can be verified without a network (c2sp.org/tlog-proof@v1).</summary>
/// <param name="Index">Place of the entry, from 0.</param>
/// <param name="Proof">Proof of inclusion, the leaf's sibling first.</param>
/// <param name="Checkpoint">The log's checkpoint with its signatures and cosignatures.</param>
/// <param name="Extra">Bytes of the extra line; in our receipts an <see cref="Opening"/>. Not authenticated by itself.</param>
public sealed record Receipt(
    long Index,
    IReadOnlyList<Hash> Proof,
    Note Checkpoint,
    ReadOnlyMemory<byte>? Extra
)
{
    /// <summary>File name ending of receipts.</summary>
    public const string FileExtension = ".tlog-proof";

    private const string FirstLine = "c2sp.org/tlog-proof@v1";

    /// <summary>A receipt that shows the fact.</summary>
    public static Receipt Of(Opening opening, InclusionProof proof, Note checkpoint) =>
        new(proof.Index, proof.Hashes, checkpoint, opening.ToJson());

    /// <exception cref="MalformedReceiptException">when the bytes are no receipt.</exception>
    /// <exception cref="MalformedNoteException">when what follows the empty line is no signed note.</exception>
    public static Receipt Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Limits.ReceiptBytes)
        {
            throw new MalformedReceiptException(
                $"{bytes.Length} bytes; at most {Limits.ReceiptBytes} are read"
            );
        }

        var empty = bytes.IndexOf("\n\n"u8);
        if (empty < 0 || LedgerText.OrNull(bytes[..empty]) is not { } head)
        {
            throw new MalformedReceiptException(
                "no empty line parts the proof from the checkpoint, or it is no text"
            );
        }

        var lines = new Queue<string>(head.Split('\n'));
        if (lines.Dequeue() != FirstLine)
        {
            throw new MalformedReceiptException($"its first line is not {FirstLine}");
        }

        var extra = ParseExtra(lines);
        var index = ParseIndex(lines);
        return new(index, ParseProof(lines), Note.Parse(bytes[(empty + 2)..]), extra);
    }

    public byte[] ToBytes()
    {
        var text = new StringBuilder(FirstLine).Append('\n');
        if (Extra is { } extra)
        {
            text.Append(CultureInfo.InvariantCulture, $"extra {Convert.ToBase64String(extra.Span)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Proof)
        {
            text.Append(hash.ToBase64()).Append('\n');
        }

        return [.. Encoding.UTF8.GetBytes(text.Append('\n').ToString()), .. Checkpoint.ToBytes()];
    }

    /// <summary>Verifies that an entry is in the log.</summary>
    /// <param name="leafHash">RFC 6962 leaf hash of the entry.</param>
    /// <param name="logKeys">Keys of the log.</param>
    /// <param name="witnesses">Keys of known witnesses.</param>
    /// <exception cref="UnprovenException">when a signature or the proof does not hold.</exception>
    /// <exception cref="MalformedCheckpointException">when the note is no checkpoint.</exception>
    public SignedCheckpoint VerifyLeaf(
        in Hash leafHash,
        IReadOnlyCollection<VerifierKey> logKeys,
        IReadOnlyCollection<VerifierKey>? witnesses = null
    )
    {
        var signed = SignedCheckpoint.Open(Checkpoint.ToBytes(), logKeys, witnesses);
        var proof = new InclusionProof(Index, signed.Checkpoint.Size, Proof);
        return proof.Proves(leafHash, signed.Checkpoint.Root)
            ? signed
            : throw new ProofFailedException(
                $"The proof does not lead from entry {Index} to the root of {signed.Checkpoint.Origin} at size {signed.Checkpoint.Size}. "
                    + "The fact, its place or the proof was changed."
            );
    }

    /// <summary>Verifies that the log holds the fact that the receipt opens.</summary>
    /// <inheritdoc cref="VerifyLeaf"/>
    /// <exception cref="MalformedReceiptException">when it carries no opening.</exception>
    /// <exception cref="MalformedException">when what it opens is no envelope.</exception>
    public VerifiedReceipt Verify(
        IReadOnlyCollection<VerifierKey> logKeys,
        IReadOnlyCollection<VerifierKey>? witnesses = null
    )
    {
        var opening = Opening.Parse(
            (
                Extra
                ?? throw new MalformedReceiptException(
                    "it carries no opening; ask whoever issued it for one with an extra line"
                )
            ).Span
        );
        var signed = VerifyLeaf(Tree.LeafHash(opening.Entry), logKeys, witnesses);
        var bytes = opening.Envelope.Span;
        var verified = Envelope.IsSealed(bytes)
            ? new VerifiedReceipt(signed, opening, null, SealedEnvelope.Parse(bytes))
            : new VerifiedReceipt(signed, opening, Envelope.Parse(bytes), null);
        return Origins.MayHold(signed.Checkpoint.Origin, verified.Log) && verified.Index == Index
            ? verified
            : throw new ProofFailedException(
                $"The envelope says {verified.Log} index {verified.Index}, but it stands in {signed.Checkpoint.Origin} at index {Index}: "
                    + "the log recorded it at another place than it says."
            );
    }

    public bool Equals(Receipt? other) =>
        other is not null && ToBytes().AsSpan().SequenceEqual(other.ToBytes());

    public override int GetHashCode() => HashCode.Combine(Index, Checkpoint);

    private static ReadOnlyMemory<byte>? ParseExtra(Queue<string> lines)
    {
        const string extra = "extra ";
        if (!lines.TryPeek(out var line) || !line.StartsWith(extra, StringComparison.Ordinal))
        {
            return null;
        }

        return StrictBase64.TryDecode(lines.Dequeue()[extra.Length..], out var bytes)
            ? bytes
            : throw new MalformedReceiptException("its extra line is no base64");
    }

    private static long ParseIndex(Queue<string> lines)
    {
        const string index = "index ";
        return
            lines.TryDequeue(out var line)
            && line.StartsWith(index, StringComparison.Ordinal)
            && LedgerText.TryDecimal(line.AsSpan(index.Length), out var value)
            ? value
            : throw new MalformedReceiptException(
                $"\"{MalformedException.Shown(line ?? "")}\" is no line \"index\" with a decimal"
            );
    }

    private static Hash[] ParseProof(Queue<string> lines) =>
        lines.Count > Limits.ProofHashes
            ? throw new MalformedReceiptException(
                $"{lines.Count} hashes; a proof has at most {Limits.ProofHashes}"
            )
            :
            [
                .. lines.Select(line =>
                    Hash.TryParseBase64(line, out var hash)
                        ? hash
                        : throw new MalformedReceiptException(
                            $"\"{MalformedException.Shown(line)}\" is no hash in base64"
                        )
                ),
            ];
}

/// <summary>A receipt that was verified. Exactly one of <paramref name="Open"/> and <paramref name="Sealed"/> is there.</summary>
/// <param name="Checkpoint">The checkpoint that it was verified against, with the good signatures.</param>
/// <param name="Opening">Salt and committed bytes.</param>
/// <param name="Open">The fact, where it is open.</param>
/// <param name="Sealed">The fact, where it is sealed; only its key shows more.</param>
public sealed record VerifiedReceipt(
    SignedCheckpoint Checkpoint,
    Opening Opening,
    Envelope? Open,
    SealedEnvelope? Sealed
)
{
    public string Log => Open?.Log ?? Sealed!.Log;
    public long Index => Open?.Index ?? Sealed!.Index;
}
