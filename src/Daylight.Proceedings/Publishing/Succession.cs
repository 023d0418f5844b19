using System.Text;
using Daylight.Ledger;
using Daylight.Store;

namespace Daylight.Proceedings.Publishing;

/// <summary>
/// The way on after a real loss: the log ends, and the next one begins with the facts that are left, at their indexes.
/// Its first own fact names the newest checkpoint of the old log and what is lost.
/// </summary>
/// <remarks>
/// Nothing is signed by the old key again, so whoever holds a checkpoint of the old log can always show the loss. The old
/// log stays served as far as the database still has it. Cut off at any step, it is taken up again by asking anew.
/// </remarks>
public sealed class Succession(ILogStore store, LogKeys keys, Witnesses witnesses)
{
    /// <summary>What is found before anything is written.</summary>
    public async Task<Loss> Look(CancellationToken cancel = default)
    {
        var known = await Checkpoints(cancel);
        if (known.Count == 0)
        {
            throw NothingToContinue();
        }

        var sizes = new Queue<Checkpoint>(known.Select(one => one.Checkpoint).OrderBy(one => one.Size));
        var edge = Edge.Empty.ToBuilder();
        var (proven, fits) = (0L, true);
        await foreach (var fact in store.Facts(keys.Jurisdiction, 0, long.MaxValue, cancel))
        {
            if (fact.Index != edge.Size)
            {
                throw Gap(edge.Size, fact.Index);
            }

            edge.Append(Tree.LeafHash(Commitment.Of(fact.Salt, fact.Envelope)));
            while (sizes.TryPeek(out var next) && next.Size == edge.Size)
            {
                fits &= sizes.Dequeue().Root == edge.ToEdge().Root();
                proven = fits ? edge.Size : proven;
            }
        }

        var newest = known.MaxBy(one => (one.Checkpoint.Size, one.Note.Signatures.Count))!;
        return new Loss(newest, proven, edge.ToEdge());
    }

    /// <summary>Opens the next log.</summary>
    /// <param name="loss">What <see cref="Look"/> found.</param>
    /// <param name="reason">What happened, in words; it is public.</param>
    /// <param name="setup">Makes the clerk of the next log by its origin.</param>
    /// <returns>The keys of the next log.</returns>
    public async Task<LogKeys> Run(
        Loss loss,
        string reason,
        Func<string, ClerkSetup> setup,
        CancellationToken cancel = default
    )
    {
        var next = keys.Next(Origins.NextOf(keys.Origin));
        var origin = next.Verifier.Name;
        if (!await IsContinued(origin, cancel))
        {
            await Mend(loss.Edge, cancel);
            keys.ForgetPool();
            await using var clerk = await Clerk.Open(setup(origin), cancel);
            var fact = new LogContinued(
                keys.Origin,
                Encoding.UTF8.GetString(loss.Newest.Note.ToBytes()),
                loss.Newest.Checkpoint.Size,
                loss.Proven,
                loss.Edge.Size,
                reason
            );
            await KeyChange.Record(clerk, new KeepLog.Continue(origin, fact), cancel);
        }

        return keys.TakeNext();
    }

    /// <summary>Every checkpoint that is known of the log, signed by it.</summary>
    private async Task<List<SignedCheckpoint>> Checkpoints(CancellationToken cancel)
    {
        var known = new List<SignedCheckpoint>();
        foreach (var stored in await store.Published.All(keys.Place.Key, cancel))
        {
            try
            {
                known.Add(GrowingTree.Open(stored, keys));
            }
            catch (InDoubtException)
            {
                // A forged row proves nothing either way.
            }
        }

        if (keys.Checkpoint() is { } beside)
        {
            known.Add(beside);
        }

        known.AddRange(await witnesses.HeldNotes(keys, cancel));
        return known;
    }

    /// <summary>Whether the fact was recorded by an attempt that was cut off before the keys were changed.</summary>
    private async Task<bool> IsContinued(string origin, CancellationToken cancel)
    {
        var size = (await store.Head(keys.Jurisdiction, cancel))?.Size ?? 0;
        return size > 0
            && await store.Fact(keys.Jurisdiction, size - 1, cancel) is { } last
            && !Envelope.IsSealed(last.Envelope)
            && Envelope.Parse(last.Envelope) is { Kind: nameof(LogContinued) } envelope
            && envelope.Log == origin;
    }

    /// <summary>The next log grows from the facts as they are, whatever the edge said.</summary>
    private async Task Mend(Edge edge, CancellationToken cancel)
    {
        var head = (await store.Head(keys.Jurisdiction, cancel))!;
        if (head.Size != edge.Size)
        {
            throw Gap(Math.Min(head.Size, edge.Size), Math.Max(head.Size, edge.Size));
        }

        if (!Edge.FromBytes(head.Edge).Equals(edge))
        {
            await store.Append(
                new Group(keys.Jurisdiction, edge.Size, edge.ToBytes(), [], [], [], [])
                {
                    KnownViews = head.Views,
                },
                cancel
            );
        }
    }

    private InDoubtException Gap(long missing, long next) =>
        new(
            new(
                $"{keys.Jurisdiction} 的记录缺第{missing}号至第{next - 1}号，其后还有记录，不能续立。请从备份恢复这一段，或者恢复到第{missing}号以前的完整副本。",
                $"Facts {missing} to {next - 1} of {keys.Jurisdiction} are missing while later ones are there, so the log cannot be continued. Restore them from a backup, or restore a whole copy from before fact {missing}."
            )
        );

    private InDoubtException NothingToContinue() =>
        new(
            new(
                $"账本 {keys.Origin} 没有公布过检查点，也就没有可续立的旧账本。",
                $"The log {keys.Origin} never published a checkpoint, so there is nothing to continue."
            )
        );
}

/// <summary>What is left of a log after a loss.</summary>
/// <param name="Newest">The newest checkpoint that is known of it.</param>
/// <param name="Proven">How many of the facts left are proven by a checkpoint.</param>
/// <param name="Edge">Edge of the facts left.</param>
public sealed record Loss(SignedCheckpoint Newest, long Proven, Edge Edge)
{
    /// <summary>Facts that are left.</summary>
    public long Left => Edge.Size;

    /// <summary>Facts that the checkpoint covers and that are gone.</summary>
    public long Lost => Math.Max(0, Newest.Checkpoint.Size - Left);
}
