using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Proceedings.Publishing;

/// <summary>
/// What a verification found, in words that a citizen can read and values that a program can. Makes no difference
/// between command line and page.
/// </summary>
/// <param name="Good">Whether everything holds.</param>
/// <param name="Says">The result in one sentence.</param>
/// <param name="Faults">What does not hold, each with its place; empty where all is good.</param>
public sealed record Verdict(bool Good, Phrase Says, IReadOnlyList<Phrase> Faults)
{
    /// <summary>The checkpoint, where its signature holds.</summary>
    public SignedCheckpoint? Checkpoint { get; init; }

    /// <summary>The fact that a receipt shows.</summary>
    public VerifiedReceipt? Receipt { get; init; }

    /// <summary>Entries of a log that were read and hashed.</summary>
    public long? EntriesRead { get; init; }

    /// <summary>Who cosigned, of those whom the verifier knows: name and when.</summary>
    public IReadOnlyList<(string Name, DateTimeOffset Time)> Witnesses =>
        [.. (Checkpoint?.Cosignatures ?? []).Select(one => (one.Key.Name, one.Time!.Value))];

    /// <summary>What the witnesses are worth, in words.</summary>
    public Phrase Witnessed =>
        Witnesses.Count == 0
            ? new(
                "仅本县记录，尚无外部见证。",
                "This jurisdiction's own record; no outside witness that you know has cosigned it."
            )
            : new(
                $"有{Witnesses.Count}方见证：{string.Join("、", Witnesses.Select(one => $"{one.Name}（{Shanghai.Of(one.Time):yyyy年M月d日 HH:mm:ss}）"))}。",
                $"Cosigned by {string.Join(", ", Witnesses.Select(one => $"{one.Name} at {one.Time:yyyy-MM-dd'T'HH:mm:ss'Z'}"))}."
            );
}

/// <summary>Verifies receipts and whole logs against keys that the verifier trusts.</summary>
/// <param name="LogKeys">Keys of logs; the log's name is the key's.</param>
/// <param name="Policy">Witnesses and quorum, where the verifier has a policy.</param>
public sealed record Verification(IReadOnlyCollection<VerifierKey> LogKeys, Policy? Policy = null)
{
    /// <summary>Checkpoints known from elsewhere that a log must contain.</summary>
    public IReadOnlyCollection<Checkpoint> Earlier { get; init; } = [];

    /// <summary>Verifies a receipt.</summary>
    /// <exception cref="MalformedException">when the bytes are no receipt.</exception>
    public Verdict OfReceipt(ReadOnlySpan<byte> bytes)
    {
        var receipt = Receipt.Parse(bytes);
        try
        {
            var verified = receipt.Verify(LogKeys, Policy?.WitnessKeys);
            Policy?.RequireQuorum(verified.Checkpoint);
            return new Verdict(true, Says(verified), [])
            {
                Checkpoint = verified.Checkpoint,
                Receipt = verified,
            };
        }
        catch (UnprovenException fault)
        {
            return new Verdict(
                false,
                new(
                    "不成立：这份回执证明不了它所说的记录。",
                    "It does not hold: this receipt does not prove what it says."
                ),
                [Why(fault)]
            );
        }
    }

    /// <summary>Verifies a whole log.</summary>
    /// <param name="progress">Told how many entries have been verified.</param>
    public async Task<Verdict> OfLog(
        ILogReader log,
        IProgress<long>? progress = null,
        CancellationToken cancel = default
    )
    {
        var report = await new LogVerifier(log, LogKeys)
        {
            Witnesses = Policy?.WitnessKeys ?? [],
            Earlier = Earlier,
        }.VerifyAsync(progress, cancel);
        var faults = report
            .Faults.Select(fault => new Phrase($"{fault.Place}：{fault.Problem}", fault.ToString()))
            .ToList();
        if (report is { Holds: true, Checkpoint: { } held } && Quorum(held) is { } missed)
        {
            faults.Add(missed);
        }

        return new Verdict(faults.Count == 0, Says(report, faults.Count), faults)
        {
            Checkpoint = report.Checkpoint,
            EntriesRead = report.EntriesRead,
        };
    }

    private Phrase? Quorum(SignedCheckpoint checkpoint)
    {
        try
        {
            Policy?.RequireQuorum(checkpoint);
            return null;
        }
        catch (QuorumMissedException missed)
        {
            return Why(missed);
        }
    }

    private static Phrase Says(VerifiedReceipt receipt) =>
        receipt.Open is { } open
            ? new(
                $"成立：账本 {receipt.Checkpoint.Checkpoint.Origin} 第{receipt.Index}号记录于{Shanghai.Of(open.RecordedAt):yyyy年M月d日 HH:mm:ss}记入，此后未经改动。",
                $"It holds: fact {receipt.Index} of {receipt.Checkpoint.Checkpoint.Origin} was recorded at {open.RecordedAt:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} and has not been changed since."
            )
            : new(
                $"成立：账本 {receipt.Checkpoint.Checkpoint.Origin} 第{receipt.Index}号是密封记录，于{receipt.Sealed!.Day:yyyy年M月d日}记入，此后未经改动；内容须有该案密钥才能读出。",
                $"It holds: fact {receipt.Index} of {receipt.Checkpoint.Checkpoint.Origin} is sealed, was recorded on {receipt.Sealed.Day:yyyy-MM-dd} and has not been changed since; only the key of its case shows more."
            );

    private static Phrase Says(LogReport report, int faults) =>
        faults == 0
            ? new(
                $"成立：账本 {report.Checkpoint!.Checkpoint.Origin} 的{report.EntriesRead}条记录与其检查点全部相符。",
                $"It holds: all {report.EntriesRead} entries of {report.Checkpoint.Checkpoint.Origin} fit its checkpoint."
            )
            : new($"不成立：发现{faults}处不符。", $"It does not hold: {faults} faults were found.");

    private static Phrase Why(UnprovenException fault) =>
        fault switch
        {
            BadSignatureException bad => new(
                $"{bad.Key.Name} 的签名与内容不符：内容或者签名被改动过。",
                bad.Message
            ),
            NotSignedException missing => new(
                $"没有 {missing.By} 的签名。请核对公钥是否为该账本公布的公钥。",
                missing.Message
            ),
            WrongOriginException wrong => new(
                $"这是账本 {wrong.Found} 的检查点，不是 {wrong.Expected} 的。",
                wrong.Message
            ),
            QuorumMissedException quorum => new(
                $"见证方不足：要求 {quorum.Quorum}，已见证的有：{(quorum.Cosigned.Count == 0 ? "无" : string.Join("、", quorum.Cosigned))}。",
                quorum.Message
            ),
            ProofFailedException => new(
                "证明不能从这条记录推到检查点：记录、位置或者证明被改动过。",
                fault.Message
            ),
            _ => Phrase.Of(fault.Message),
        };
}
