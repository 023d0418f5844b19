using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>Builds the answer of one norm: results by name, the steps of the explanation, the proposals.</summary>
internal sealed class Reply(Question question)
{
    private readonly List<(string, Value)> _results = [];
    private readonly List<Explanation> _steps = [];
    private readonly List<Consequence> _proposes = [];

    public Words Words => question.Words;

    public void Set(string name, Value? value)
    {
        if (value is not null)
        {
            _results.Add((name, value));
        }
    }

    /// <summary>A result that was set before, as a number; nought where there is none.</summary>
    public decimal Number(string name) =>
        _results.LastOrDefault(each => each.Item1 == name).Item2 is Value.Number number ? number.Amount : 0;

    public void Step(Explanation step) => _steps.Add(step);

    public void Step(string zh, string en, params IEnumerable<Explanation> children) =>
        _steps.Add(new Explanation(zh, en, children));

    /// <summary>Proposes these, each term once: what two rungs propose is proposed once.</summary>
    public void Propose(IEnumerable<Consequence> consequences)
    {
        foreach (
            var consequence in consequences.Where(each =>
                !_proposes.Exists(known => known.Proposes == each.Proposes)
            )
        )
        {
            _proposes.Add(consequence);
        }
    }

    /// <summary>The answer: the conclusion first, then the rule, the steps, and what is proposed.</summary>
    public Answer End(string zh, string en)
    {
        var proposals = _proposes.Select(Proposal);
        Set("proposes", Value.Of(_proposes.Select(each => each.Proposes)));
        return new Answer(
            question.Norm.Ref,
            Applies: true,
            new Explanation(
                new Phrase(zh, en),
                [Basis(question.Version.Says, question.Version.Source), .. _steps, .. proposals]
            )
        )
        {
            Results = Attributes.Of([("applies", true), .. _results]),
            Proposes = [.. _proposes],
        };
    }

    public static Explanation Basis(string says, Source source) =>
        new(
            $"依据：{says.TrimEnd('。')}。",
            $"The rule: {says}",
            new Explanation($"出处：{source.Words.Zh}", $"Source: {source.Words.En}")
        );

    private Explanation Proposal(Consequence consequence)
    {
        var what = Words.Say(consequence.Proposes);
        return consequence.AfterHearing
            ? new Explanation(
                $"处理建议：{what.Zh}。这只是建议，须先听取陈述申辩，再由有权决定的人决定。",
                $"Proposed: {what.En}. It is a proposal only: a hearing comes first, then a named person decides."
            )
            : new Explanation(
                $"处理建议：{what.Zh}。这只是建议，由有权决定的人决定。",
                $"Proposed: {what.En}. It is a proposal only; a named person decides."
            );
    }
}
