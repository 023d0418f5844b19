using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

public sealed partial record Deadline
{
    internal override Answer Ask(Question question)
    {
        var reply = new Reply(question);
        if (question.Start(Starts) is not { } start)
        {
            reply.Set("standing", "not-started");
            return reply.End(
                "尚未开始计算期限：还没有起算的日期。",
                "The clock has not started: no start is known."
            );
        }

        var options = Options(question, start, reply);
        if (Original(question, start, options, reply) is not { } original)
        {
            reply.Set("standing", "refused");
            return reply.End(
                "没有期限，不能立项。请写明办结日期，或者写明年底前、月底前、立行立改、长期坚持。",
                "There is no due date, so the item is refused. Give a date, or one of year-end, month-end, immediate, long-term."
            );
        }

        var due = Extended(question, original, options, reply);
        reply.Set("due", due.AsValue());
        reply.Set("original-due", original.AsValue());
        reply.Set("provisional", due.Provisional);
        return Stand(question, original, due, reply);
    }

    private DueOptions Options(Question question, DateTimeOffset start, Reply reply)
    {
        var stops = ImmutableArray.CreateBuilder<Suspension>();
        foreach (var stop in question.Situation.Clock.Suspended)
        {
            var reason = question.Words.Say(stop.Reason);
            if (!SuspendedBy.Contains(stop.Reason))
            {
                reply.Step(
                    $"因“{reason.Zh}”停办的时间照常计算：本条没有把它列为可以中止计算的情形。",
                    $"The stop for '{reason.En}' counts all the same: the norm does not list it."
                );
                continue;
            }

            // A stop that still lasts has stopped the clock up to now.
            var until = stop.Until == DateTimeOffset.MaxValue ? question.Situation.On : stop.Until;
            if (until > stop.From && until > start)
            {
                stops.Add(stop with { Until = until, Reason = reason.Zh });
            }
        }

        return new DueOptions
        {
            Roll = RollForward ? Calendar.RollForward.NextWorkingDay : Calendar.RollForward.None,
            OfficeHours = OfficeHours.IsEmpty ? DueOptions.Default.OfficeHours : OfficeHours,
            Suspensions = stops.ToImmutable(),
        };
    }

    private DueDate? Original(Question question, DateTimeOffset start, DueOptions options, Reply reply)
    {
        var usual = Within is null ? null : question.Calendar.Due(start, Within, options);
        var given = question.Situation.Clock.Given is { } span
            ? question.Calendar.Due(start, span, options)
            : null;
        if (given is null)
        {
            if (usual is not null)
            {
                reply.Set("span", Within!.ToString());
                reply.Step(
                    new Explanation($"期限：{Within!.Words}。", $"The span: {Within}.", usual.Counting())
                );
            }

            return usual;
        }

        var takes =
            usual is null
            || GivenDate is GivenDate.Beats
            || (
                GivenDate is GivenDate.OnlyEarlier
                && given.Last is { } date
                && (usual.Last is not { } last || date < last)
            );
        reply.Set("span", (takes ? question.Situation.Clock.Given! : Within!).ToString());
        if (!takes)
        {
            var why =
                GivenDate is GivenDate.Ignored
                    ? new Phrase("本条期限不得另行指定", "the norm leaves no room for a given date")
                    : new Phrase("指定的日期晚于规定的期限", "the given date is later than the norm's");
            reply.Step(
                $"另行指定的{given.Say().Zh}不采用：{why.Zh}。",
                $"The given date {given.Say().En} is not used: {why.En}."
            );
            reply.Step(
                new Explanation($"期限：{Within!.Words}。", $"The span: {Within}.", usual!.Counting())
            );
            return usual;
        }

        var instead = usual is null ? "" : $"，不用规定的{Within!.Words}（{usual.Say().Zh}）";
        reply.Step(
            new Explanation(
                $"领导或者文件指定了期限，以指定的为准{instead}。",
                $"A leader or a document gave the date, which counts{(usual is null ? "" : $" instead of {Within} ({usual.Say().En})")}.",
                given.Counting()
            )
        );
        return given;
    }

    private DueDate Extended(Question question, DueDate original, DueOptions options, Reply reply)
    {
        var due = original;
        var granted = 0;
        foreach (var asked in question.Situation.Clock.Extended.OrderBy(each => each.Asked))
        {
            if (Refusal(question, asked, due, granted) is { } refusal)
            {
                reply.Step(
                    $"{asked.Asked.Zh()}提出的延期不作数：{refusal.Zh}。",
                    $"The extension asked for on {asked.Asked.En()} does not count: {refusal.En}."
                );
                continue;
            }

            granted++;
            due = NewDue(question, asked, due, options);
            reply.Step(
                $"{asked.Asked.Zh()}提出延期，{question.Words.Say(asked.ApprovedBy!).Zh}批准（第{granted}次），延至{due.Say().Zh}；原定期限{original.Say().Zh}仍然显示。",
                $"Extension no. {granted}, asked for on {asked.Asked.En()}, granted by {question.Words.Say(asked.ApprovedBy!).En}: to {due.Say().En}. The original date {original.Say().En} stays visible."
            );
        }

        reply.Set("extensions-left", Math.Max(0, (Extending?.AtMost ?? 0) - granted));
        return due;
    }

    private Phrase? Refusal(Question question, Extension asked, DueDate due, int granted)
    {
        if (Extending is not { } rule)
        {
            return new Phrase("本条不准延期", "the norm allows none");
        }

        if (granted >= rule.AtMost)
        {
            return new Phrase($"最多延期{rule.AtMost}次", $"at most {rule.AtMost} are allowed");
        }

        if (asked.ApprovedBy is null)
        {
            return new Phrase("还没有批准", "it has not been granted");
        }

        if (!rule.ApprovedBy.IsEmpty && !rule.ApprovedBy.Contains(asked.ApprovedBy))
        {
            var may = question.Words.Say(rule.ApprovedBy);
            return new Phrase($"须由{may.Zh}批准", $"only {may.En} may grant it");
        }

        if (rule.BeforeDue && !due.InTime(asked.Asked))
        {
            return new Phrase(
                $"须在到期（{due.Say().Zh}）以前提出",
                $"it must be asked for before {due.Say().En}"
            );
        }

        if (rule.NeedsReason && asked.Reason.Length == 0)
        {
            return new Phrase("没有写明理由", "it gives no reason");
        }

        var most = rule.By is { } by && due.Day is { } day ? question.Calendar.Due(day, by).Day : null;
        var wanted =
            asked.To
            ?? (asked.By is { } span && due.Day is { } from ? question.Calendar.Due(from, span).Day : null);
        return wanted is null ? new Phrase("没有写明延到哪一天", "it gives no new date")
            : wanted > most
                ? new Phrase(
                    $"一次最多延{rule.By!.Words}，即到{most.Value.Zh()}",
                    $"one extension reaches at most {most.Value.En()}"
                )
            : wanted <= due.Day
                ? new Phrase("新的日期不晚于现在的期限", "the new date is not later than the present one")
            : null;
    }

    private static DueDate NewDue(Question question, Extension asked, DueDate due, DueOptions options) =>
        asked.To is { } to
            ? question.Calendar.Due(due.Start, new Span.By(to), options)
            : question.Calendar.Due(due.Day ?? question.Today, asked.By!, options with { Suspensions = [] });

    private Answer Stand(Question question, DueDate original, DueDate due, Reply reply)
    {
        if (due.Day is not { } last)
        {
            reply.Set("standing", "long-term");
            return reply.End("长期坚持，没有到期日。", "It goes on without a due date.");
        }

        var provisional = due.Provisional ? "（暂定）" : "";
        var original2 = due.Say() == original.Say() ? "" : $"，原定{original.Say().Zh}";
        var (zh, en) = (
            $"到期时间是{due.Say().Zh}{provisional}{original2}",
            $"Due {due.Say().En}{(due.Provisional ? " (provisional)" : "")}"
        );
        if (question.Situation.Clock.Done is { } done)
        {
            var inTime = due.InTime(done);
            reply.Set("standing", inTime ? "done" : "done-late");
            return inTime
                ? reply.End($"{zh}，{done.Zh()}办结，按期。", $"{en}; done on {done.En()}, in time.")
                : reply.End($"{zh}，{done.Zh()}办结，逾期办结。", $"{en}; done on {done.En()}, late.");
        }

        var reminders = question.Reminders(Remind, last);
        reply.Set("reminders", reminders.AsValue());
        Ahead(question, due, last, reply);
        if (due.InTime(question.Situation.On))
        {
            var near = reminders is [var first, ..] && question.Today >= first;
            reply.Set("standing", near ? "near" : "open");
            return reply.End(
                $"{zh}，{(near ? "临近到期" : "尚未到期")}。",
                $"{en}; {(near ? "nearly due" : "open")}."
            );
        }

        return Lapsed(question, due, last, reply, zh, en);
    }

    /// <summary>What lies ahead: how far one extension may reach, and the first day of each step of the ladder.</summary>
    private void Ahead(Question question, DueDate due, DateOnly last, Reply reply)
    {
        if (Extending is { By: { } by } && reply.Number("extensions-left") > 0)
        {
            reply.Set("extend-until", question.Calendar.Due(due.Day ?? last, by).AsValue());
        }

        var steps = Ladder
            .Select(step =>
                (
                    step.Step,
                    Day: step.Overdue is { } overdue ? question.Calendar.Due(last, overdue).Day : last
                )
            )
            .Where(each => each.Day is not null)
            .Select(each => (each.Step, (Value)each.Day!.Value.AddDays(1)));
        if (!Ladder.IsEmpty)
        {
            reply.Set("steps", new Value.Parts([.. steps]));
        }
    }

    private Answer Lapsed(Question question, DueDate due, DateOnly last, Reply reply, string zh, string en)
    {
        reply.Set("standing", "lapsed");
        reply.Propose(question.Norm.OnLapse);
        var reached = Ladder
            .TakeWhile(step =>
                step.Overdue is not { } overdue || question.Today > question.Calendar.Due(last, overdue).Day
            )
            .ToImmutableArray();
        if (reached is [.., var current])
        {
            var (step, to) = (
                question.Words.Say(current.Step),
                current.To is { } whom ? question.Words.Say(whom) : null
            );
            reply.Set("step", current.Step);
            reply.Set("to", current.To is null ? null : (Value)current.To);
            reply.Propose(current.Proposes);
            reply.Step(
                $"逾期后逐级处理，现在到第{reached.Length}级：{step.Zh}{(to is null ? "" : $"，发给{to.Zh}")}。",
                $"After the lapse, step {reached.Length}: {step.En}{(to is null ? "" : $", to {to.En}")}."
            );
        }

        var days = question.Today.DayNumber - last.DayNumber;
        return reply.End(
            days > 0 ? $"{zh}，已逾期{days}天。" : $"{zh}，已逾期。",
            days > 0 ? $"{en}; lapsed {days} days ago." : $"{en}; lapsed."
        );
    }
}
