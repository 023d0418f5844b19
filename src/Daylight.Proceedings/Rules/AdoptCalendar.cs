using System.Text;
using Daylight.Norms.Calendar;

namespace Daylight.Proceedings;

/// <summary>
/// The new year's job: one person reads the State Council's notice and proposes the year, another confirms it. Only then
/// do provisional due dates move.
/// </summary>
public static class AdoptCalendar
{
    public static readonly Power Power = new("rules.adopt");

    /// <param name="Content">A year file as `daylight calendar read` writes it.</param>
    public sealed record ProposeAct(string Content) : Act
    {
        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams => [Adoptions.Ref];

        public override Decision Decide(Hearing hearing) =>
            Propose(hearing.State(Adoptions.Ref), this, hearing.Mandate.Person);
    }

    /// <param name="Content">Hash of the content that the second person saw; it must be the proposed one.</param>
    public sealed record ConfirmAct(int Year, string Content) : Act
    {
        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams => [Adoptions.Ref];

        public override Decision Decide(Hearing hearing) =>
            Confirm(hearing.State(Adoptions.Ref), this, hearing.Mandate.Person);
    }

    internal static Decision Propose(Adoptions adoptions, ProposeAct act, string person)
    {
        CalendarYear year;
        try
        {
            year = CalendarYear.Parse(act.Content);
        }
        catch (FormatException fault)
        {
            return new CalendarYearIsMalformed(fault.Message);
        }

        var bytes = Encoding.UTF8.GetBytes(act.Content);
        return adoptions.Years.GetValueOrDefault(year.Year) == ContentHash.Of(bytes)
            ? new CalendarYearIsInForce(year.Year)
            : new CalendarProposed(year.Year, NoticeOf(year), bytes, person);
    }

    internal static Decision Confirm(Adoptions adoptions, ConfirmAct act, string person) =>
        !adoptions.Waiting.TryGetValue(act.Year, out var proposed) ? new NoCalendarWaits(act.Year)
        : proposed.Content != act.Content ? new CalendarIsAnother(act.Year)
        : proposed.By == person ? new TheSecondPersonMustBeAnother(act.Year)
        : new CalendarAdopted(act.Year, proposed.Notice, proposed.Content);

    /// <summary>The calendar that ships with the program, adopted with the opening of a log.</summary>
    internal static CalendarAdopted Shipped(CalendarYear year) =>
        new(year.Year, NoticeOf(year), Encoding.UTF8.GetBytes(year.Text));

    private static string NoticeOf(CalendarYear year) =>
        string.Join("；", year.Notices.Select(notice => $"{notice.Title} {notice.Number}".Trim()));
}

[NoNorm("a year that cannot be read cannot be counted by")]
public sealed record CalendarYearIsMalformed(string Fault) : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record CalendarYearIsInForce(int Year) : Refusal;

[NoNorm("a confirmation needs something to confirm")]
public sealed record NoCalendarWaits(int Year) : Refusal;

[NoNorm("the second person confirms what he saw")]
public sealed record CalendarIsAnother(int Year) : Refusal;

[NoNorm("due dates of a whole county hang on it: two pairs of eyes")]
public sealed record TheSecondPersonMustBeAnother(int Year) : Refusal;
