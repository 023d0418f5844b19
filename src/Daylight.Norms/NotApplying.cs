using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>The answers of a norm that does not apply: still answers, with the reason.</summary>
internal static class NotApplying
{
    private static readonly Attributes s_results = Attributes.Of(
        ("applies", false),
        ("proposes", Value.Of([]))
    );

    public static Answer NoVersion(Norm norm, DateOnly day)
    {
        var first = norm.Versions[0].Since;
        var last = norm.Versions[^1].Until;
        var reason =
            day < first
                ? new Phrase($"本条自{first.Zh()}起施行", $"it holds from {first.En()} on")
                : new Phrase($"本条施行到{last?.Zh()}为止", $"it held until {last?.En()}");
        return No(
            norm,
            new Phrase(
                $"{day.Zh()}没有适用的规定：{reason.Zh}。",
                $"No norm applies on {day.En()}: {reason.En}."
            )
        );
    }

    public static Answer SwitchedOff(Norm norm, Legacy legacy) =>
        No(
            norm,
            new Phrase("本条已停用，不产生任何后果。", "This norm is switched off and has no effect."),
            new Explanation($"停用理由：{legacy.Reason}", $"Reason: {legacy.Reason}"),
            new Explanation($"替代做法：{legacy.Replacement}", $"Replaced by: {legacy.Replacement}")
        );

    public static Answer OtherCases(Norm norm, Words words)
    {
        var when = norm.When.Say(words);
        return No(
            norm,
            new Phrase(
                $"没有适用的规定：本条只适用于这种情形：{when.Zh}。",
                $"This norm does not apply; it is for: {when.En}."
            )
        );
    }

    /// <summary>Nothing at all was found under that name, or about that matter.</summary>
    public static Answer Nothing(NormId id) =>
        new(
            new NormRef(id, default),
            Applies: false,
            new Explanation(
                "没有适用的规定。",
                "No norm applies.",
                new Explanation($"现行规则包中没有“{id}”", $"no adopted pack has '{id}'")
            )
        )
        {
            Results = s_results,
        };

    private static Answer No(Norm norm, Phrase reason, params ImmutableArray<Explanation> more) =>
        new(norm.Ref, Applies: false, new Explanation(reason, [Reply.Basis(norm.Says, norm.Source), .. more]))
        {
            Results = s_results,
        };
}
