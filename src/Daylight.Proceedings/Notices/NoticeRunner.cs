using System.Collections.Frozen;
using Daylight.Proceedings.Sealing;
using Daylight.Store;

namespace Daylight.Proceedings.Notices;

/// <summary>
/// Lets subscribers read on from where their cursors stand. Any number of nodes may run one; a cursor is moved only after the
/// acts up to it are durable, and an act that is done again is the same act.
/// </summary>
/// <remarks>Rebuilding views has nothing to do with it: nothing is sent again.</remarks>
/// <param name="setup">That of the clerk.</param>
public sealed class NoticeRunner(ClerkSetup setup, Clerk clerk, IReadOnlyList<Subscriber> subscribers)
{
    /// <summary>Facts read at a time, and so the most acts that wait together.</summary>
    private const int Stretch = 256;

    private readonly FactReader _reader = new(
        setup.Jurisdiction,
        setup.Store,
        new FactWriter(setup.Log, setup.Jurisdiction, setup.Kinds, clerk.Keys),
        clerk.Keys
    );

    /// <summary>Called before a cursor is moved; tests stop there.</summary>
    internal Func<ValueTask> Between { get; init; } = () => ValueTask.CompletedTask;

    /// <summary>Passes on what was recorded up to now.</summary>
    /// <returns>How many acts were handed in.</returns>
    /// <exception cref="StoreFailedException">when the database failed; nothing is lost, it goes on at the next call.</exception>
    public async Task<int> Pass(CancellationToken cancel = default)
    {
        var passed = 0;
        foreach (var subscriber in subscribers)
        {
            passed += await Pass(subscriber, cancel);
        }

        return passed;
    }

    private async Task<int> Pass(Subscriber subscriber, CancellationToken cancel)
    {
        var passed = 0;
        var next = await setup.Store.Cursor(setup.Jurisdiction, subscriber.Name, cancel);
        var size = (await setup.Store.Head(setup.Jurisdiction, cancel))?.Size ?? 0;
        while (next < size)
        {
            var to = Math.Min(next + Stretch, size);
            var facts = await _reader.Read(next, to, cancel);
            var acts = facts
                .Where(fact => subscriber.Follows.Contains(fact.Fact.GetType()))
                .Select(fact => Submit(subscriber, fact))
                .OfType<Submission>()
                .ToList();
            // Handed in in the order of their causes, so that one group takes them in that order.
            await Task.WhenAll(acts.Select(act => Perform(act, cancel)).ToList());
            passed += acts.Count;
            await Between();
            await setup.Store.MoveCursor(setup.Jurisdiction, subscriber.Name, to, cancel);
            next = to;
        }

        return passed;
    }

    private static Submission? Submit(Subscriber subscriber, Recorded cause) =>
        subscriber.React(cause) is { } act
            ? new Submission(
                Subscriber.ActId(subscriber.Name, cause.Index),
                new PassNotice.Act(subscriber.Name, cause.Index)
                {
                    Follows = act,
                    Owner = subscriber.OwnerOf(cause),
                },
                MandateOf(subscriber),
                Cause: cause.Envelope.Id
            )
            : null;

    private static Mandate MandateOf(Subscriber subscriber) =>
        Mandate.Worker with
        {
            Office = subscriber.Name,
            Powers = subscriber
                .Powers.Append(PassNotice.Power)
                .Select(power => power.Name)
                .ToFrozenSet(StringComparer.Ordinal),
        };

    private async Task Perform(Submission submission, CancellationToken cancel)
    {
        var outcome = await clerk.Perform(submission, cancel);
        if (outcome is Outcome.Refused refused)
        {
            var act = (PassNotice.Act)submission.Act;
            var again = await clerk.Perform(
                submission with
                {
                    Act = act with { Follows = new PassNotice.RefusedAct(refused.Refusal) },
                },
                cancel
            );
            if (again is Outcome.Refused still)
            {
                throw new InvalidOperationException(
                    $"Bug in Daylight: a notice to {act.Subscriber} about fact {act.Cause} was neither passed nor refused: {still.Refusal.GetType().Name}."
                );
            }
        }
    }
}
