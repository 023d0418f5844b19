using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Proceedings;

/// <summary>What a deadline norm says for one matter, worked out once and then written into a fact.</summary>
/// <param name="Span">The span that counts, in the language of the packs.</param>
/// <param name="Due">The last instant in time; null for 长期坚持.</param>
public sealed record DutyClock(
    NormRef Norm,
    string Span,
    DateTimeOffset? Due,
    bool Provisional,
    string Calendar,
    Explanation Why
)
{
    /// <summary>
    /// Asks a deadline norm. Null where no adopted pack carries it, or where it neither has a default nor was given a
    /// date: then there is nothing to owe by.
    /// </summary>
    /// <param name="given">A date or span that a leader or a document gave.</param>
    public static DutyClock? Of(
        AdoptedRules rules,
        NormId norm,
        DateTimeOffset start,
        DateTimeOffset now,
        Span? given = null,
        Attributes? attributes = null
    )
    {
        var situation = new Situation(now)
        {
            Clock = new Clock { Start = start, Given = given },
            Attributes = attributes ?? Attributes.None,
        };
        if (rules.Ask(norm, situation) is not { Applies: true } answer)
        {
            return null;
        }

        var due = answer.Results["due"] switch
        {
            Value.Day day => Envelope(Shanghai.EndOf(day.Date)),
            Value.Moment moment => Envelope(moment.At),
            _ => (DateTimeOffset?)null,
        };
        var standing = answer.Results["standing"]?.ToString();
        return due is null && standing != "long-term"
            ? null
            : new DutyClock(
                answer.Norm,
                (given ?? Default(rules, norm, now))?.ToString() ?? "",
                due,
                answer.Results["provisional"] is Value.Flag { Yes: true },
                rules.Calendar.Hash,
                answer.Why
            );
    }

    private static Span? Default(AdoptedRules rules, NormId norm, DateTimeOffset now) =>
        (rules.Find(norm)?.On(Shanghai.DayOf(now))?.Parameters as Deadline)?.Within;

    private static DateTimeOffset Envelope(DateTimeOffset instant) =>
        Ledger.Envelope.WholeMillisecond(instant);
}
