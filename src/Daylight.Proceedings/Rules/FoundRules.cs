using Daylight.Norms.Calendar;

namespace Daylight.Proceedings;

/// <summary>The first act on a new log: adopts the calendar years that ship with the program.</summary>
public static class FoundRules
{
    public sealed record Act : Proceedings.Act
    {
        public override Power Needs => AdoptPack.Power;

        public override IReadOnlyList<StreamRef> Streams => [Adoptions.Ref];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(Adoptions.Ref).Years.IsEmpty
                ? new Decision.Granted([.. WorkCalendar.Shipped.Years.Select(AdoptCalendar.Shipped)])
                : new CalendarYearIsInForce(hearing.State(Adoptions.Ref).Years.Keys.Max());
    }
}
