using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

public sealed partial record Cycle
{
    internal override Answer Ask(Question question)
    {
        var reply = new Reply(question);
        return FromLastTime ? SinceLastTime(question, reply)
            : Points.IsEmpty ? InPeriod(question, reply)
            : ByPoints(question, reply);
    }

    private Answer SinceLastTime(Question question, Reply reply)
    {
        var done = question.Counted(Does);
        var does = question.Words.Say(Does);
        reply.Set("done", done.Length);
        var last = done.Length >= AtLeast ? done[^AtLeast].Day : (DateOnly?)null;
        if ((last ?? StartDay(question)) is not { } from)
        {
            reply.Set("standing", "not-started");
            return reply.End(
                $"还没有“{does.Zh}”的记录，也没有起算的日期。",
                $"No '{does.En}' is on record, and no start."
            );
        }

        reply.Step(
            last is null
                ? $"还没有“{does.Zh}”的记录，从{from.Zh()}起算。"
                : $"上一次“{does.Zh}”在{from.Zh()}。",
            last is null
                ? $"No '{does.En}' is on record; counted from {from.En()}."
                : $"The last '{does.En}' was on {from.En()}."
        );
        return Stand(question, reply, Rolled(question, Every.After(from)), doneInPeriod: false, does);
    }

    private Answer InPeriod(Question question, Reply reply)
    {
        var start = Every.StartOf(question.Today);
        var done = question.Counted(Does).Count(each => each.Day >= start);
        var does = question.Words.Say(Does);
        var due = Rolled(question, By is { } by ? by.In(start) : Every.EndOf(question.Today));
        reply.Set("done", done);
        reply.Set("missing", Math.Max(0, AtLeast - done));
        reply.Step(
            $"本期自{start.Zh()}起，应“{does.Zh}”{AtLeast}次，已有{done}次。",
            $"In the period from {start.En()} '{does.En}' is due {AtLeast} times; done {done} times."
        );
        return Stand(question, reply, due, done >= AtLeast, does);
    }

    private Answer ByPoints(Question question, Reply reply)
    {
        var start = Every.StartOf(question.Today);
        var open = ImmutableArray.CreateBuilder<(DateOnly Due, string Does)>();
        foreach (var point in Points.OrderBy(point => point.By.In(start)))
        {
            var due = Rolled(question, point.By.In(start));
            var done = question.Counted([point.Does]).Any(each => each.Day >= start);
            var does = question.Words.Say(point.Does);
            reply.Step(
                $"“{does.Zh}”的期限是{due.Zh()}，{(done ? "已经完成" : "还没有完成")}。",
                $"'{does.En}' by {due.En()}: {(done ? "done" : "not done")}."
            );
            if (!done)
            {
                open.Add((due, point.Does));
            }
        }

        reply.Set("done", Points.Length - open.Count);
        reply.Set(
            "missing",
            Value.Of(open.Where(each => each.Due < question.Today).Select(each => each.Does))
        );
        var next = open.Count == 0 ? Rolled(question, Points.Max(point => point.By.In(start))) : open[0].Due;
        return Stand(
            question,
            reply,
            next,
            open.Count == 0,
            question.Words.Say(open.Count == 0 ? Does : [open[0].Does])
        );
    }

    private Answer Stand(Question question, Reply reply, DateOnly due, bool doneInPeriod, Phrase does)
    {
        var reminders = question.Reminders(Remind, due);
        reply.Set("due", due);
        reply.Set("reminders", reminders.AsValue());
        if (doneInPeriod)
        {
            reply.Set("standing", "done");
            return reply.End($"本期“{does.Zh}”已完成。", $"'{does.En}' is done for this period.");
        }

        if (question.Today > due)
        {
            reply.Set("standing", "lapsed");
            reply.Propose(question.Norm.OnLapse);
            return reply.End(
                $"“{does.Zh}”应当不迟于{due.Zh()}完成，已逾期{question.Today.DayNumber - due.DayNumber}天。",
                $"'{does.En}' was due by {due.En()}; lapsed {question.Today.DayNumber - due.DayNumber} days ago."
            );
        }

        var near = reminders is [var first, ..] && question.Today >= first;
        reply.Set("standing", near ? "near" : "open");
        return reply.End(
            $"“{does.Zh}”应当不迟于{due.Zh()}完成，{(near ? "临近到期" : "尚未到期")}。",
            $"'{does.En}' is due by {due.En()}; {(near ? "nearly due" : "open")}."
        );
    }

    private DateOnly Rolled(Question question, DateOnly due) =>
        RollForward ? question.Calendar.WorkingDayFrom(due) : due;

    private static DateOnly? StartDay(Question question) =>
        question.Situation.Clock.Start is { } start ? Shanghai.DayOf(start) : null;
}
