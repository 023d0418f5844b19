using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Registry;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 临期提醒、逾期提醒: the two lowest rungs of the ladder happen by rule. The handling unit is told, after the date its own superior
/// too, in office hours unless the matter is urgent. Nobody decides it, and what the deadline's norm proposed is done by it.
/// </summary>
public static class SendReminder
{
    /// <summary>What a deadline's norm proposes where a reminder should follow its lapse.</summary>
    public const string Consequence = "remind";

    private static readonly NormId s_hours = NormId.Parse("items.notify-hours");

    /// <param name="Due">The due instant that the worker saw.</param>
    public sealed record Act(string Item, string Rung, DateTimeOffset Due) : ItemAct(Item)
    {
        public override Power Needs => Lapse.Power;

        public override IReadOnlyList<StreamRef> Streams =>
            [.. base.Streams, ItemProposals.Of(Item), UnitTree.Ref];

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            SendReminder.Decide(item, duties, this, hearing);
    }

    /// <summary>The id under which this reminder is recorded on an attempt, whoever makes it.</summary>
    public static string ActId(string item, string rung, DateTimeOffset due) =>
        FactIds.Derived("reminder", $"{item}\n{rung}\n{due.ToUnixTimeMilliseconds()}");

    internal static Decision Decide(Item item, MatterDuties duties, Act act, Hearing hearing) =>
        item.Phase is not (ItemPhase.Assigned or ItemPhase.InHand)
        || duties.Open.GetValueOrDefault(ItemDuties.Close) is not { Due: { } due } close
        || due != act.Due
        || item.Reminders.Contains((act.Rung, due))
        || !IsTime(act.Rung, close, hearing.Rules, hearing.Now)
            ? new ReminderIsNotDue(item.Number)
        : hearing.Rules.Find(ItemNorms.Climbing) is not { } norm ? new ReminderIsNotDue(item.Number)
        : Hours(item.Urgent, hearing.Rules, hearing.Now) is { } refusal ? refusal
        : Decision.Grant([
            new ReminderSent(item.Id, act.Rung, due, To(act.Rung, close, hearing), norm.Ref),
            .. act.Rung == Ladder.Overdue
                ? ItemProposals.Settle(
                    hearing,
                    item.Id,
                    "已发逾期提醒",
                    known => known is { AfterHearing: false, Proposes: Consequence }
                )
                : [],
        ]);

    /// <summary>Overdue: the date passed. Near: the first day that the deadline's norm names has come, and the date has not passed.</summary>
    internal static bool IsTime(string rung, Duty close, AdoptedRules rules, DateTimeOffset now) =>
        close.Due is { } due
        && (
            rung == Ladder.Overdue
                ? now > due
                : rung == Ladder.NearDue
                    && now <= due
                    && rules.Find(close.Norm.Id)?.On(Shanghai.DayOf(now))?.Parameters is Deadline deadline
                    && deadline.IsNear(rules.Calendar, Shanghai.DayOf(due), Shanghai.DayOf(now))
        );

    /// <summary>Whether notices may go out now, as the norm on quiet hours has it; null where they may.</summary>
    public static Refusal? Hours(bool urgent, AdoptedRules rules, DateTimeOffset now)
    {
        var at = now.ToOffset(TimeSpan.FromHours(8));
        var time = TimeOnly.FromTimeSpan(at.TimeOfDay);
        var inHours =
            rules.Calendar.IsWorkingDay(Shanghai.DayOf(now))
            && DueOptions.Default.OfficeHours.Any(open => time >= open.From && time < open.To);
        var answer = rules.Ask(
            s_hours,
            new Situation(now)
            {
                Attributes = Attributes.Of(
                    ("office-hours", inHours),
                    ("urgency", urgent ? "extra-urgent" : "normal")
                ),
            }
        );
        return answer.Applies && answer.Results["open"] is Value.Flag { Yes: false }
            ? new NoticesWaitForOfficeHours(answer.Norm)
            : null;
    }

    private static string[] To(string rung, Duty close, Hearing hearing) =>
        rung == Ladder.Overdue && hearing.State(UnitTree.Ref).Above(close.Owner) is { } superior
            ? [close.Owner, superior]
            : [close.Owner];
}

[NoNorm("a reminder is sent once for each date, while a unit has the item in hand")]
public sealed record ReminderIsNotDue(string Number) : Refusal;

/// <summary>Outside office hours nobody is notified, unless the matter is urgent.</summary>
public sealed record NoticesWaitForOfficeHours(NormRef? Under) : Refusal(Under);
