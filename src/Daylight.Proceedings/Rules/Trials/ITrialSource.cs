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
    IEnumerable<TrialStep> End(TrialEnd end) => [];
}

/// <summary>The end of a log on both sides, for totals and ranks that rest on dates.</summary>
/// <param name="Now">When the last fact was recorded.</param>
/// <param name="Before">The rules in force then.</param>
/// <param name="After">The same with the changed packs.</param>
/// <param name="Duties">Every duty of the log, the ended ones too, in order of recording.</param>
public sealed record TrialEnd(
    DateTimeOffset Now,
    AdoptedRules Before,
    AdoptedRules After,
    IReadOnlyList<TrialDuty> Duties
);

/// <summary>What a fact means for clocks and questions.</summary>
public abstract record TrialStep
{
    private TrialStep() { }

    /// <summary>A clock starts at the instant of the fact, if a norm has one for it.</summary>
    /// <param name="What">The matter as packs name it, and as the duty is recorded: item.close.</param>
    /// <param name="Owner">Empty where the recorded duty alone tells it.</param>
    /// <param name="Given">A date or span that a leader or a document gave.</param>
    public sealed record Starts(
        string Matter,
        string Duty,
        string What,
        string Owner,
        string Title,
        Span? Given = null,
        Attributes? Attributes = null
    ) : TrialStep
    {
        /// <summary>When the clock starts, where it is not the instant of the fact.</summary>
        public DateTimeOffset? From { get; init; }

        /// <summary>Whether it takes the place of the same duty where that is still open; else that one stands.</summary>
        public bool Anew { get; init; }

        /// <summary>The one norm whose clock it is; null where every deadline about the matter is asked.</summary>
        public NormId? Under { get; init; }

        /// <summary>Works the clock out by rules and the instant of the fact, where it is no deadline's.</summary>
        public Func<AdoptedRules, DateTimeOffset, DutyClock?>? By { get; init; }

        internal DutyClock? Clock(AdoptedRules rules, DateTimeOffset at) =>
            By is { } by ? by(rules, at)
            : Under is { } norm ? DutyClock.Under(rules, norm, From ?? at, at, Given)
            : DutyClock.Of(rules, What, From ?? at, at, Given, Attributes);
    }

    /// <summary>A duty goes on in another matter under the same clock, with the date that it has.</summary>
    public sealed record Continues(
        string Matter,
        string Duty,
        string What,
        string Owner,
        string Title,
        string FromMatter,
        string FromDuty
    ) : TrialStep;

    /// <summary>A duty takes over the date of another one where that is earlier.</summary>
    public sealed record Joins(string Matter, string Duty, string FromMatter, string FromDuty) : TrialStep;

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
    public sealed record Asks(string About, NormId Norm, Situation Situation) : TrialStep
    {
        /// <summary>The same question where the changed rules lead to other dates or counts; null where it is the same.</summary>
        public Situation? Changed { get; init; }
    }
}
