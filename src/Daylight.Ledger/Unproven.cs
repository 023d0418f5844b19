namespace Daylight.Ledger;

/// <summary>Well-formed bytes that do not show what they claim: a signature, a proof or a commitment that does not hold.</summary>
public abstract class UnprovenException : Exception
{
    private protected UnprovenException(string message)
        : base(message) { }
}

/// <summary>A known key's signature does not fit the text: one of the two was changed.</summary>
public sealed class BadSignatureException(VerifierKey key)
    : UnprovenException(
        $"The signature of {key.Name} (key id {key.IdText}) does not fit the text. The text or the signature was changed."
    )
{
    public VerifierKey Key { get; } = key;
}

/// <summary>No signature of the key that is needed.</summary>
public sealed class NotSignedException(string by, string note)
    : UnprovenException(
        $"{note} bears no signature of {by}. Compare the key's name and id with those of its signature lines."
    )
{
    public string By { get; } = by;
}

/// <summary>A checkpoint of another log than the one asked for.</summary>
public sealed class WrongOriginException(string expected, string found)
    : UnprovenException($"The checkpoint is of \"{MalformedException.Shown(found)}\", not of \"{expected}\".")
{
    public string Expected { get; } = expected;
    public string Found { get; } = found;
}

/// <summary>A proof that does not lead to the root it should lead to, or an opening that is not of this place.</summary>
public sealed class ProofFailedException(string message) : UnprovenException(message);

/// <summary>Too few of a policy's witnesses cosigned.</summary>
public sealed class QuorumMissedException(string quorum, IReadOnlyList<string> cosigned)
    : UnprovenException(
        $"The quorum \"{quorum}\" is not reached; cosigned by: {(cosigned.Count == 0 ? "no known witness" : string.Join(", ", cosigned))}."
    )
{
    public string Quorum { get; } = quorum;
    public IReadOnlyList<string> Cosigned { get; } = cosigned;
}
