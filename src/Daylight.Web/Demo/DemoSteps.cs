using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Web.Demo;

/// <summary>One act of the history: at which hour, about which matter, by whom.</summary>
/// <param name="At">Quarter of a working day, counted from the first day of the calendar: four to a day.</param>
/// <param name="May">It may be refused: a request that the rules do not allow is dropped, as in life.</param>
internal sealed record DemoStep(int At, string Matter, Func<Task<Act>> Act, Mandate Who, bool May = false)
{
    private static readonly TimeOnly[] s_hours = [new(9, 30), new(11, 0), new(14, 30), new(16, 30)];

    public static DateTimeOffset Moment(int at) =>
        Shanghai.At(DateOnly.FromDayNumber(at / s_hours.Length), s_hours[at % s_hours.Length]);

    public static DateOnly Day(int at) => DateOnly.FromDayNumber(at / s_hours.Length);

    /// <summary>The quarter of a day, by days and parts of a day after another one.</summary>
    public static int Quarter(DateOnly from, double days) =>
        (int)Math.Floor((from.DayNumber + days) * s_hours.Length);

    /// <summary>The same quarter where that day is worked, else the first of the next working day.</summary>
    public static int Worked(int at) =>
        WorkCalendar.Shipped.IsWorkingDay(Day(at))
            ? at
            : WorkCalendar.Shipped.WorkingDayFrom(Day(at)).DayNumber * s_hours.Length;
}

/// <summary>The steps of one matter, in order: none stands before the one that was added first.</summary>
internal sealed class DemoRoad(string matter)
{
    private int _last;

    public List<DemoStep> Steps { get; } = [];

    public void Add(int at, Act act, Mandate who, bool may = false) =>
        Add(at, _ => Task.FromResult(act), who, may);

    /// <summary>An act that rests on when it is done: it is given the quarter of its day.</summary>
    public void Add(int at, Func<int, Task<Act>> act, Mandate who, bool may = false)
    {
        var quarter = DemoStep.Worked(Math.Max(at, _last + 1));
        _last = quarter;
        Steps.Add(new DemoStep(quarter, matter, () => act(quarter), who, may));
    }

    /// <summary>So many days after the last step.</summary>
    public void After(double days, Act act, Mandate who, bool may = false) =>
        After(days, _ => Task.FromResult(act), who, may);

    public void After(double days, Func<int, Task<Act>> act, Mandate who, bool may = false) =>
        Add(_last + (int)Math.Ceiling(days * 4), act, who, may);
}
