using System.Security.Cryptography;
using Daylight.Ledger;
using Daylight.Norms.Calendar;
using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>Makes envelopes and commitments of the facts of an act; opens them again.</summary>
/// <param name="log">Origin of the log.</param>
/// <param name="kinds">Kinds of facts.</param>
/// <param name="keys">Keys of cases, for sealed facts.</param>
internal sealed class FactWriter(string log, string jurisdiction, FactKinds kinds, CaseKeys keys)
{
    /// <summary>The row of a fact, and the fact as views get it.</summary>
    public (FactRow Row, Recorded Recorded) Write(
        Fact fact,
        Submission submission,
        ActPart part,
        long index,
        DateTimeOffset now,
        IReadOnlyList<StreamVersion> streams
    )
    {
        var (kind, version) = kinds.KindOf(fact);
        // What the public is shown names nobody: who did it stands in the other facts of the same act.
        var isPublic = fact.GetType().IsDefined(typeof(PublicFactAttribute), inherit: false);
        var envelope = new Envelope(
            log,
            index,
            FactIds.New(now),
            part,
            streams,
            kind,
            version,
            isPublic ? null : submission.OccurredAt,
            now,
            isPublic ? "" : submission.Mandate.Id,
            fact.Subjects,
            [.. fact.Norms.Select(norm => new NormUse(norm.Id.Text, norm.Pack.Hex))],
            isPublic ? null : submission.Cause,
            FactKinds.Write(fact)
        );
        var isSealed = fact is SealedFact;
        var bytes = fact is SealedFact secret ? Seal(secret, envelope) : envelope.ToBytes();
        var salt = RandomNumberGenerator.GetBytes(Commitment.SaltSize);
        return (new FactRow(index, salt, bytes), new Recorded(jurisdiction, envelope, fact, isSealed));
    }

    /// <summary>Reads a stored fact; null where it is sealed and its key is gone or not held here.</summary>
    /// <param name="part">Which act and part it is; needed for sealed facts only.</param>
    public Recorded? Read(FactRow row, ActPart? part)
    {
        if (!Envelope.IsSealed(row.Envelope))
        {
            var envelope = Envelope.Parse(row.Envelope);
            return new Recorded(jurisdiction, envelope, Fact(envelope), Sealed: false);
        }

        var outer = SealedEnvelope.Parse(row.Envelope);
        if (part is not { } known || keys.Find(outer.Sealed.Key) is not { } key)
        {
            return null;
        }

        // A log that continues another holds facts that were sealed under the earlier origin.
        var plain = FactSeal.Open(key, outer.Log, known, outer.Sealed);
        var inner = Envelope.ParseSealedPart(plain, outer.Log, outer.Index);
        return new Recorded(jurisdiction, inner, Fact(inner), Sealed: true);
    }

    private Fact Fact(Envelope envelope) =>
        kinds.Read(envelope.Kind, envelope.KindVersion, envelope.Payload.Span);

    private byte[] Seal(SealedFact fact, Envelope envelope)
    {
        var key = keys.For(fact.Case);
        var part = FactSeal.Close(key, fact.Case, log, envelope.Act, envelope.ToSealedPart());
        return new SealedEnvelope(log, envelope.Index, Shanghai.DayOf(envelope.RecordedAt), part).ToBytes();
    }
}
