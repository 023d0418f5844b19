using System.Text;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Proceedings.Audit;

namespace Daylight.Proceedings.Publishing;

/// <summary>The witnesses whom a log asks, and how many of them must have cosigned before a checkpoint is shown.</summary>
/// <remarks>
/// They stand in a policy file (c2sp.org/tlog-policy) in the data folder. Its quorum decides: while it is not reached the
/// checkpoint before stays the one that is shown; <c>quorum none</c> shows each with whatever cosignatures it got in time.
/// </remarks>
public sealed class Witnesses
{
    private static readonly byte[] s_none = Encoding.UTF8.GetBytes("quorum none\n");

    private readonly AskedWitness[] _asked;

    /// <param name="road">The way to a witness by its URL.</param>
    public Witnesses(Policy policy, Func<string, IWitnessRoad> road)
    {
        Policy = policy;
        _asked =
        [
            .. policy
                .Witnesses.Where(one => one.Url is not null)
                .Select(one => new AskedWitness(one, road(one.Url!))),
        ];
    }

    /// <summary>No witness: 仅本县记录，尚无外部见证.</summary>
    public static Witnesses None { get; } =
        new(
            Policy.Parse(s_none),
            _ => throw new InvalidOperationException("Bug in Daylight: there is no witness to ask.")
        );

    public Policy Policy { get; }

    /// <summary>What is wrong with witnesses just now, one line each.</summary>
    public IReadOnlyList<Phrase> Troubles => [.. _asked.Select(one => one.Trouble).OfType<Phrase>()];

    /// <summary>Reads a policy file; where there is none, no witness is asked.</summary>
    /// <exception cref="InDoubtException">when the file is malformed.</exception>
    public static Policy Read(string file)
    {
        if (!File.Exists(file))
        {
            return Policy.Parse(s_none);
        }

        try
        {
            return Policy.Parse(File.ReadAllBytes(file));
        }
        catch (MalformedPolicyException fault)
        {
            throw new InDoubtException(
                new(
                    $"见证策略文件 {file} 有误：{fault.Message}",
                    $"The witness policy {file} is malformed: {fault.Message}"
                ),
                fault
            );
        }
    }

    /// <summary>What each witness holds of our log, as far as they can be reached.</summary>
    internal async Task<IReadOnlyList<KeptCheckpoint>> Held(LogKeys keys, CancellationToken cancel)
    {
        var held = await Task.WhenAll(_asked.Select(one => one.Held(keys, cancel)));
        return [.. held.OfType<KeptCheckpoint>()];
    }

    /// <summary>The same with signatures.</summary>
    internal async Task<IReadOnlyList<SignedCheckpoint>> HeldNotes(LogKeys keys, CancellationToken cancel)
    {
        var held = await Task.WhenAll(_asked.Select(one => one.HeldNote(keys, cancel)));
        return [.. held.OfType<SignedCheckpoint>()];
    }

    /// <summary>The checkpoints of our log that witnesses hold, as far as they can be reached, for an audit.</summary>
    public async Task<IReadOnlyList<Anchor>> Anchors(LogKeys keys, CancellationToken cancel = default)
    {
        var held = await Task.WhenAll(
            _asked.Select(async one => (one.Name, Held: await one.HeldNote(keys, cancel)))
        );
        return
        [
            .. held.Where(one => one.Held is not null)
                .Select(one => new Anchor($"witness {one.Name}", one.Held!.Note.ToBytes())),
        ];
    }

    /// <summary>The note with the cosignatures of those who have not cosigned it yet and may be asked now.</summary>
    internal async Task<Note> Ask(Asking asking, DateTimeOffset now, CancellationToken cancel)
    {
        var missing = _asked.Where(one =>
            one.MayBeAsked(now) && !asking.Note.Signatures.Any(signature => signature.IsBy(one.Key))
        );
        var signatures = await Task.WhenAll(missing.Select(one => one.Ask(asking, now, cancel)));
        return signatures
            .OfType<NoteSignature>()
            .Aggregate(asking.Note, (note, signature) => note.With(signature));
    }

    /// <summary>UTC milliseconds of the earliest good cosignature, or null where there is none.</summary>
    internal long? FirstSeen(Note note)
    {
        try
        {
            return note.Verify(Policy.WitnessKeys)
                .Select(one => one.Time?.ToUnixTimeMilliseconds())
                .Where(time => time is not null)
                .Min();
        }
        catch (BadSignatureException)
        {
            return null;
        }
    }

    /// <summary>Whether enough of them cosigned for the checkpoint to be shown.</summary>
    internal bool Suffices(Note note)
    {
        try
        {
            var keys = note.Verify(Policy.WitnessKeys).Select(one => one.Key).ToHashSet();
            return Policy.IsReachedBy(
                Policy.Witnesses.Where(one => keys.Contains(one.Key)).Select(one => one.Name)
            );
        }
        catch (BadSignatureException)
        {
            return false;
        }
    }
}
