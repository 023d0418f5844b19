using Daylight.Ledger;
using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>
/// Decides the acts of a group one after the other, each seeing the ones before it, over states that are all in memory.
/// </summary>
internal sealed class GroupDecider(string log, string jurisdiction, ClerkMemory memory, FactWriter writer)
{
    /// <summary>Decides one act and lays what it changes over the memory and the group.</summary>
    public void Decide(
        Pending pending,
        DecidedGroup group,
        IReadOnlyDictionary<string, ActRow> known,
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
        var hearing = new Hearing(jurisdiction, submission.Mandate, rules, now, States(submission.Act));
        // Who may not act is told so first: a stale version must not tell him that the matter exists.
        var bar = submission.Act.Bar(hearing) ?? Stale(submission);
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

    private void RecordOrRefuse(
        Pending pending,
        IReadOnlyList<Fact> facts,
        DecidedGroup group,
        DateTimeOffset now
    )
    {
        try
        {
            Record(pending, facts, group, now);
        }
        catch (EnvelopeTooLargeException large)
        {
            var kind = pending.Submission.Act.GetType().Name;
            group.Answers.Add((pending, new Outcome.Refused(new TooLongForOneFact(kind, large.Most))));
        }
    }

    private Outcome? Earlier(Pending pending, DecidedGroup group, IReadOnlyDictionary<string, ActRow> known)
    {
        var id = pending.Submission.ActId;
        if (!FactIds.IsActId(id))
        {
            return new Outcome.Refused(new ActIdIsMalformed(id));
        }

        var row = known.GetValueOrDefault(id) ?? group.Acts.Find(act => act.ActId == id);
        return row is null ? null
            : row.Digest.AsSpan().SequenceEqual(pending.Digest)
                ? new Outcome.Recorded(log, row.First, row.Count)
            : new Outcome.Refused(new ActIdIsTaken(id));
    }

    private Refusal? Stale(Submission submission) =>
        submission.Seen is { } seen
        && memory.TryStream(seen.Stream, out var states)
        && states.Version != seen.Version
            ? new SomebodyActedMeanwhile(seen.Stream, seen.Version, states.Version)
            : null;

    private Dictionary<(string, Type), object> States(Act act)
    {
        var states = new Dictionary<(string, Type), object>(act.Streams.Count);
        foreach (var reference in act.Streams)
        {
            states[(reference.Stream, reference.StateType)] = memory.TryStream(reference.Stream, out var held)
                ? held.Find(reference.StateType) ?? reference.Start
                : reference.Start;
        }

        return states;
    }

    private void Record(Pending pending, IReadOnlyList<Fact> facts, DecidedGroup group, DateTimeOffset now)
    {
        var act = pending.Submission.Act;
        var first = group.Edge.Size;
        var rows = new List<(FactRow Row, Recorded Recorded)>(facts.Count);
        var streams = new Dictionary<string, StreamStates>(StringComparer.Ordinal);
        for (var i = 0; i < facts.Count; i++)
        {
            var versions = Advance(act, facts[i], streams);
            rows.Add(
                writer.Write(
                    facts[i],
                    pending.Submission,
                    new ActPart(pending.Submission.ActId, i + 1, facts.Count),
                    first + i,
                    now,
                    versions
                )
            );
        }

        // Nothing of the group is touched before every fact of the act could be written.
        foreach (var (row, recorded) in rows)
        {
            group.Facts.Add(row);
            group.Recorded.Add(recorded);
            group.Edge.Append(Tree.LeafHash(Commitment.Of(row.Salt, row.Envelope)));
            group.Streams.AddRange(
                recorded.Envelope.Streams.Select(entry => new StreamRow(
                    entry.Stream,
                    entry.Version,
                    row.Index
                ))
            );
            group.Contents.AddRange(
                recorded.Fact.Contents.Select(bytes => new Content(ContentHash.Of(bytes), bytes))
            );
        }

        foreach (var (stream, states) in streams)
        {
            memory.ChangeStream(stream, states);
        }

        group.Acts.Add(new ActRow(pending.Submission.ActId, first, facts.Count, pending.Digest));
        group.Answers.Add((pending, new Outcome.Recorded(log, first, facts.Count)));
    }

    private List<StreamVersion> Advance(Act act, Fact fact, Dictionary<string, StreamStates> changed)
    {
        var versions = new List<StreamVersion>(fact.Streams.Count);
        foreach (var stream in fact.Streams)
        {
            if (!act.Streams.Any(reference => reference.Stream == stream))
            {
                throw new InvalidOperationException(
                    $"Bug in Daylight: {act.GetType().FullName} grants {fact.GetType().Name} on {stream}, a stream that it does not name."
                );
            }

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
}
