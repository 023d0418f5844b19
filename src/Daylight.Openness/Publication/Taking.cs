using System.Text;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Proceedings.Publishing;

namespace Daylight.Openness.Publication;

/// <summary>What was taken.</summary>
/// <param name="Records">Entries of logs that are new.</param>
/// <param name="Facts">Public facts that are new.</param>
public sealed record Taken(long Records, long Facts)
{
    public bool Nothing => Records == 0 && Facts == 0;
}

/// <summary>
/// Takes a publication into a published database. Nothing is believed: the checkpoint must be signed by a key that is
/// known, all entries must lead from what is held to its root, and each public fact must open an entry.
/// </summary>
/// <remarks>
/// Resumable and idempotent: tiles are staged in pieces, and the checkpoint that shows them comes last. What does not fit is
/// removed again, so that a bad publication changes nothing.
/// </remarks>
/// <param name="way">How it came: <see cref="Live"/> or <see cref="Files"/>.</param>
public sealed class Taking(PublishedWriting into, PublicKinds kinds, string way)
{
    public const string Live = "live";
    public const string Files = "files";

    private const int Chunk = 65_536;

    /// <summary>Called after each durable step; tests break off there.</summary>
    public Action After { get; init; } = () => { };

    /// <param name="trusted">Keys that the caller vouches for, beside those already known.</param>
    /// <param name="now">When the exchange takes place, on this host's clock.</param>
    /// <exception cref="PublicationRefusedException">when it must not be taken.</exception>
    public async Task<Taken> Take(
        IPublication from,
        IReadOnlyList<VerifierKey> trusted,
        DateTimeOffset now,
        CancellationToken cancel = default
    )
    {
        var all = new Taken(0, 0);
        foreach (var log in from.Logs)
        {
            var taken = await Take(from, log, trusted, cancel);
            all = new(all.Records + taken.Records, all.Facts + taken.Facts);
        }

        into.Exchanged(from.TakenAt, now, way);
        return all;
    }

    private async Task<Taken> Take(
        IPublication from,
        PublicationLog log,
        IReadOnlyList<VerifierKey> trusted,
        CancellationToken cancel
    )
    {
        if (await log.Files.ReadAsync(PublishedLog.CheckpointPath, cancel) is not { } note)
        {
            return new(0, 0);
        }

        var signed = Open(log, note, [.. trusted, .. into.Keys(log.Jurisdiction)]);
        var held = Held(log, signed.Checkpoint);
        into.InOne(() =>
        {
            into.Know(log.Jurisdiction, trusted.Where(key => key.Name == signed.Checkpoint.Origin), false);
            into.Forget(log.Jurisdiction, into.Witnesses(log.Jurisdiction).Except(log.Witnesses));
            into.Know(log.Jurisdiction, log.Witnesses, witness: true);
            into.Put(log.Jurisdiction, log.Contents);
        });
        await Entries(log, signed.Checkpoint, held, cancel);
        var text = Encoding.UTF8.GetString(note);
        if (held.Note != text)
        {
            into.Show(log.Jurisdiction, signed.Checkpoint.Size, text);
            After();
        }

        var facts = await Facts(from, log, signed.Checkpoint, held.Facts, cancel);
        return new(signed.Checkpoint.Size - held.Size, facts);
    }

    private static SignedCheckpoint Open(
        PublicationLog log,
        byte[] note,
        IReadOnlyCollection<VerifierKey> known
    )
    {
        if (known.Count == 0)
        {
            throw new PublicationRefusedException(
                new(
                    $"还没有 {log.Jurisdiction} 账本的公钥。请用 --vkey 给出从可信处取得的公钥。",
                    $"No public key of the log of {log.Jurisdiction} is known yet. Give one from a place that you trust with --vkey."
                )
            );
        }

        try
        {
            return SignedCheckpoint.Open(note, known, log.Witnesses);
        }
        catch (Exception fault) when (fault is MalformedException or UnprovenException)
        {
            throw new PublicationRefusedException(
                new(
                    $"检查点未通过核验，没有采用：{fault.Message}",
                    $"The checkpoint does not hold, nothing was taken: {fault.Message}"
                ),
                fault
            );
        }
    }

    /// <summary>What is held of this log; a publication older than that, or another history of it, is refused.</summary>
    private HeldLog Held(PublicationLog log, Checkpoint checkpoint)
    {
        var held = into.Log(log.Jurisdiction);
        if (held is null || held.Number < log.Number)
        {
            into.Begin(log.Jurisdiction, log.Number, checkpoint.Origin);
            held = into.Log(log.Jurisdiction)!;
        }

        if (held.Origin != checkpoint.Origin || held.Size > checkpoint.Size)
        {
            throw new PublicationRefusedException(
                new(
                    $"已有账本 {held.Origin} 的{held.Size}条，这里只有 {checkpoint.Origin} 的{checkpoint.Size}条，没有采用。请取较新的一份。",
                    $"{held.Size} entries of {held.Origin} are held; this has {checkpoint.Size} of {checkpoint.Origin}. Nothing was taken; bring a newer one."
                )
            );
        }

        if (held.Taken > checkpoint.Size)
        {
            into.Trim(log.Jurisdiction, held.Size);
            held = into.Log(log.Jurisdiction)!;
        }

        return held;
    }

    private async Task Entries(
        PublicationLog log,
        Checkpoint checkpoint,
        HeldLog held,
        CancellationToken cancel
    )
    {
        try
        {
            var own = into.Tiles(log.Jurisdiction, held.Taken);
            var writer = await TileWriter.ResumeAsync(own, held.Taken, cancel);
            while (writer.Size < checkpoint.Size)
            {
                var until = Math.Min(checkpoint.Size, writer.Size + Chunk);
                while (writer.Size < until)
                {
                    await AppendBundle(log, checkpoint.Size, writer, cancel);
                }

                into.Stage(log.Jurisdiction, writer.Take(), writer.Size);
                After();
            }

            if (writer.Root() == checkpoint.Root)
            {
                return;
            }
        }
        catch (Exception fault) when (fault is MissingTileException or MalformedTileException)
        {
            into.Trim(log.Jurisdiction, held.Size);
            throw Refused(checkpoint, fault.Message, fault);
        }

        into.Trim(log.Jurisdiction, held.Size);
        throw Refused(checkpoint, "the entries do not lead to the root that the checkpoint signs", null);
    }

    private static async Task AppendBundle(
        PublicationLog log,
        long size,
        TileWriter writer,
        CancellationToken cancel
    )
    {
        var bundle = Tiles.Widest(TileAt.Entries, writer.Size / TileAt.FullWidth, size)!.Value;
        var bytes =
            await log.Files.ReadAsync(bundle.Path, cancel) ?? throw new MissingTileException(bundle.Path);
        var entries = Tiles.ParseBundle(bundle, bytes);
        for (var at = (int)(writer.Size % TileAt.FullWidth); at < entries.Length; at++)
        {
            writer.Append(
                entries[at].Length == Hash.Size
                    ? Hash.FromBytes(entries[at].Span)
                    : throw new MalformedTileException(bundle.Path, "holds an entry that is no commitment")
            );
        }
    }

    private async Task<long> Facts(
        IPublication from,
        PublicationLog log,
        Checkpoint checkpoint,
        long known,
        CancellationToken cancel
    )
    {
        var count = 0L;
        for (var start = known; start < checkpoint.Size; start += Chunk)
        {
            var end = Math.Min(checkpoint.Size, start + Chunk);
            var openings = new List<PublicOpening>();
            await foreach (var opening in from.Openings(log.Jurisdiction, start, end, cancel))
            {
                openings.Add(opening);
            }

            var tiles = into.Tiles(log.Jurisdiction, checkpoint.Size);
            into.InOne(() =>
            {
                foreach (var opening in openings)
                {
                    Add(log.Jurisdiction, checkpoint, tiles, opening);
                }

                into.TookFacts(log.Jurisdiction, end);
            });
            count += openings.Count;
            After();
        }

        return count;
    }

    private void Add(string jurisdiction, Checkpoint checkpoint, PublishedTiles tiles, PublicOpening one)
    {
        if (
            Public(checkpoint, one) is not { } envelope
            || envelope.Index != one.Index
            || !Origins.MayHold(checkpoint.Origin, envelope.Log)
            || Entry(tiles, one.Index, checkpoint.Size) != one.Opening.Entry
        )
        {
            throw Refused(
                checkpoint,
                $"fact {one.Index} is not of a public kind, or does not open its entry of the log",
                null
            );
        }

        into.Add(jurisdiction, envelope, one.Opening);
        if (kinds.Notice(envelope) is { } found)
        {
            into.Add(jurisdiction, found.Source.Section, found.Notice, envelope.Index);
        }

        if (envelope.Kind == nameof(LogKeyAdded))
        {
            // The log itself, under a key that is known, names the further one.
            var added = System.Text.Json.JsonDocument.Parse(envelope.Payload);
            into.Know(
                jurisdiction,
                [VerifierKey.Parse(added.RootElement.GetProperty("key").GetString() ?? "")],
                witness: false
            );
        }
    }

    private Envelope? Public(Checkpoint checkpoint, PublicOpening one)
    {
        try
        {
            return kinds.Public(one.Opening.Envelope.Span);
        }
        catch (MalformedException fault)
        {
            throw Refused(checkpoint, $"fact {one.Index}: {fault.Message}", fault);
        }
    }

    private static Hash? Entry(PublishedTiles tiles, long index, long size) =>
        Tiles.Widest(TileAt.Entries, index / TileAt.FullWidth, size) is { } bundle
        && tiles.Read(bundle) is { } bytes
            ? Hash.FromBytes(Tiles.ParseBundle(bundle, bytes)[(int)(index % TileAt.FullWidth)].Span)
            : null;

    private static PublicationRefusedException Refused(Checkpoint checkpoint, string why, Exception? fault) =>
        new(
            new Phrase(
                $"账本 {checkpoint.Origin} 的内容与其检查点不符，没有采用：{why}",
                $"What came of {checkpoint.Origin} does not fit its checkpoint, nothing was taken: {why}"
            ),
            fault
        );
}
