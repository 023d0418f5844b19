using Daylight.Ledger;
using Daylight.Norms.Calendar;
using Daylight.Proceedings.Sealing;
using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>
/// Decides the acts of a group one after the other, each seeing the ones before it, over states that are all in memory.
/// </summary>
internal sealed class GroupDecider(
    string log,
    string jurisdiction,
    ClerkMemory memory,
    FactWriter writer,
    CaseKeys keys,
    Func<Fact, Refusal?> missingFile
)
{
    /// <summary>Decides one act and lays what it changes over the memory and the group.</summary>
    public void Decide(
        Pending pending,
        DecidedGroup group,
        IReadOnlyDictionary<string, KnownAct> known,
        AdoptedRules rules,
        DateTimeOffset now
    )
    {
        if (Earlier(pending, group, known) is { } earlier)
        {
            group.Answers.Add((pending, earlier));
            return;
        }

        var submission = pending.Submission;
        var hearing = new Hearing(jurisdiction, submission.Mandate, rules, now, States(pending.Streams));
        // Who may not act is told so first: a stale version must not tell him that the matter exists.
        var bar =
            submission.Act.Bar(hearing)
            ?? submission.Mandate.RecusedFrom(pending.Streams)
            ?? Stale(submission);
        var decision = bar is null ? submission.Act.Decide(hearing) : new Decision.Refused(bar);
        switch (decision)
        {
            case Decision.Refused refused:
                group.Answers.Add((pending, new Outcome.Refused(refused.Refusal)));
                break;
            case Decision.Granted { Facts.Count: > 0 } granted:
                RecordOrRefuse(pending, granted.Facts, group, now);
                break;
            default:
                throw new InvalidOperationException(
                    $"Bug in Daylight: {submission.Act.GetType().FullName} granted no fact; an act that changes nothing is a refusal."
                );
        }
    }

    /// <summary>The facts of a waiting act, as they enter the log.</summary>
    public void Enter(WaitingAct act, DecidedGroup group, DateTimeOffset now)
    {
        var origin = new FactOrigin(
            act.Mandate,
            Envelope.WholeMillisecond(Shanghai.StartOf(act.Day)),
            act.Cause,
            Untimed: true
        );
        var first = group.Edge.Size;
        var versions = new Dictionary<string, StreamStates>(StringComparer.Ordinal);
        var facts = act
            .Facts.Select(
                (fact, at) =>
                    writer.Write(
                        fact,
                        origin,
                        new ActPart(act.ActId, at + 1, act.Facts.Count),
                        first + at,
                        now,
                        Advance(fact, versions)
                    )
            )
            .ToList();
        foreach (var (stream, states) in versions)
        {
            memory.ChangeStream(stream, states);
        }

        group.Add(facts, new ActRow(act.ActId, first, facts.Count, act.Digest));
    }

    private void RecordOrRefuse(
        Pending pending,
        IReadOnlyList<Fact> facts,
        DecidedGroup group,
        DateTimeOffset now
    )
    {
        if (Hindrance(facts, group) is { } hindrance)
        {
            group.Answers.Add((pending, new Outcome.Refused(hindrance)));
            return;
        }

        try
        {
            if (pending.Submission.Act.OfDayPrecision)
            {
                Wait(pending, facts, group, now);
            }
            else
            {
                Record(pending, facts, group, now);
            }
        }
        catch (EnvelopeTooLargeException large)
        {
            var kind = pending.Submission.Act.GetType().Name;
            group.Answers.Add((pending, new Outcome.Refused(new TooLongForOneFact(kind, large.Most))));
        }
    }

    /// <summary>What the act itself cannot know: whether keys and files are there.</summary>
    private Refusal? Hindrance(IReadOnlyList<Fact> facts, DecidedGroup group)
    {
        foreach (var fact in facts)
        {
            var no = fact switch
            {
                SealedFact f when keys.IsErased(f.Case) || group.Erased.Contains(f.Case) =>
                    new TheCaseIsErased(f.Case),
                KeyErased f when group.Pool.Holds(f.Key) => new FactsOfTheCaseWait(f.Key),
                KeyErased f when keys.Find(f.Key) is null => new NoSuchCaseIsSealed(f.Key),
                ErasureProposed f when keys.Find(f.Key) is null => new NoSuchCaseIsSealed(f.Key),
                _ => missingFile(fact),
            };
            if (no is not null)
            {
                return no;
            }
        }

        return null;
    }

    private Outcome? Earlier(Pending pending, DecidedGroup group, IReadOnlyDictionary<string, KnownAct> known)
    {
        if (!FactIds.IsActId(pending.Submission.ActId))
        {
            return new Outcome.Refused(new ActIdIsMalformed(pending.Submission.ActId));
        }

        if (group.Pool.Find(pending.ActId) is { } waiting)
        {
            return Answer(
                pending,
                waiting.Digest,
                keys.Find(waiting.Facts[0].Case),
                new Outcome.Pooled(log, waiting.Day)
            );
        }

        var (row, key) = known.GetValueOrDefault(pending.ActId) ?? InGroup(pending.ActId, group);
        return row is null
            ? null
            : Answer(pending, row.Digest, key, new Outcome.Recorded(log, row.First, row.Count));
    }

    private KnownAct InGroup(string actId, DecidedGroup group) =>
        group.ActsById.TryGetValue(actId, out var row)
            ? new KnownAct(row, group.ActCases.TryGetValue(actId, out var owner) ? keys.Find(owner) : null)
            : new KnownAct(null, null);

    private Outcome Answer(Pending pending, byte[] kept, CaseKey? key, Outcome earlier) =>
        keys.Digests.Same(kept, pending.Digest, key)
            ? earlier
            : new Outcome.Refused(new ActIdIsTaken(pending.Submission.ActId));

    private Refusal? Stale(Submission submission) =>
        submission.Seen is { } seen
        && memory.TryStream(seen.Stream, out var states)
        && states.Version != seen.Version
            ? new SomebodyActedMeanwhile(seen.Stream, seen.Version, states.Version)
            : null;

    private HeardStates States(IReadOnlyList<StreamRef> streams)
    {
        var states = new object[streams.Count];
        for (var i = 0; i < states.Length; i++)
        {
            var reference = streams[i];
            states[i] = memory.TryStream(reference.Stream, out var held)
                ? held.Find(reference.StateType) ?? reference.Start
                : reference.Start;
        }

        return new HeardStates(streams, states);
    }

    private void Record(Pending pending, IReadOnlyList<Fact> facts, DecidedGroup group, DateTimeOffset now)
    {
        var submission = pending.Submission;
        var origin = new FactOrigin(submission.Mandate.Id, submission.OccurredAt, submission.Cause);
        var first = group.Edge.Size;
        var rows = new List<(FactRow Row, Recorded Recorded)>(facts.Count);
        var streams = new Dictionary<string, StreamStates>(StringComparer.Ordinal);
        for (var i = 0; i < facts.Count; i++)
        {
            RefuseStranger(pending, facts[i]);
            if (IsOfDayPrecision(facts[i]))
            {
                throw new InvalidOperationException(
                    $"Bug in Daylight: {submission.Act.GetType().FullName} grants {facts[i].GetType().Name}, which is of day precision, and does not say {nameof(Act.OfDayPrecision)}."
                );
            }

            rows.Add(
                writer.Write(
                    facts[i],
                    origin,
                    new ActPart(pending.ActId, i + 1, facts.Count),
                    first + i,
                    now,
                    Advance(facts[i], streams)
                )
            );
        }

        // Nothing of the group is touched before every fact of the act could be written.
        foreach (var (stream, states) in streams)
        {
            memory.ChangeStream(stream, states);
        }

        group.Add(rows, new ActRow(pending.ActId, first, facts.Count, DigestOf(pending, facts)));
        group.Answers.Add((pending, new Outcome.Recorded(log, first, facts.Count)));
    }

    private void Wait(Pending pending, IReadOnlyList<Fact> facts, DecidedGroup group, DateTimeOffset now)
    {
        var (submission, day) = (pending.Submission, Shanghai.DayOf(now));
        var origin = new FactOrigin(submission.Mandate.Id, now, submission.Cause, Untimed: true);
        var boxes = new List<WaitingFact>(facts.Count);
        var streams = new Dictionary<string, StreamStates>(StringComparer.Ordinal);
        for (var i = 0; i < facts.Count; i++)
        {
            RefuseStranger(pending, facts[i]);
            if (facts[i] is not SealedFact fact || !IsOfDayPrecision(fact))
            {
                throw new InvalidOperationException(
                    $"Bug in Daylight: {submission.Act.GetType().FullName} says {nameof(Act.OfDayPrecision)} and grants {facts[i].GetType().Name}, which is not."
                );
            }

            // Refused now if it were too long in its place, which is not known yet.
            var part = new ActPart(pending.ActId, i + 1, facts.Count);
            writer.Write(fact, origin, part, Limits.LargestInteger, now, Widest(fact));
            var kind = writer.Kinds.KindOf(fact);
            boxes.Add(WaitingPool.Close(fact, kind, pending.ActId, i + 1, keys.For(fact.Case)));
            Advance(fact, streams);
        }

        var secrets = facts.Cast<SealedFact>().ToList();
        var act = new WaitingAct(
            pending.ActId,
            DigestOf(pending, facts),
            day,
            submission.Mandate.Id,
            submission.Cause,
            secrets,
            boxes,
            keys.NotStored(secrets.Select(fact => fact.Case))
        );
        if (group.Pool.With(act) is not { } pool)
        {
            group.Answers.Add((pending, new Outcome.Refused(new PoolIsFull(group.Pool.Acts.Count))));
            return;
        }

        foreach (var (stream, states) in streams)
        {
            // It counts in decisions from now on, but has no version before it is in the log.
            var before = memory.TryStream(stream, out var held) ? held : StreamStates.Start;
            memory.ChangeStream(stream, states with { Version = before.Version });
        }

        group.ChangePool(pool);
        group.Answers.Add((pending, new Outcome.Pooled(log, day)));
    }

    private byte[] DigestOf(Pending pending, IReadOnlyList<Fact> facts)
    {
        foreach (var fact in facts)
        {
            if (fact is SealedFact first)
            {
                var bound = keys.Digests.Bound(pending.Digest, keys.For(first.Case));
                return keys.Digests.Marked(pending.ActId, bound);
            }
        }

        return pending.Marked;
    }

    private static void RefuseStranger(Pending pending, Fact fact)
    {
        foreach (var stream in fact.Streams)
        {
            if (!pending.Names(stream))
            {
                throw new InvalidOperationException(
                    $"Bug in Daylight: {pending.Submission.Act.GetType().FullName} grants {fact.GetType().Name} on {stream}, a stream that it does not name."
                );
            }
        }
    }

    private List<StreamVersion> Advance(Fact fact, Dictionary<string, StreamStates> changed)
    {
        var versions = new List<StreamVersion>(fact.Streams.Count);
        foreach (var stream in fact.Streams)
        {
            var before =
                changed.TryGetValue(stream, out var within) ? within
                : memory.TryStream(stream, out var held) ? held
                : StreamStates.Start;
            var after = before.Apply(fact);
            changed[stream] = after;
            versions.Add(new StreamVersion(stream, after.Version));
        }

        return versions;
    }

    private static List<StreamVersion> Widest(Fact fact) =>
        [.. fact.Streams.Select(stream => new StreamVersion(stream, Limits.LargestInteger))];

    private bool IsOfDayPrecision(Fact fact) =>
        fact is SealedFact && writer.Kinds.ShapeOf(fact).IsOfDayPrecision;
}

/// <summary>An act that was recorded before, with the case that keys its digest where one does.</summary>
internal sealed record KnownAct(ActRow? Row, CaseKey? Key);
