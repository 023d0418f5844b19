namespace Daylight.Proceedings;

/// <summary>A stream as the clerk holds it: its version and the states folded from it so far, by their types.</summary>
/// <remarks>Immutable, so that a group that is rolled back leaves no trace.</remarks>
internal sealed record StreamStates(long Version, IReadOnlyList<(StreamRef Ref, object State)> States)
{
    public static StreamStates Start { get; } = new(0, []);

    public object? Find(Type type)
    {
        foreach (var (reference, state) in States)
        {
            if (reference.StateType == type)
            {
                return state;
            }
        }

        return null;
    }

    public StreamStates With(StreamRef reference, object state) =>
        this with
        {
            States = [.. States, (reference, state)],
        };

    /// <summary>With a fact that waits: it counts, but has no version yet.</summary>
    public StreamStates ApplyWaiting(Fact fact) => Apply(fact) with { Version = Version };

    public StreamStates Apply(Fact fact)
    {
        if (States.Count == 0)
        {
            return new StreamStates(Version + 1, States);
        }

        var states = new (StreamRef, object)[States.Count];
        for (var i = 0; i < states.Length; i++)
        {
            states[i] = (States[i].Ref, States[i].Ref.Apply(States[i].State, fact));
        }

        return new StreamStates(Version + 1, states);
    }
}
