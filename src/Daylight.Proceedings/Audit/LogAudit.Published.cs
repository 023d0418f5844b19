using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Proceedings.Attachments;
using Daylight.Proceedings.Publishing;
using Daylight.Proceedings.Sealing;
using Daylight.Store;

namespace Daylight.Proceedings.Audit;

/// <content>Checkpoints and tiles, and the logs that they belong to.</content>
public sealed partial class LogAudit
{
    /// <summary>The logs, with what was left of those that ended, as the log itself tells.</summary>
    private async ValueTask<IReadOnlyList<AuditedLog>> Ended(CancellationToken cancel)
    {
        var clerk = _setup.Clerk;
        var lookup = await clerk.Store.LookUp(
            Jurisdiction,
            [],
            [new StreamAfter(LogState.Stream, 0)],
            cancel
        );
        var left = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var row in lookup.Streams[LogState.Stream])
        {
            try
            {
                var envelope = Envelope.Parse(row.Envelope);
                if (
                    clerk.Kinds.Read(envelope.Kind, envelope.KindVersion, envelope.Payload.Span)
                    is LogContinued fact
                )
                {
                    left[fact.Former] = fact.Left;
                }
            }
            catch (Exception fault) when (fault is MalformedException or UnknownFactException)
            {
                // The sweep names it.
            }
        }

        return
        [
            .. _setup.Logs.Select(
                (log, at) =>
                    at == _setup.Logs.Count - 1 ? log : log with { Left = left.GetValueOrDefault(log.Origin) }
            ),
        ];
    }

    /// <summary>A checkpoint kept elsewhere that is newer than every one of the database: the newest were removed.</summary>
    private void MissingCheckpoints(IReadOnlyList<CheckpointLine> checkpoints, long published)
    {
        foreach (
            var line in checkpoints.Where(line =>
                line.Where != CheckpointLines.Table && line.Size > published
            )
        )
        {
            _faults.Add(Say.CheckpointMissing(line.Where, line.Size));
        }
    }

    /// <summary>What the list beside the key remembers is still there, with its cosignature.</summary>
    private void Listed(AuditedLog log, IReadOnlyList<CheckpointLine> lines)
    {
        var stored = lines
            .Where(line => line.Where == CheckpointLines.Table)
            .ToDictionary(line => line.Size, line => line);
        foreach (var one in log.Listed.Where(one => one.Size <= log.Left))
        {
            if (!stored.TryGetValue(one.Size, out var line))
            {
                if (!CheckpointList.MayBeGone(one, log.Listed))
                {
                    _faults.Add(Say.CheckpointGone(one.Size));
                }
            }
            else if (
                line.Root != one.Root
                || (one.Cosigned is { } seen && line.Claimed != seen && !(line.Claimed < seen))
            )
            {
                _faults.Add(Say.CheckpointSwapped(one.Size));
            }
        }
    }

    private void Head(LogHead head, FactWalk walk)
    {
        if (!walk.IsWhole)
        {
            return;
        }

        foreach (var (place, why, whyZh) in EdgeAudit.Differences(head, walk.Tree.EdgeBytes()))
        {
            _faults.Add(Say.HeadDiffers(place, why, whyZh));
        }
    }
}
