using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.LookBack;

/// <summary>What looking back asks the rule packs.</summary>
internal static class LookBackNorms
{
    /// <summary>办结事项抽查复核: how many of the closed items.</summary>
    public static readonly NormId Sample = NormId.Parse("inspection.sample");

    /// <summary>每季度抽查.</summary>
    public static readonly NormId Cycle = NormId.Parse("inspection.look-back");

    /// <summary>抽中事项回头看期限.</summary>
    public static readonly NormId Within = NormId.Parse("inspection.look-back-within");

    /// <summary>回头看发现反弹的重新立项.</summary>
    public static readonly NormId Reopening = NormId.Parse("items.look-back");

    /// <summary>回头看人员不得是办结人员.</summary>
    public static readonly NormId Apart = NormId.Parse("inspection.look-back-apart");

    /// <summary>The least number of a pool that must be drawn: one where no norm says more.</summary>
    public static (int Least, NormRef Norm) Least(AdoptedRules rules, DateTimeOffset now, int pool)
    {
        var answer = rules.Ask(
            Sample,
            new Situation(now) { Attributes = Attributes.Of(("closed-items", pool), ("checked", 0)) }
        );
        var least =
            answer.Applies
            && answer.Results["needed"] is Value.Parts parts
            && parts["checked"] is Value.Number number
                ? (int)number.Amount
                : 1;
        return (Math.Clamp(least, 1, Math.Max(1, pool)), answer.Norm);
    }

    /// <summary>Until when the draw of the period that begins on a day is due; null where no norm asks for one.</summary>
    public static (DateOnly Due, NormRef Norm)? Next(Hearing hearing, DateOnly begins)
    {
        var answer = hearing.Rules.Ask(Cycle, new Situation(begins));
        return answer.Applies && answer.Results["due"] is Value.Day due ? (due.Date, answer.Norm) : null;
    }

    public static DutyClock? Looks(Hearing hearing) =>
        DutyClock.Under(hearing.Rules, Within, hearing.Now, hearing.Now);
}
