using System.Text;
using Daylight.Ledger;
using Daylight.Store;

namespace Daylight.Proceedings.Audit;

/// <summary>A checkpoint as far as the audit needs it.</summary>
/// <param name="Where">Table, or the place outside the database.</param>
/// <param name="Seen">UTC milliseconds of its earliest cosignature by a known witness, or null.</param>
/// <param name="Claimed">UTC milliseconds of the earliest cosignature of whomever, or null.</param>
internal readonly record struct CheckpointLine(
    string Where,
    long Size,
    Hash Root,
    long? Seen,
    long? Claimed = null
);

/// <summary>Verifies stored checkpoints on all cores, and keeps only what the walk over the facts needs.</summary>
internal sealed class CheckpointLines(AuditSetup setup, FaultBook faults)
{
    /// <summary>Where the database keeps them.</summary>
    public const string Table = "checkpoint";

    private const int Block = 4096;

    /// <summary>All of one log that are valid and whose facts were not lost.</summary>
    public IReadOnlyList<CheckpointLine> Read(ISnapshotReader reader, AuditedLog log, Action<long> done)
    {
        var lines = new List<CheckpointLine>();
        foreach (var block in reader.Checkpoints(log.Key).Chunk(Block))
        {
            var read = new CheckpointLine?[block.Length];
            Parallel.For(
                0,
                block.Length,
                new ParallelOptions { MaxDegreeOfParallelism = setup.Workers },
                i => read[i] = Line(log, Table, Encoding.UTF8.GetBytes(block[i].Note), block[i].Size)
            );
            lines.AddRange(read.OfType<CheckpointLine>());
            done(lines.Count);
        }

        if (reader.Shown(log.Key) is { } shown)
        {
            lines.AddRange(Kept(Line(log, "served", Encoding.UTF8.GetBytes(shown.Note), shown.Size)));
        }

        if (log.Left == long.MaxValue)
        {
            lines.AddRange(
                setup.Anchors.SelectMany(anchor => Kept(Line(log, anchor.Where, anchor.Note, null)))
            );
        }

        lines.RemoveAll(line => line.Size > log.Left);
        return lines;
    }

    private static IEnumerable<CheckpointLine> Kept(CheckpointLine? line) => line is { } one ? [one] : [];

    private CheckpointLine? Line(AuditedLog log, string where, byte[] bytes, long? size)
    {
        try
        {
            var line = log.Keys.Count > 0 ? Signed(log, where, bytes) : Unsigned(where, bytes);
            if (size is not { } expected || line.Size == expected)
            {
                return line;
            }

            faults.Add(Say.CheckpointMalformed(where, expected, $"its note says size {line.Size}"));
        }
        catch (Exception fault) when (fault is MalformedException or UnprovenException)
        {
            faults.Add(Say.CheckpointMalformed(where, size ?? 0, fault.Message));
        }

        return null;
    }

    private CheckpointLine Signed(AuditedLog log, string where, byte[] bytes)
    {
        var signed = SignedCheckpoint.Open(bytes, log.Keys, setup.Witnesses);
        var seen = signed.Cosignatures.Select(one => one.Time).Min();
        return new CheckpointLine(
            where,
            signed.Checkpoint.Size,
            signed.Checkpoint.Root,
            seen?.ToUnixTimeMilliseconds(),
            Claimed(signed.Note)
        );
    }

    private static CheckpointLine Unsigned(string where, byte[] bytes)
    {
        var note = Note.Parse(bytes);
        var checkpoint = Checkpoint.Parse(note.Text);
        return new CheckpointLine(where, checkpoint.Size, checkpoint.Root, null, Claimed(note));
    }

    private static long? Claimed(Note note) =>
        note
            .Signatures.Select(one => Cosignature.TimeOf(one)?.ToUnixTimeMilliseconds())
            .Where(time => time is not null)
            .Min();
}
