using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>A norm asked about a situation.</summary>
internal sealed record Question(
    Norm Norm,
    NormVersion Version,
    Situation Situation,
    WorkCalendar Calendar,
    Words Words
)
{
    public DateOnly Today => Situation.Today;
}

/// <summary>What a norm answers: values by name, proposals, and why. There is always an answer.</summary>
/// <param name="Applies">False where no version holds on the day, the conditions do not hold, or the norm is switched off.</param>
/// <param name="Why">The explanation as a tree, ready to be shown under 为什么？</param>
public sealed record Answer(NormRef Norm, bool Applies, Explanation Why)
{
    /// <summary>The results, by the names that worked cases use: due, standing, total, reached, missing, ...</summary>
    public Attributes Results { get; init; } = Attributes.None;

    /// <summary>What should follow; it binds nobody until a named person has decided it.</summary>
    public ImmutableArray<Consequence> Proposes { get; init; } = [];
}
