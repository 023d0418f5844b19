using System.Security.Cryptography;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings.Sealing;
using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>
/// Makes envelopes and commitments of the facts of an act, for one caller at a time; opens them again, for any number.
/// </summary>
/// <param name="log">Origin of the log.</param>
/// <param name="kinds">Kinds of facts.</param>
/// <param name="keys">Keys of cases, for sealed facts.</param>
internal sealed class FactWriter(string log, string jurisdiction, FactKinds kinds, CaseKeys keys)
{
    private readonly RandomStock _random = new();

    public FactKinds Kinds => kinds;

    /// <summary>The row of a fact, and the fact as views get it.</summary>
    /// <exception cref="EnvelopeTooLargeException">when it is longer than one fact may be.</exception>
    /// <exception cref="CaseErasedException">when it belongs to a case whose key was erased.</exception>
    public (FactRow Row, Recorded Recorded) Write(
        Fact fact,
        FactOrigin origin,
        ActPart part,
        long index,
        DateTimeOffset now,
        IReadOnlyList<StreamVersion> streams
    )
    {
        // What the public is shown names nobody: who did it stands in the other facts of the same act.
        var (kind, version, isPublic, _) = kinds.ShapeOf(fact);
        var envelope = new Envelope(
            log,
            index,
            origin.Untimed ? FactIds.Untimed() : FactIds.New(now, _random.Take(FactIds.RandomBytes)),
            part,
            streams,
            kind,
            version,
            isPublic ? null : origin.OccurredAt,
            now,
            isPublic ? "" : origin.Mandate,
            fact.Subjects,
            Uses(fact.Norms),
            isPublic ? null : origin.Cause,
            FactKinds.Write(fact)
        );
        var isSealed = fact is SealedFact;
        var bytes = fact is SealedFact secret ? Seal(secret, envelope) : envelope.ToBytes();
        var salt = _random.Take(Commitment.SaltSize).ToArray();
        return (new FactRow(index, salt, bytes), new Recorded(jurisdiction, envelope, fact, isSealed));
    }

    /// <summary>Reads a stored fact; null where it is sealed and its key is gone or not held here.</summary>
    /// <param name="part">Which act and part it is; needed for sealed facts only.</param>
    /// <exception cref="CryptographicException">when it is sealed and does not open under the key of its case.</exception>
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

        try
        {
            // A log that continues another holds facts that were sealed under the earlier origin.
            var plain = FactSeal.Open(key, outer.Log, known, outer.Sealed);
            var inner = Envelope.ParseSealedPart(plain, outer.Log, outer.Index);
            return new Recorded(jurisdiction, inner, Fact(inner), Sealed: true);
        }
        catch (ObjectDisposedException)
        {
            // Erased this very moment.
            return null;
        }
    }

    private static IReadOnlyList<NormUse> Uses(IReadOnlyList<NormRef> norms)
    {
        if (norms.Count == 0)
        {
            return [];
        }

        var uses = new NormUse[norms.Count];
        for (var i = 0; i < uses.Length; i++)
        {
            uses[i] = new NormUse(norms[i].Id.Text, norms[i].Pack.Hex);
        }

        return uses;
    }

    private Fact Fact(Envelope envelope) =>
        kinds.Read(envelope.Kind, envelope.KindVersion, envelope.Payload.Span);

    private byte[] Seal(SealedFact fact, Envelope envelope)
    {
        var part = FactSeal.Close(keys.For(fact.Case), log, envelope.Act, envelope.ToSealedPart());
        return new SealedEnvelope(log, envelope.Index, Shanghai.DayOf(envelope.RecordedAt), part).ToBytes();
    }
}

/// <summary>Where a fact comes from, beside its act.</summary>
/// <param name="Mandate">Opaque id of the mandate that acted.</param>
/// <param name="OccurredAt">When it is claimed to have happened.</param>
/// <param name="Cause">Id of the fact that caused it.</param>
/// <param name="Untimed">Whether its id must tell no time.</param>
internal sealed record FactOrigin(
    string Mandate,
    DateTimeOffset? OccurredAt,
    string? Cause,
    bool Untimed = false
);
