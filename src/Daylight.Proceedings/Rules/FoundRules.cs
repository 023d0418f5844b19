using Daylight.Norms.Calendar;

namespace Daylight.Proceedings;

/// <summary>
/// The first act on a new log: adopts the calendar years that ship with the program and the packs to begin with. Once
/// only; whatever comes later takes two persons.
/// </summary>
public static class FoundRules
{
    /// <param name="Packs">Canonical contents, the country's first, then the places'.</param>
    public sealed record Act(params IReadOnlyList<string> Packs) : Proceedings.Act
    {
        public override Power Needs => AdoptPack.Power;

        public override IReadOnlyList<StreamRef> Streams => [Adoptions.Ref];

        public override Decision Decide(Hearing hearing) =>
            FoundRules.Decide(hearing.State(Adoptions.Ref), this);
    }

    internal static Decision Decide(Adoptions adoptions, Act act)
    {
        if (!adoptions.Years.IsEmpty)
        {
            return new CalendarYearIsInForce(adoptions.Years.Keys.Max());
        }

        var facts = new List<Fact>(WorkCalendar.Shipped.Years.Select(AdoptCalendar.Shipped));
        foreach (var content in act.Packs)
        {
            if (AdoptPack.Readable(adoptions, content, out var pack, out var bytes) is { } refusal)
            {
                return refusal;
            }

            var adopted = new PackAdopted(pack!, bytes);
            adoptions = adoptions.Apply(adopted);
            facts.Add(adopted);
        }

        return Decision.Grant(facts);
    }
}
