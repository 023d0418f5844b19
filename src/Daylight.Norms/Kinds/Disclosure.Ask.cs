using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

public sealed partial record Disclosure
{
    internal override Answer Ask(Question question)
    {
        var reply = new Reply(question);
        var due =
            question.Start(Starts) is { } start && Within is { } within
                ? question.Calendar.Due(start, within, Options)
                : null;
        if (due is not null)
        {
            reply.Set("due", due.AsValue());
            reply.Set("provisional", due.Provisional);
            reply.Step(new Explanation($"期限：{Within!.Words}。", $"The span: {Within}.", due.Counting()));
        }

        Duty(question, reply);
        var undone = Needs.Where(step => question.Counted([step]).IsEmpty).ToImmutableArray();
        foreach (var step in undone)
        {
            reply.Step(
                $"公开前须先“{question.Words.Say(step).Zh}”：还没有做。",
                $"'{question.Words.Say(step).En}' comes before posting: not done."
            );
        }

        var posted = question
            .Situation.Posted.Where(each =>
                each.From <= question.Today && (Channels.IsEmpty || Channels.Contains(each.Channel))
            )
            .OrderBy(each => each.From)
            .ToImmutableArray();
        foreach (var each in posted)
        {
            reply.Step(
                $"{each.From.Zh()}起在{question.Words.Say(each.Channel).Zh}公开{(each.To is { } to ? $"，到{to.Zh()}为止" : "")}。",
                $"Posted on {question.Words.Say(each.Channel).En} from {each.From.En()}{(each.To is { } end ? $" to {end.En()}" : "")}."
            );
        }

        return Stand(question, reply, due, undone, posted);
    }

    private DueOptions Options =>
        new() { Roll = RollForward ? Calendar.RollForward.NextWorkingDay : Calendar.RollForward.None };

    private int ChannelsNeeded => Channels.IsEmpty ? 1 : AtLeastChannels ?? Channels.Length;

    private void Duty(Question question, Reply reply)
    {
        var words = question.Words;
        var where =
            Channels.IsEmpty ? new Phrase("", "")
            : AtLeastChannels is { } n && n < Channels.Length
                ? new Phrase(
                    $"，在{words.Say(Channels).Zh}中至少{n}处",
                    $" on at least {n} of {words.Say(Channels).En}"
                )
            : new Phrase($"，在{words.Say(Channels).Zh}", $" on {words.Say(Channels).En}");
        var content = Content.IsEmpty
            ? new Phrase("", "")
            : new Phrase($"，内容包括{words.Say(Content).Zh}", $", showing {words.Say(Content).En}");
        var redact = Redact is null
            ? new Phrase("", "")
            : new Phrase(
                $"，按“{words.Say(Redact).Zh}”处理后公开",
                $", redacted by '{words.Say(Redact).En}'"
            );
        var time = For is null ? new Phrase("", "") : new Phrase($"，公开时间{For.Words}", $", for {For}");
        reply.Step(
            $"向{words.Say(Audience).Zh}公开{where.Zh}{content.Zh}{redact.Zh}{time.Zh}。",
            $"To be shown to {words.Say(Audience).En}{where.En}{content.En}{redact.En}{time.En}."
        );
    }

    private Answer Stand(
        Question question,
        Reply reply,
        DueDate? due,
        ImmutableArray<string> undone,
        ImmutableArray<Posting> posted
    )
    {
        var channels = posted.Select(each => each.Channel).Distinct().ToImmutableArray();
        var shown = posted.SelectMany(each => each.Content).ToHashSet();
        var lacking = Content.Where(item => !shown.Contains(item)).ToImmutableArray();
        var absent =
            channels.Length >= ChannelsNeeded
                ? []
                : Channels.Where(each => !channels.Contains(each)).ToImmutableArray();
        reply.Set("missing", Value.Of([.. undone, .. absent, .. posted.IsEmpty ? [] : lacking]));
        var complete = channels.Length >= ChannelsNeeded && lacking.IsEmpty;
        if (!complete)
        {
            return Unposted(question, reply, due, [.. absent, .. posted.IsEmpty ? [] : lacking], undone);
        }

        if (!undone.IsEmpty)
        {
            reply.Set("standing", "barred");
            return reply.End(
                $"未经{question.Words.Say(undone).Zh}就已公开，不符合规定。",
                $"Posted without {question.Words.Say(undone).En}."
            );
        }

        var since = posted
            .Select(each => each.From)
            .Order()
            .ElementAt(Math.Min(ChannelsNeeded, posted.Length) - 1);
        if (For is { } span)
        {
            var stays = posted.Max(each => question.Calendar.Due(each.From, span).Day);
            reply.Set("stays-until", stays is { } day ? day : null);
            if (
                posted.FirstOrDefault(each =>
                    each.To is { } to && !(question.Calendar.Due(each.From, span).Day <= to)
                ) is
                { } early
            )
            {
                reply.Set("standing", "too-short");
                return reply.End(
                    $"{early.To!.Value.Zh()}就已撤下，公开时间不足{span.Words}。",
                    $"Taken down on {early.To.Value.En()}, before {span} had passed."
                );
            }
        }

        var inTime = due is null || due.InTime(Shanghai.StartOf(since));
        reply.Set("standing", inTime ? "done" : "done-late");
        return inTime
            ? reply.End($"{since.Zh()}已按规定公开。", $"Posted as required on {since.En()}.")
            : reply.End(
                $"{since.Zh()}才公开，晚于{due!.Say().Zh}。",
                $"Posted on {since.En()}, after {due!.Say().En}."
            );
    }

    private static Answer Unposted(
        Question question,
        Reply reply,
        DueDate? due,
        ImmutableArray<string> lacking,
        ImmutableArray<string> undone
    )
    {
        var lapsed = due is not null && !due.InTime(question.Situation.On);
        reply.Set(
            "standing",
            lapsed ? "lapsed"
                : undone.IsEmpty ? "open"
                : "barred"
        );
        var what = lacking.IsEmpty
            ? new Phrase("", "")
            : new Phrase(
                $"，还缺{question.Words.Say(lacking).Zh}",
                $"; missing: {question.Words.Say(lacking).En}"
            );
        if (lapsed)
        {
            reply.Propose(question.Norm.OnLapse);
            return reply.End(
                $"应在{due!.Say().Zh}前公开，已逾期{what.Zh}。",
                $"To be posted by {due!.Say().En}: lapsed{what.En}."
            );
        }

        return due is null
            ? reply.End($"还没有按规定公开{what.Zh}。", $"Not yet posted as required{what.En}.")
            : reply.End($"应在{due.Say().Zh}前公开{what.Zh}。", $"To be posted by {due.Say().En}{what.En}.");
    }
}
