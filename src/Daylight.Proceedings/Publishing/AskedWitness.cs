using Daylight.Ledger;
using Daylight.Norms;

namespace Daylight.Proceedings.Publishing;

/// <summary>One witness that is asked to cosign our log, and what is known of its memory.</summary>
internal sealed class AskedWitness(PolicyWitness witness, IWitnessRoad road)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    private long _known;
    private TimeSpan _pause = s_shortest;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    public string Name => witness.Name;

    public VerifierKey Key => witness.Key;

    /// <summary>What it said last, where that was not a cosignature.</summary>
    public Phrase? Trouble { get; private set; }

    public bool MayBeAsked(DateTimeOffset now) => now >= _notBefore;

    /// <summary>Its cosignature, or null where it gave none; <see cref="Trouble"/> then says why.</summary>
    /// <exception cref="InDoubtException">when it holds a checkpoint signed by our own key that our log does not contain.</exception>
    public async Task<NoteSignature?> Ask(Asking asking, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            var signature = await Attempt(asking, cancel);
            (_pause, _notBefore) = signature is null ? (Longer, now + _pause) : (s_shortest, now);
            return signature;
        }
        catch (Exception fault) when (fault is HttpRequestException or MalformedException or IOException)
        {
            Trouble = Says(fault.Message, fault.Message);
            (_pause, _notBefore) = (Longer, now + _pause);
            return null;
        }
    }

    /// <summary>The checkpoint that it holds of our log, or null where it holds none that we signed.</summary>
    public async Task<KeptCheckpoint?> Held(LogKeys keys, CancellationToken cancel) =>
        await HeldNote(keys, cancel) is { } signed ? KeptCheckpoint.Witness(Name, signed.Checkpoint) : null;

    /// <summary>The same with its signatures.</summary>
    public async Task<SignedCheckpoint?> HeldNote(LogKeys keys, CancellationToken cancel)
    {
        try
        {
            return await road.Held(keys.Origin, cancel) is { } bytes
                ? SignedCheckpoint.Open(bytes, keys.Verifiers)
                : null;
        }
        catch (Exception fault)
            when (fault is HttpRequestException or MalformedException or UnprovenException or IOException)
        {
            Trouble = Says(fault.Message, fault.Message);
            return null;
        }
    }

    private TimeSpan Longer => _pause * 2 < s_longest ? _pause * 2 : s_longest;

    private async Task<NoteSignature?> Attempt(Asking asking, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var proof = await ConsistencyProof.MakeAsync(asking.Nodes, _known, asking.Size, cancel);
            var answer = await road.Add(new WitnessRequest(_known, proof.Hashes, asking.Note), cancel);
            switch (answer)
            {
                case WitnessAnswer.Cosigned cosigned:
                    return Signature(cosigned, asking);
                case WitnessAnswer.Conflict { KnownSize: var size }
                    when size <= asking.Size && size != _known:
                    _known = size;
                    break;
                case WitnessAnswer.Conflict { KnownSize: var size }:
                    await Compare(asking, cancel);
                    Trouble = Says(
                        $"称已见证至{size}条，却不能出示。",
                        $"says that it cosigned size {size} but cannot show it."
                    );
                    return null;
                case WitnessAnswer.Refused refused:
                    if (refused.Code == 422)
                    {
                        await Compare(asking, cancel);
                    }

                    Trouble = Says(
                        $"拒绝见证（{refused.Code}）：{refused.Reason}",
                        $"refused ({refused.Code}): {refused.Reason}"
                    );
                    return null;
            }
        }

        Trouble = Says("答复前后不一。", "keeps changing what it says.");
        return null;
    }

    private NoteSignature? Signature(WitnessAnswer.Cosigned cosigned, Asking asking)
    {
        _known = asking.Size;
        try
        {
            var good = new Note(asking.Note.Text, cosigned.Signatures).Verify([Key]);
            Trouble =
                good.Count > 0 ? null : Says("答复中没有它的签名。", "answered without its own signature.");
            return good.Count > 0 ? good[0].Signature : null;
        }
        catch (BadSignatureException fault)
        {
            Trouble = Says(fault.Message, fault.Message);
            return null;
        }
    }

    /// <summary>What the witness holds, if our own key signed it, must be within our log: it is the proof that ours was rolled back or forked.</summary>
    private async Task Compare(Asking asking, CancellationToken cancel)
    {
        if (await Held(asking.Keys, cancel) is not { } held)
        {
            return;
        }

        if (held.Checkpoint.Size > asking.Size)
        {
            throw held.Longer(asking.Size);
        }

        var proof = await ConsistencyProof.MakeAsync(asking.Nodes, held.Checkpoint.Size, asking.Size, cancel);
        if (!proof.Proves(held.Checkpoint.Root, asking.Root))
        {
            throw held.Other();
        }
    }

    private Phrase Says(string zh, string en) => new($"见证方{Name}：{zh}", $"Witness {Name}: {en}");
}

/// <summary>The checkpoint that witnesses are asked about.</summary>
/// <param name="Note">With the log's signatures.</param>
/// <param name="Nodes">The tree at that size, for proofs.</param>
internal sealed record Asking(LogKeys Keys, long Size, Hash Root, Note Note, INodeReader Nodes);
