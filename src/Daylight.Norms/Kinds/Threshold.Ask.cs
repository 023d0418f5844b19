using System.Collections.Immutable;

namespace Daylight.Norms;

public sealed partial record Threshold
{
    internal override Answer Ask(Question question)
    {
        var reply = new Reply(question);
        var counted = question.Counted(Counts).Where(each => Where.Holds(each.Known)).ToImmutableArray();
        Reversals(question, reply);
        var judged = Rungs
            .Select(
                (rung, i) =>
                    Judge(
                        question,
                        counted,
                        rung,
                        tell: !Rungs
                            .Take(i)
                            .Any(former => former.Window == rung.Window && former.Years == rung.Years)
                    )
            )
            .ToImmutableArray();
        reply.Set("total", judged[0].Total is { } total ? total : null);
        reply.Set(
            "totals",
            new Value.Several([.. judged.Select(each => (Value)(each.Total is { } one ? one : "none"))])
        );
        var reached = Enumerable.Range(0, Rungs.Length).Where(i => judged[i].Reached).ToImmutableArray();
        reply.Set("reached", new Value.Several([.. reached.Select(i => (Value)(i + 1))]));
        foreach (var rung in judged)
        {
            reply.Step(rung.Why);
        }

        foreach (var i in HighestOnly && reached is [.., var highest] ? [highest] : reached)
        {
            reply.Propose(Rungs[i].Proposes);
        }

        var subject = question.Situation.Subject.Length > 0 ? question.Situation.Subject + "：" : "";
        var first = Say(judged[0].Total);
        return reached.IsEmpty
            ? reply.End(
                $"{subject}{Rungs[0].Window.Say.Zh}{Of(question).Zh}{first.Zh}，没有达到任何一档。",
                $"{Of(question).En} over {Rungs[0].Window.Say.En}: {first.En}; no rung is reached."
            )
            : reply.End(
                $"{subject}{Rungs[0].Window.Say.Zh}{Of(question).Zh}{first.Zh}，达到第{string.Join("、", reached.Select(i => i + 1))}档。",
                $"{Of(question).En} over {Rungs[0].Window.Say.En}: {first.En}; rungs reached: {string.Join(", ", reached.Select(i => i + 1))}."
            );
    }

    private readonly record struct Judged(decimal? Total, bool Reached, Explanation Why);

    // The facts are told once for each window, not once for each rung.
    private Judged Judge(Question question, ImmutableArray<Occurrence> counted, Rung rung, bool tell)
    {
        if (rung.Years > 0)
        {
            return JudgeYears(question, counted, rung, tell);
        }

        var (from, to) = rung.Window.On(question.Today);
        var inside = counted.Where(each => each.Day >= from && each.Day <= to).ToImmutableArray();
        var (total, reached, sentence) = Compare(question, inside, rung, rung.Window.Say);
        return new Judged(
            total,
            reached,
            new Explanation(
                sentence,
                [.. inside.Select(each => each.Label).Where(label => label.Length > 0)],
                tell ? [.. inside.Select(each => Used(question, each))] : []
            )
        );
    }

    // A year without anything counted breaks the row. Where this year has nothing yet, the row ends with last year.
    private Judged JudgeYears(Question question, ImmutableArray<Occurrence> counted, Rung rung, bool tell)
    {
        var last =
            counted is [.., var latest] && latest.Day.Year == question.Today.Year
                ? question.Today.Year
                : question.Today.Year - 1;
        var all = true;
        decimal? total = null;
        var years = ImmutableArray.CreateBuilder<Explanation>();
        for (var year = last - rung.Years + 1; year <= last; year++)
        {
            var inside = counted.Where(each => each.Day.Year == year).ToImmutableArray();
            var (sum, reached, sentence) = Compare(
                question,
                inside,
                rung,
                new Phrase($"{year}年", $"{year}")
            );
            all &= reached && !inside.IsEmpty;
            total = sum;
            years.Add(new Explanation(sentence, tell ? inside.Select(each => Used(question, each)) : []));
        }

        return new Judged(
            total,
            all,
            new Explanation(
                new Phrase(
                    $"{last - rung.Years + 1}年至{last}年连续{rung.Years}年，{(all ? "" : "不是")}每年都达到这一档。",
                    $"{last - rung.Years + 1} to {last}: the rung is {(all ? "" : "not ")}reached in each of {rung.Years} years in a row."
                ),
                years.ToImmutable()
            )
        );
    }

    private (decimal? Total, bool Reached, Phrase Sentence) Compare(
        Question question,
        ImmutableArray<Occurrence> inside,
        Rung rung,
        Phrase when
    )
    {
        var total = Total(inside);
        var limit = LimitOf(question, inside, rung.Bound.Limit);
        var of = Of(question);
        if (limit is not { } bound)
        {
            return (
                total,
                false,
                new Phrase(
                    $"{when.Zh}没有可以比较的标准，这一档不判断。",
                    $"{when.En}: the standard to compare with is not given."
                )
            );
        }

        var reached = total is { } number && rung.Bound.Comparison.Holds(number, bound);
        var wanted = rung.Bound.Comparison.Say(Say(bound).Zh).Zh;
        var wantedEn = rung.Bound.Comparison.Say(Say(bound).En).En;
        var text = rung.Says.Length > 0 ? $"（{rung.Says}）" : "";
        return (
            total,
            reached,
            new Phrase(
                $"{when.Zh}{of.Zh}{Say(total).Zh}，这一档是{wanted}{text}：{(reached ? "达到" : "未达到")}。",
                $"{when.En}: {Say(total).En}; the rung is {wantedEn}: {(reached ? "reached" : "not reached")}."
            )
        );
    }

    /// <summary>The measure of these occurrences; null where there is nothing to measure (a share or a latest amount of none).</summary>
    internal decimal? Total(ImmutableArray<Occurrence> inside) =>
        Measure switch
        {
            Measure.Sum => Numbers.Try(() => inside.Sum(each => each.Amount)),
            Measure.Count => inside.Length,
            Measure.Latest => inside is [.., var latest] ? latest.Amount : null,
            Measure.Share => inside.IsEmpty
                ? null
                : (decimal)inside.Count(each => Part.Holds(each.Known)) / inside.Length,
        };

    private static decimal? LimitOf(Question question, ImmutableArray<Occurrence> inside, Limit limit) =>
        limit switch
        {
            Limit.Fixed @fixed => @fixed.Amount,
            Limit.OfShare share => share.Share.Of(1),
            Limit.Named named => (
                inside is [.., var latest] ? latest.Attributes.Number(named.Attribute) : null
            ) ?? question.Situation.Attributes.Number(named.Attribute),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private Phrase Of(Question question)
    {
        var what = question.Words.Say(Counts);
        return Measure switch
        {
            Measure.Sum => new Phrase($"“{what.Zh}”累计", $"Sum of {what.En}"),
            Measure.Count => new Phrase($"“{what.Zh}”共", $"Number of {what.En}"),
            Measure.Latest => new Phrase($"最近一次“{what.Zh}”", $"Latest {what.En}"),
            Measure.Share => new Phrase(
                $"“{what.Zh}”中{Part.Say(question.Words).Zh}的占",
                $"Share of {Part.Say(question.Words).En} among {what.En}"
            ),
        };
    }

    private Phrase Say(decimal? total) =>
        total is not { } number ? new Phrase("没有记录", "nothing on record")
        : Measure is Measure.Share ? Phrase.Of($"{(number * 100).Plain()}%")
        : Reckoning.Amount(number, Measure is Measure.Count && Unit.Length == 0 ? "次" : Unit);

    private Explanation Used(Question question, Occurrence each)
    {
        var kind = question.Words.Say(each.Kind);
        var label = each.Label.Length > 0 ? $"（{each.Label}）" : "";
        return new Explanation(
            $"{each.Day.Zh()}{kind.Zh}{label}：{Say(Measure is Measure.Share ? null : each.Amount).Zh.Replace("没有记录", "计入", StringComparison.Ordinal)}。",
            $"{each.Day.En()} {kind.En}{label}: {each.Amount.Plain()}."
        );
    }

    private void Reversals(Question question, Reply reply)
    {
        foreach (
            var each in question.Situation.Occurrences.Where(each =>
                Counts.Contains(each.Kind)
                && question.Concerns(each.Subject)
                && each.Reversed <= question.Today
            )
        )
        {
            var kind = question.Words.Say(each.Kind);
            reply.Step(
                $"{each.Day.Zh()}的{kind.Zh}{each.Amount.Plain()}{Unit}已于{each.Reversed!.Value.Zh()}撤销，不计入。",
                $"{kind.En} of {each.Day.En()} ({each.Amount.Plain()}) was reversed on {each.Reversed.Value.En()} and does not count."
            );
        }
    }
}
