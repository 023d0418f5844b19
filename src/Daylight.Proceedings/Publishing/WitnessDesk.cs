using System.Collections.Concurrent;
using System.Text;
using Daylight.Ledger;
using Daylight.Norms;

namespace Daylight.Proceedings.Publishing;

/// <summary>
/// Cosigns the checkpoints of other logs (c2sp.org/tlog-witness). It remembers the last one of each log in a folder of
/// its own, durably before it answers, and never cosigns what that one does not lead to.
/// </summary>
/// <remarks>
/// The folder must never be put back from a copy: a witness whose memory was rolled back would cosign a fork. Where the
/// memory is gone, a new witness key must be made.
/// </remarks>
public sealed class WitnessDesk
{
    private const string BornFile = "born";
    private const string CheckpointFile = "checkpoint";

    private readonly string _folder;
    private readonly SignerKey _key;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, IReadOnlyList<VerifierKey>> _logs;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _one = new();

    private WitnessDesk(
        string folder,
        SignerKey key,
        TimeProvider time,
        Dictionary<string, IReadOnlyList<VerifierKey>> logs
    ) => (_folder, _key, _time, _logs) = (folder, key, time, logs);

    /// <summary>Public key of this witness.</summary>
    public VerifierKey Key => _key.Verifier;

    /// <summary>Origins of the logs that it cosigns.</summary>
    public IReadOnlyCollection<string> Origins => _logs.Keys;

    /// <summary>Makes the memory of a witness whose key was just made.</summary>
    public static void Found(string folder, VerifierKey key)
    {
        DurableFile.CreateFolder(folder);
        DurableFile.Write(Path.Combine(folder, BornFile), key + "\n");
    }

    /// <param name="folder">Its memory.</param>
    /// <param name="key">Its key.</param>
    /// <param name="logs">Keys of the logs that it may cosign; their names are the origins.</param>
    /// <exception cref="InDoubtException">when the key has no memory here.</exception>
    public static WitnessDesk Open(
        string folder,
        SignerKey key,
        IEnumerable<VerifierKey> logs,
        TimeProvider time
    )
    {
        var born = Path.Combine(folder, BornFile);
        if (
            !File.Exists(born)
            || !File.ReadAllText(born).Contains(key.Verifier.ToString(), StringComparison.Ordinal)
        )
        {
            throw new InDoubtException(
                new(
                    $"见证方 {key.Verifier.Name} 的见证记录（{folder}）不在：没有它就可能为分叉的账本签名。请勿从备份恢复；请删除 witness.key，执行 daylight log witness key 另立见证密钥，并告知各账本。",
                    $"The memory of the witness {key.Verifier.Name} ({folder}) is not there: without it a fork could be cosigned. Do not restore one; delete witness.key, make a new key with `daylight log witness key`, and tell the logs."
                )
            );
        }

        return new WitnessDesk(
            folder,
            key,
            time,
            logs.GroupBy(one => one.Name)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<VerifierKey>)[.. group])
        );
    }

    /// <summary>Answers <c>add-checkpoint</c>.</summary>
    public async Task<WitnessAnswer> Add(ReadOnlyMemory<byte> body, CancellationToken cancel = default)
    {
        WitnessRequest request;
        try
        {
            request = WitnessRequest.Parse(body.Span);
        }
        catch (MalformedException fault)
        {
            return new WitnessAnswer.Refused(400, fault.Message);
        }

        var origin = request.Claimed.Origin;
        if (!_logs.TryGetValue(origin, out var keys))
        {
            return new WitnessAnswer.Refused(404, $"This witness does not know the log {origin}.");
        }

        var one = _one.GetOrAdd(origin, _ => new SemaphoreSlim(1, 1));
        await one.WaitAsync(cancel);
        try
        {
            return Judge(request, new WitnessedLog(keys, Latest(origin, keys)));
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>The checkpoint that it cosigned last, by the hexadecimal SHA-256 of the origin; null where there is none.</summary>
    public byte[]? Held(string place) =>
        _logs.Keys.Any(origin => HttpWitness.Place(origin) == place)
        && Path.Combine(_folder, place, CheckpointFile) is var file
        && File.Exists(file)
            ? File.ReadAllBytes(file)
            : null;

    private WitnessAnswer Judge(WitnessRequest request, WitnessedLog known)
    {
        if (known.Judge(request) is { } refusal)
        {
            return refusal;
        }

        var cosignature = _key.Cosign(request.Note.Text, _time.GetUtcNow());
        var signed = request.Note with
        {
            Signatures = [.. request.Note.Signatures.Where(one => known.Keys.Any(one.IsBy)), cosignature],
        };
        var folder = Path.Combine(_folder, HttpWitness.Place(request.Claimed.Origin));
        DurableFile.CreateFolder(folder);
        DurableFile.Write(Path.Combine(folder, CheckpointFile), signed.ToBytes());
        return new WitnessAnswer.Cosigned([cosignature]);
    }

    private Checkpoint? Latest(string origin, IReadOnlyList<VerifierKey> keys)
    {
        var file = Path.Combine(_folder, HttpWitness.Place(origin), CheckpointFile);
        if (!File.Exists(file))
        {
            return null;
        }

        // It was verified when it was cosigned; its own cosignature shows that the file is still what was written.
        var note = Note.Parse(File.ReadAllBytes(file));
        return note.Verify([Key]).Count > 0
            ? Checkpoint.Parse(note.Text)
            : throw new InDoubtException(
                new(
                    $"见证记录 {file} 没有本见证方的签名，不予采信。",
                    $"The witness's record {file} bears no signature of this witness."
                )
            );
    }
}
