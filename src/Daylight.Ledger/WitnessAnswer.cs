using System.Globalization;
using System.Text;

namespace Daylight.Ledger;

/// <summary>What a witness answers to <see cref="WitnessRequest"/>, with the status that c2sp.org/tlog-witness gives it.</summary>
public abstract record WitnessAnswer
{
    private const string PlainText = "text/plain; charset=utf-8";
    private const string SizeText = "text/x.tlog.size";

    private WitnessAnswer() { }

    /// <summary>HTTP status.</summary>
    public abstract int Status { get; }

    /// <summary>Text of the answer's body.</summary>
    public abstract string Body { get; }

    public virtual string ContentType => PlainText;

    /// <summary>It cosigned; its record was durable before.</summary>
    public sealed record Cosigned(IReadOnlyList<NoteSignature> Signatures) : WitnessAnswer
    {
        public override int Status => 200;
        public override string Body => string.Concat(Signatures.Select(one => one + "\n"));

        public bool Equals(Cosigned? other) =>
            other is not null && Signatures.SequenceEqual(other.Signatures);

        public override int GetHashCode() => Signatures.Count;
    }

    /// <summary>It last cosigned another size (or, at the same size, another root: a fork). Send a proof from there.</summary>
    public sealed record Conflict(long KnownSize) : WitnessAnswer
    {
        public override int Status => 409;
        public override string Body => string.Create(CultureInfo.InvariantCulture, $"{KnownSize}\n");
        public override string ContentType => SizeText;
    }

    /// <summary>It refused: 400 malformed, 403 no signature of a known key, 404 unknown log, 422 the proof does not hold.</summary>
    public sealed record Refused(int Code, string Reason) : WitnessAnswer
    {
        public override int Status => Code;
        public override string Body => Reason + "\n";
    }

    /// <summary>Reads an answer that came over HTTP.</summary>
    /// <exception cref="MalformedNoteException">when a 200 carries no signature lines.</exception>
    /// <exception cref="MalformedWitnessBodyException">when a 409 of type text/x.tlog.size carries no size, or the body is no text.</exception>
    public static WitnessAnswer Parse(int status, string? contentType, ReadOnlySpan<byte> body)
    {
        var text =
            body.Length <= Limits.NoteBytes && LedgerText.OrNull(body) is { } read
                ? read
                : throw new MalformedWitnessBodyException("the answer is too long or no text");
        var isSize = contentType?.Split(';')[0].Trim() == SizeText;
        return (status, isSize) switch
        {
            (200, _) => new Cosigned(Note.ParseSignatures(text)),
            (409, true) => text.EndsWith('\n')
            && LedgerText.TryDecimal(text.AsSpan(0, text.Length - 1), out var size)
                ? new Conflict(size)
                : throw new MalformedWitnessBodyException($"\"{MalformedException.Shown(text)}\" is no size"),
            _ => new Refused(status, text.TrimEnd('\n')),
        };
    }
}

/// <summary>What a witness knows of a log: its keys and the last checkpoint that it cosigned.</summary>
/// <param name="Keys">Keys of the log; their name is its origin.</param>
/// <param name="Latest">Last cosigned checkpoint, null before the first.</param>
/// <remarks>
/// Reading this, judging, storing the new checkpoint durably and only then answering must be one atomic step per log:
/// otherwise two requests can roll the witness back.
/// </remarks>
public sealed record WitnessedLog(IReadOnlyList<VerifierKey> Keys, Checkpoint? Latest)
{
    /// <summary>Null when the witness may cosign; otherwise its refusal, in the order that the specification gives.</summary>
    public WitnessAnswer? Judge(WitnessRequest request)
    {
        try
        {
            SignedCheckpoint.Open(request.Note.ToBytes(), Keys);
        }
        catch (WrongOriginException fault)
        {
            return new WitnessAnswer.Refused(404, fault.Message);
        }
        catch (UnprovenException fault)
        {
            return new WitnessAnswer.Refused(403, fault.Message);
        }

        var (claimed, known) = (request.Claimed, Latest?.Size ?? 0);
        if (request.OldSize > claimed.Size)
        {
            return new WitnessAnswer.Refused(
                400,
                $"The old size {request.OldSize} is above the checkpoint's size {claimed.Size}."
            );
        }

        if (
            request.OldSize != known
            || (claimed.Size == known && Latest is not null && claimed.Root != Latest.Root)
        )
        {
            return new WitnessAnswer.Conflict(known);
        }

        var proof = new ConsistencyProof(request.OldSize, claimed.Size, request.Proof);
        return proof.Proves(Latest?.Root ?? Tree.EmptyRoot, claimed.Root)
            ? null
            : new WitnessAnswer.Refused(
                422,
                $"The proof does not lead from size {request.OldSize} to size {claimed.Size}."
            );
    }
}
