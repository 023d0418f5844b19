using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Proceedings;

/// <summary>All that a decision may look at.</summary>
/// <param name="Rules">The rule packs and the calendar that the jurisdiction has adopted up to this act.</param>
/// <param name="Now">The instant of recording, UTC, whole milliseconds.</param>
public sealed record Hearing(
    string Jurisdiction,
    Mandate Mandate,
    AdoptedRules Rules,
    DateTimeOffset Now,
    IReadOnlyDictionary<(string Stream, Type State), object> States
)
{
    /// <summary>The day in Asia/Shanghai.</summary>
    public DateOnly Today { get; } = Shanghai.DayOf(Now);

    /// <summary>The folded state of a stream that the act named.</summary>
    public TState State<TState>(StreamRef<TState> stream)
        where TState : class, IState<TState> =>
        States.TryGetValue((stream.Stream, typeof(TState)), out var state)
            ? (TState)state
            : throw new InvalidOperationException(
                $"Bug in Daylight: the act looks at {typeof(TState).Name} of {stream.Stream} but does not name that stream."
            );
}
