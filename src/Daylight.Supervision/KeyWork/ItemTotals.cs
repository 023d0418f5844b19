using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// The on-time rates of every lead unit in the year in which a log ends, by the dates as recorded and by those that changed
/// rules would have set.
/// </summary>
internal sealed class ItemTotals
{
    private readonly Dictionary<string, DateTimeOffset> _reported = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _carriedFrom = new(StringComparer.Ordinal);

    /// <summary>What a fact says of reports of completion and of items that go on from others.</summary>
    public void Take(ItemFact fact, DateTimeOffset at)
    {
        switch (fact)
        {
            case DoneReported f:
                _reported[f.Item] = at;
                break;
            case DoneSentBack or ItemReopened or GiverSpoke { Content: false }:
                _reported.Remove(fact.Item);
                break;
            case ItemCarriedOn f:
                _carriedFrom[f.Item] = f.From;
                break;
            default:
                break;
        }
    }

    public IEnumerable<TrialStep> Ask(IReadOnlyDictionary<string, Item> items, TrialEnd end)
    {
        var duties = end
            .Duties.Where(duty => duty.Duty == ItemDuties.Close)
            .ToLookup(duty => duty.Matter, StringComparer.Ordinal);
        var year = Shanghai.DayOf(end.Now).Year;
        var (from, to) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        foreach (
            var unit in items
                .Values.Where(item => item.Lead.Length > 0)
                .GroupBy(item => item.Lead)
                .OrderBy(unit => unit.Key, StringComparer.Ordinal)
        )
        {
            var before = OnTime.Count(
                unit.Select(item => Dates(item, duty => duty.Before)),
                from,
                to,
                end.Now
            );
            var after = OnTime.Count(unit.Select(item => Dates(item, duty => duty.After)), from, to, end.Now);
            foreach (
                var (which, one, other) in new[]
                {
                    ("原定期限", (before.FirstMet, before.FirstDue), (after.FirstMet, after.FirstDue)),
                    ("现行期限", (before.NowMet, before.NowDue), (after.NowMet, after.NowDue)),
                }
            )
            {
                if (one.Item2 + other.Item2 > 0)
                {
                    yield return new TrialStep.Asks(
                        $"{unit.Key} {year}年按{which}",
                        OnTimeRate.Norm,
                        OnTimeRate.Situation(one.Item1, one.Item2, end.Now)
                    )
                    {
                        Changed = OnTimeRate.Situation(other.Item1, other.Item2, end.Now),
                    };
                }
            }
        }

        OnTimeDates Dates(Item item, Func<TrialDuty, TrialSide?> side) =>
            new(
                item.Phase,
                First(item.Id, side),
                Sides(item.Id, side).LastOrDefault()?.Due,
                _reported.TryGetValue(item.Id, out var done) ? done : null
            );

        DateTimeOffset? First(string item, Func<TrialDuty, TrialSide?> side) =>
            _carriedFrom.TryGetValue(item, out var other)
                ? First(other, side)
                : Sides(item, side).FirstOrDefault()?.OriginalDue;

        IEnumerable<TrialSide> Sides(string item, Func<TrialDuty, TrialSide?> side) =>
            duties[ItemStreams.Of(item)].Select(side).OfType<TrialSide>();
    }
}

/// <summary>按期办结率 as its norm has it: what is due, what of it is on time, how it is rounded.</summary>
public static class OnTimeRate
{
    public static readonly NormId Norm = NormId.Parse("items.on-time-rate");

    /// <summary>The answer with its explanation; it does not apply, or is refused, where nothing is due or no norm is in force.</summary>
    public static Answer Of(AdoptedRules rules, int met, int due, DateTimeOffset now) =>
        rules.Ask(Norm, Situation(met, due, now));

    /// <summary>The share as pages write it; a dash where nothing is due or no norm is in force.</summary>
    public static string Share(AdoptedRules rules, int met, int due, DateTimeOffset now) =>
        due > 0 && Of(rules, met, due, now) is { Applies: true } answer
            ? answer.Results["share-on-time"] is Value.Number number
                ? number.Amount.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture) + "%"
                : "—"
            : "—";

    internal static Situation Situation(int met, int due, DateTimeOffset now) =>
        new(now) { Attributes = Attributes.Of(("due-count", due), ("on-time-count", met)) };
}
