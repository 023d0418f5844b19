using System.Collections.Immutable;

namespace Daylight.Norms;

public sealed partial record Ranking
{
    internal override Answer Ask(Question question)
    {
        var reply = new Reply(question);
        var groups = question
            .Situation.Entries.GroupBy(entry =>
                Within is { } name ? entry.Attributes[name]?.ToString() ?? "" : ""
            )
            .ToImmutableArray();
        var ranks = ImmutableArray.CreateBuilder<(string, Value)>();
        var picked = Picks.Select(_ => ImmutableArray.CreateBuilder<string>()).ToImmutableArray();
        foreach (var group in groups)
        {
            var ranked = Rank([.. group]);
            var name = group.Key.Length > 0 ? question.Words.Say(group.Key) : new Phrase("", "");
            if (ranked.Length < SmallestGroup)
            {
                reply.Step(
                    $"{name.Zh}只有{ranked.Length}个，不足{SmallestGroup}个，不排名。",
                    $"{name.En} has {ranked.Length} entries, fewer than {SmallestGroup}: not ranked."
                );
                continue;
            }

            ranks.AddRange(ranked.Select(each => (each.Entry.Subject, (Value)each.Rank)));
            reply.Step(List(name, ranked));
            for (var i = 0; i < Picks.Length; i++)
            {
                picked[i].AddRange(Take(question, reply, Picks[i], ranked));
            }
        }

        reply.Set("ranks", new Value.Parts(ranks.ToImmutable()));
        reply.Set("picks", new Value.Several([.. picked.Select(each => Value.Of(each))]));
        var taken = picked.SelectMany(each => each).ToHashSet();
        var all = ranks.Select(each => each.Item1).Where(taken.Contains).ToImmutableArray();
        reply.Set("picked", Value.Of(all));
        foreach (var (pick, who) in Picks.Zip(picked))
        {
            if (who.Count > 0)
            {
                reply.Propose(pick.Proposes);
            }
        }

        return all.IsEmpty
            ? reply.End(
                $"参加排名的共{question.Situation.Entries.Length}个，没有一个列入。",
                $"Of {question.Situation.Entries.Length} entries none is picked."
            )
            : reply.End(
                $"参加排名的共{question.Situation.Entries.Length}个，其中{all.Length}个列入：{string.Join("、", all)}。",
                $"Of {question.Situation.Entries.Length} entries {all.Length} are picked: {string.Join(", ", all)}."
            );
    }

    private readonly record struct Ranked(Entry Entry, int Rank);

    // Equal scores keep the order of their names, so that a list is the same on every machine.
    private ImmutableArray<Ranked> Rank(ImmutableArray<Entry> entries)
    {
        var sorted = entries
            .OrderBy(entry => LowestFirst ? entry.Score : -entry.Score)
            .ThenBy(entry => entry.Subject, StringComparer.Ordinal)
            .ToImmutableArray();
        var ranked = ImmutableArray.CreateBuilder<Ranked>();
        for (var i = 0; i < sorted.Length; i++)
        {
            var rank =
                i > 0 && sorted[i].Score == sorted[i - 1].Score ? ranked[i - 1].Rank
                : Ties is Ties.SameRank || i == 0 ? i + 1
                : ranked[i - 1].Rank + 1;
            ranked.Add(new Ranked(sorted[i], rank));
        }

        return ranked.ToImmutable();
    }

    private static ImmutableArray<string> Take(
        Question question,
        Reply reply,
        Pick pick,
        ImmutableArray<Ranked> ranked
    )
    {
        var line = pick.Last ? [.. ranked.Reverse()] : ranked;
        var number =
            pick.Number
            ?? (pick.Share is { } share ? (int)pick.Rounding.Round(share.Of(line.Length), 0) : line.Length);
        var cut = Math.Min(number, line.Length);
        if (cut > 0 && cut < line.Length && line[cut - 1].Entry.Score == line[cut].Entry.Score)
        {
            var tied = line[cut].Entry.Score;
            var (from, to) = (
                line.TakeWhile(each => each.Entry.Score != tied).Count(),
                line.Length - line.Reverse().TakeWhile(each => each.Entry.Score != tied).Count()
            );
            reply.Step(
                $"{(pick.Last ? "倒数" : "")}第{cut}名处有{to - from}个同分（{tied.Plain()}），{(pick.TiesAtCutIn ? "一并列入" : "都不列入")}。",
                $"At the cut {to - from} entries have the same score ({tied.Plain()}): {(pick.TiesAtCutIn ? "all in" : "all out")}."
            );
            cut = pick.TiesAtCutIn ? to : from;
        }

        if (pick.Share is { } part)
        {
            reply.Step(
                $"{line.Length}个的{part.Words.Zh}，{pick.Rounding.Name().Zh}为{number}个。",
                $"{part.Words.En} of {line.Length}, rounded {pick.Rounding.Name().En}: {number}."
            );
        }

        return
        [
            .. line.Take(cut).Where(each => pick.Where.Holds(Known(each))).Select(each => each.Entry.Subject),
        ];
    }

    private static Attributes Known(Ranked each) =>
        Attributes.Of([
            .. each.Entry.Attributes.Names.Select(name => (name, each.Entry.Attributes[name]!)),
            ("score", each.Entry.Score),
            ("rank", each.Rank),
            ("subject", each.Entry.Subject),
        ]);

    private static Explanation List(Phrase name, ImmutableArray<Ranked> ranked) =>
        new(
            $"{name.Zh}共{ranked.Length}个，按得分排名：",
            $"{name.En} {ranked.Length} entries, ranked by score:",
            ranked.Select(each => new Explanation(
                $"第{each.Rank}名：{each.Entry.Subject}，{each.Entry.Score.Plain()}分。",
                $"{each.Rank}: {each.Entry.Subject}, {each.Entry.Score.Plain()}."
            ))
        );
}
