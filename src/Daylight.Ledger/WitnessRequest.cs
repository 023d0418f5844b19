using System.Globalization;
using System.Text;

namespace Daylight.Ledger;

/// <summary>Body of <c>POST add-checkpoint</c> (c2sp.org/tlog-witness): asks a witness to cosign.</summary>
/// <param name="OldSize">Size that the sender believes the witness cosigned last; 0 for none.</param>
/// <param name="Proof">Hashes of the consistency proof from there; none when <paramref name="OldSize"/> is 0.</param>
/// <param name="Note">The new checkpoint with the log's signature.</param>
public sealed record WitnessRequest(long OldSize, IReadOnlyList<Hash> Proof, Note Note)
{
    /// <summary>The new checkpoint as it claims to be; its signature is checked by <see cref="WitnessedLog.Judge"/>.</summary>
    public Checkpoint Claimed { get; } = Checkpoint.Parse(Note.Text);

    /// <exception cref="MalformedWitnessBodyException">when the head is malformed; answer 400.</exception>
    /// <exception cref="MalformedNoteException">when the checkpoint is no note; answer 400.</exception>
    /// <exception cref="MalformedCheckpointException">when the note is no checkpoint; answer 400.</exception>
    public static WitnessRequest Parse(ReadOnlySpan<byte> body)
    {
        var empty = body.IndexOf("\n\n"u8);
        if (empty < 0 || LedgerText.OrNull(body[..empty]) is not { } head)
        {
            throw new MalformedWitnessBodyException(
                "no empty line parts the proof from the checkpoint, or it is no text"
            );
        }

        var lines = head.Split('\n');
        if (
            !lines[0].StartsWith("old ", StringComparison.Ordinal)
            || !LedgerText.TryDecimal(lines[0].AsSpan("old ".Length), out var oldSize)
        )
        {
            throw new MalformedWitnessBodyException(
                $"\"{MalformedException.Shown(lines[0])}\" is no line \"old\" with a decimal"
            );
        }

        if (lines.Length - 1 > Limits.ProofHashes)
        {
            throw new MalformedWitnessBodyException(
                $"{lines.Length - 1} hashes; a proof has at most {Limits.ProofHashes}"
            );
        }

        return new(oldSize, [.. lines.Skip(1).Select(ParseHash)], Note.Parse(body[(empty + 2)..]));
    }

    public byte[] ToBytes()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"old {OldSize}\n");
        foreach (var hash in Proof)
        {
            text.Append(hash.ToBase64()).Append('\n');
        }

        return [.. Encoding.UTF8.GetBytes(text.Append('\n').ToString()), .. Note.ToBytes()];
    }

    public bool Equals(WitnessRequest? other) =>
        other is not null && ToBytes().AsSpan().SequenceEqual(other.ToBytes());

    public override int GetHashCode() => HashCode.Combine(OldSize, Note);

    private static Hash ParseHash(string line) =>
        Hash.TryParseBase64(line, out var hash)
            ? hash
            : throw new MalformedWitnessBodyException(
                $"\"{MalformedException.Shown(line)}\" is no hash in base64"
            );
}
