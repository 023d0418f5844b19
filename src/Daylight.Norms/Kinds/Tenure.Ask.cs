using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

public sealed partial record Tenure
{
    internal override Answer Ask(Question question)
    {
        var reply = new Reply(question);
        if (Exempt.FirstOrDefault(each => each.When.Holds(question.Situation.Attributes)) is { } exemption)
        {
            reply.Set("standing", "exempt");
            return reply.End($"不受本条限制：{exemption.Says}。", $"Exempt: {exemption.Says}.");
        }

        var stays = question
            .Situation.Stays.Where(stay => stay.From <= question.Today)
            .OrderBy(stay => stay.From)
            .ToImmutableArray();
        reply.Set("times", stays.Length);
        if (Times is { } times && stays.Length > times)
        {
            reply.Set("standing", "over");
            reply.Propose(Proposes);
            return reply.End(
                $"已是第{stays.Length}次，最多{times}次。",
                $"This is no. {stays.Length}; at most {times} are allowed."
            );
        }

        var counted = Counting(stays, question.Today);
        if (counted.IsEmpty)
        {
            reply.Set("standing", "none");
            return reply.End("目前不在任。", "Nobody is in the post at present.");
        }

        foreach (var stay in counted)
        {
            var to = stay.To is { } end && end < question.Today ? end.Zh() : "现在";
            reply.Step(
                $"{stay.From.Zh()}至{to}。",
                $"From {stay.From.En()} to {(stay.To is { } day && day < question.Today ? day.En() : "now")}."
            );
        }

        return Stand(question, reply, counted);
    }

    // Stays that follow each other without a day between are one stay; only the one that reaches today counts,
    // unless the norm adds up.
    private ImmutableArray<Stay> Counting(ImmutableArray<Stay> stays, DateOnly today)
    {
        if (AddedUp)
        {
            return stays;
        }

        var present = ImmutableArray.CreateBuilder<Stay>();
        foreach (var stay in stays.Reverse().SkipWhile(stay => stay.To < today))
        {
            if (present.Count > 0 && stay.To is { } end && end.AddDays(1) < present[^1].From)
            {
                break;
            }

            present.Add(stay);
        }

        present.Reverse();
        return present.ToImmutable();
    }

    private Answer Stand(Question question, Reply reply, ImmutableArray<Stay> counted)
    {
        var (since, today) = (counted[0].From, question.Today);
        var gaps = Gaps(counted);
        var served = Math.Max(
            0,
            (counted[^1].To is { } end && end < today ? end : today).DayNumber - since.DayNumber + 1 - gaps
        );
        reply.Set("since", since);
        reply.Set("served", served);
        if (
            AtLeast is { } least
            && question.Calendar.Due(since, least).Day?.AddDays(gaps) is { } soonest
            && today < soonest
        )
        {
            reply.Set("standing", "too-early");
            reply.Set("until", soonest);
            return reply.End(
                $"自{since.Zh()}起，至少{least.Words}，{soonest.Zh()}以前不得变动。",
                $"Since {since.En()}, for {least} at least: no change before {soonest.En()}."
            );
        }

        if (AtMost is not { } most || question.Calendar.Due(since, most).Day?.AddDays(gaps) is not { } until)
        {
            reply.Set("standing", AtLeast is null ? "within" : "may-end");
            return AtLeast is null
                ? reply.End(
                    $"自{since.Zh()}起任职，第{counted.Length}次，没有超过规定次数。",
                    $"Since {since.En()}; the number of times is within the limit."
                )
                : reply.End(
                    $"自{since.Zh()}起，已满{AtLeast.Words}。",
                    $"Since {since.En()}: {AtLeast} is complete."
                );
        }

        reply.Set("until", until);
        var over = today > until;
        var reminders = question.Reminders(Remind, until);
        reply.Set("reminders", reminders.AsValue());
        var near = reminders is [var first, ..] && today >= first;
        reply.Set(
            "standing",
            over ? "over"
                : near ? "near"
                : "within"
        );
        if (over)
        {
            reply.Propose(Proposes);
        }

        return reply.End(
            $"自{since.Zh()}起任职，最长{most.Words}，到{until.Zh()}为止，{(over ? "已超过" : near ? "临近期满" : "未超过")}。",
            $"Since {since.En()}, for {most} at most, until {until.En()}: {(over ? "over" : near ? "nearly over" : "within")}."
        );
    }

    private static int Gaps(ImmutableArray<Stay> stays)
    {
        var gaps = 0;
        for (var i = 1; i < stays.Length; i++)
        {
            gaps += stays[i - 1].To is { } end ? Math.Max(0, stays[i].From.DayNumber - end.DayNumber - 1) : 0;
        }

        return gaps;
    }
}
