namespace Daylight.Proceedings;

/// <summary>The state of one thing, folded from the facts of its stream.</summary>
/// <typeparam name="TSelf">The state's own type: an immutable record that returns itself when nothing changes.</typeparam>
public interface IState<TSelf>
    where TSelf : class, IState<TSelf>
{
    /// <summary>Before the first fact.</summary>
    static abstract TSelf Start { get; }

    /// <summary>After one more fact; facts that do not concern it leave it as it is.</summary>
    TSelf Apply(Fact fact);
}

/// <summary>A stream and the state that an act wants to see folded from it.</summary>
public abstract record StreamRef(string Stream)
{
    internal abstract Type StateType { get; }

    internal abstract object Start { get; }

    internal abstract object Apply(object state, Fact fact);
}

/// <inheritdoc cref="StreamRef"/>
public sealed record StreamRef<TState>(string Stream) : StreamRef(Stream)
    where TState : class, IState<TState>
{
    internal override Type StateType => typeof(TState);

    internal override object Start => TState.Start;

    internal override object Apply(object state, Fact fact) => ((TState)state).Apply(fact);
}
