using System.Buffers.Binary;
using System.Text;

namespace Daylight.Ledger;

/// <summary>One signature line of a note. Equal when name, id and bytes are.</summary>
/// <param name="Name">Name of the key.</param>
/// <param name="KeyId">Id of the key.</param>
/// <param name="Bytes">The signature without the key id; its form is the key type's.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Bytes)
{
    private const string Dash = "\u2014 ";

    public bool Equals(NoteSignature? other) =>
        other is not null
        && Name == other.Name
        && KeyId == other.KeyId
        && Bytes.Span.SequenceEqual(other.Bytes.Span);

    public override int GetHashCode() => HashCode.Combine(Name, KeyId);

    /// <summary>The line without its newline.</summary>
    public override string ToString()
    {
        var bytes = new byte[sizeof(uint) + Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Bytes.Span.CopyTo(bytes.AsSpan(sizeof(uint)));
        return $"{Dash}{Name} {Convert.ToBase64String(bytes)}";
    }

    /// <summary>Reads one line without its newline.</summary>
    /// <exception cref="MalformedNoteException">when it is no signature line.</exception>
    public static NoteSignature Parse(string line)
    {
        var parts = line.StartsWith(Dash, StringComparison.Ordinal) ? line[Dash.Length..].Split(' ') : [];
        if (
            parts.Length != 2
            || !LedgerText.IsKeyName(parts[0])
            || !StrictBase64.TryDecode(parts[1], out var bytes)
            || bytes.Length <= sizeof(uint)
        )
        {
            throw new MalformedNoteException(
                $"\"{MalformedException.Shown(line)}\" is no signature line of an em dash, a key name and a base64 signature"
            );
        }

        return new(parts[0], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(sizeof(uint)));
    }

    /// <summary>Whether the line names this key. That says nothing yet about the signature.</summary>
    public bool IsBy(VerifierKey key) => KeyId == key.Id && Name == key.Name;
}

/// <summary>A text with signatures (c2sp.org/signed-note). Trust the text only after <see cref="Verify"/>.</summary>
/// <param name="Text">The signed text with its last newline.</param>
/// <param name="Signatures">The signature lines in their order.</param>
public sealed record Note(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>A note of this text and no signature yet.</summary>
    /// <exception cref="MalformedNoteException">when the text does not end in a newline or holds a control character.</exception>
    public static Note Of(string text) =>
        text.EndsWith('\n') && LedgerText.OrNull(LedgerText.ToBytes(text)) is not null
            ? new(text, [])
            : throw new MalformedNoteException(
                "its text must end in a newline and hold no other control character"
            );

    /// <exception cref="MalformedNoteException">when the bytes are no signed note within <see cref="Limits"/>.</exception>
    public static Note Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Limits.NoteBytes)
        {
            throw new MalformedNoteException($"{bytes.Length} bytes; at most {Limits.NoteBytes} are read");
        }

        var all =
            LedgerText.OrNull(bytes)
            ?? throw new MalformedNoteException(
                "it is no UTF-8 or holds a control character other than newline"
            );
        var split = all.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !all.EndsWith('\n') || split + 2 == all.Length)
        {
            throw new MalformedNoteException(
                "no empty line parts its text from signature lines that end in a newline"
            );
        }

        return new(all[..(split + 1)], ParseSignatures(all[(split + 2)..]));
    }

    /// <summary>Reads signature lines, each ending in a newline.</summary>
    /// <exception cref="MalformedNoteException">when one is none, or there are none or too many.</exception>
    public static IReadOnlyList<NoteSignature> ParseSignatures(string lines)
    {
        if (lines.Length == 0 || lines[^1] != '\n')
        {
            throw new MalformedNoteException("the last signature line does not end in a newline");
        }

        var each = lines[..^1].Split('\n');
        return each.Length <= Limits.NoteSignatures
            ? [.. each.Select(NoteSignature.Parse)]
            : throw new MalformedNoteException(
                $"{each.Length} signatures; at most {Limits.NoteSignatures} are read"
            );
    }

    public byte[] ToBytes()
    {
        var all = new StringBuilder(Text).Append('\n');
        foreach (var signature in Signatures)
        {
            all.Append(signature).Append('\n');
        }

        return LedgerText.ToBytes(all.ToString());
    }

    /// <summary>This note with one more signature; the same note when it is there already.</summary>
    public Note With(NoteSignature signature) =>
        Signatures.Contains(signature) ? this : this with { Signatures = [.. Signatures, signature] };

    /// <summary>
    /// The signatures of known keys, all of them good. Lines of unknown keys are ignored, as the format demands; one
    /// bad signature of a known key makes the whole note worthless.
    /// </summary>
    /// <exception cref="BadSignatureException">when a signature of a known key does not verify.</exception>
    public IReadOnlyList<VerifiedSignature> Verify(IEnumerable<VerifierKey> known)
    {
        var keys = known.ToArray();
        var text = LedgerText.ToBytes(Text);
        List<VerifiedSignature> good = [];
        foreach (var signature in Signatures)
        {
            foreach (var key in keys.Where(signature.IsBy))
            {
                if (!key.Verify(text, signature.Bytes.Span))
                {
                    throw new BadSignatureException(key);
                }

                good.Add(new(key, signature));
            }
        }

        return good;
    }

    public bool Equals(Note? other) =>
        other is not null && Text == other.Text && Signatures.SequenceEqual(other.Signatures);

    public override int GetHashCode() => HashCode.Combine(Text, Signatures.Count);
}

/// <summary>A signature that was verified, and the key that verified it.</summary>
public sealed record VerifiedSignature(VerifierKey Key, NoteSignature Signature)
{
    /// <summary>When a witness cosigned; null for a log's own signature.</summary>
    public DateTimeOffset? Time => Key.Type == KeyType.Cosignature ? Cosignature.TimeOf(Signature) : null;
}
