using Daylight.Ledger;
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
    /// Runs every deadline about a matter; the stricter one binds. Null where none applies, or none has a default and no
    /// date was given: then there is nothing to owe by.
    /// </summary>
    /// <param name="about">The matter, as packs name it: item.close.</param>
    /// <param name="given">A date or span that a leader or a document gave.</param>
    public static DutyClock? Of(
        AdoptedRules rules,
        string about,
        DateTimeOffset start,
        DateTimeOffset now,
        Span? given = null,
        Attributes? attributes = null
    )
    {
        var clocks = rules.Clocks(
            about,
            new Situation(now)
            {
                Clock = new Clock { Start = start, Given = given },
                Attributes = attributes ?? Attributes.None,
            }
        );
        var answer = clocks.Binding ?? clocks.All.FirstOrDefault(IsLongTerm);
        return answer is null
            ? null
            : new DutyClock(
                answer.Norm,
                answer.Results["span"]?.ToString() ?? "",
                DueOf(answer),
                answer.Results["provisional"] is Value.Flag { Yes: true },
                rules.Calendar.Hash,
                clocks.Why
            );
    }

    /// <summary>What one norm says, by its id; null where it is not in force or gives no date.</summary>
    public static DutyClock? Under(
        AdoptedRules rules,
        NormId norm,
        DateTimeOffset start,
        DateTimeOffset now,
        Span? given = null
    )
    {
        var answer = rules.Ask(
            norm,
            new Situation(now)
            {
                Clock = new Clock { Start = start, Given = given },
            }
        );
        return answer.Applies && DueOf(answer) is { } due
            ? new DutyClock(
                answer.Norm,
                answer.Results["span"]?.ToString() ?? "",
                due,
                answer.Results["provisional"] is Value.Flag { Yes: true },
                rules.Calendar.Hash,
                answer.Why
            )
            : null;
    }

    private static bool IsLongTerm(Answer answer) => answer.Results["standing"]?.ToString() == "long-term";

    private static DateTimeOffset? DueOf(Answer answer) =>
        answer.Results["due"] switch
        {
            Value.Day day => Envelope.WholeMillisecond(Shanghai.EndOf(day.Date)),
            Value.Moment moment => Envelope.WholeMillisecond(moment.At),
            _ => null,
        };
}
