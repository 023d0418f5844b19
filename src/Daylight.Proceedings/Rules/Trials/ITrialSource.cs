using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Proceedings;

/// <summary>
/// How the facts of a mechanism come to clocks and to questions, so that a changed pack can be tried on the past. A
/// mechanism implements it once; whoever runs the trial asks both the rules as they were and the changed ones.
/// </summary>
public interface ITrialSource
{
    /// <summary>A reading of one log from its first fact on. It keeps what it needs to know; nothing else calls it.</summary>
    ITrialReading Begin();
}

/// <summary>Reads the facts of one log in their order. One thread; what it says may depend on the facts so far only.</summary>
public interface ITrialReading
{
    /// <summary>
    /// What a fact starts, ends or asks, whatever duties were recorded beside it. Facts of other mechanisms say nothing.
    /// The facts of an act come in their order: a clock must be started by a fact that comes before its DutyOpened.
    /// </summary>
    IEnumerable<TrialStep> Read(Recorded recorded);

    /// <summary>Questions about the end of the log, such as totals and ranks as they stand.</summary>
    /// <param name="now">When the last fact was recorded.</param>
    IEnumerable<TrialStep> End(DateTimeOffset now) => [];
}

/// <summary>What a fact means for clocks and questions.</summary>
public abstract record TrialStep
{
    private TrialStep() { }

    /// <summary>A clock starts at the instant of the fact, if a norm has one for it.</summary>
    /// <param name="What">The matter as packs name it, and as the duty is recorded: item.close.</param>
    /// <param name="Given">A date or span that a leader or a document gave.</param>
    public sealed record Starts(
        string Matter,
        string Duty,
        string What,
        string Owner,
        string Title,
        Span? Given = null,
        Attributes? Attributes = null
    ) : TrialStep;

    /// <summary>What is owed is done, or (not <paramref name="Done"/>) owed no more. Nothing where it is not open.</summary>
    /// <param name="Duty">Null for every duty of the matter.</param>
    public sealed record Ends(string Matter, string? Duty, bool Done) : TrialStep;

    /// <summary>Another unit owes it from now on. Nothing where it is not open.</summary>
    public sealed record Passes(string Matter, string Duty, string Owner) : TrialStep;

    /// <summary>An extension is asked for; the norm says whether it may be.</summary>
    public sealed record AsksExtension(string Matter, string Duty, DateOnly To) : TrialStep;

    /// <summary>
    /// Any other question: a total, a rank, a score. Both rules are asked, and a differing answer is listed.
    /// </summary>
    /// <param name="About">Whom or what it is about, for the list; never a name of a person.</param>
    public sealed record Asks(string About, NormId Norm, Situation Situation) : TrialStep;
}
