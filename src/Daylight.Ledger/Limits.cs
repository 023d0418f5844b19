namespace Daylight.Ledger;

/// <summary>
/// Every size limit of the ledger, in one place. They bound what a parser may be made to allocate, and
/// they are part of the format: a writer refuses what a reader would refuse.
/// </summary>
public static class Limits
{
    /// <summary>Largest envelope, open or sealed, in bytes. Larger evidence goes in by its SHA-256.</summary>
    public const int EnvelopeBytes = 32 * 1024;

    /// <summary>Deepest nesting of arrays and objects in canonical JSON; the outermost value has depth 1.</summary>
    public const int JsonDepth = 64;

    /// <summary>Largest index, size or version: 2^53-1, since RFC 8785 numbers are IEEE doubles.</summary>
    public const long LargestInteger = (1L << 53) - 1;

    /// <summary>Largest entry that a bundle can carry: its length is a big-endian uint16 (tlog-tiles).</summary>
    public const int EntryBytes = ushort.MaxValue;

    /// <summary>Largest signed note, and so largest checkpoint, in bytes; it leaves room for 16 post-quantum signatures of 5 kB.</summary>
    public const int NoteBytes = 128 * 1024;

    /// <summary>Most signature lines of a note. The format asks verifiers to accept at least 16.</summary>
    public const int NoteSignatures = 64;

    /// <summary>Most hashes of a consistency proof in a witness request (tlog-witness).</summary>
    public const int ProofHashes = 63;

    /// <summary>Largest receipt: an opening in base64 twice (JSON inside the extra line), a proof, a note.</summary>
    public const int ReceiptBytes = 256 * 1024;

    /// <summary>Largest policy file in bytes.</summary>
    public const int PolicyBytes = 256 * 1024;
}
