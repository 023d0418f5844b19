using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>What a pack adopted later may do by a norm of a pack adopted earlier.</summary>
internal static class Layering
{
    /// <returns>Why the lower norm may not take the place of the upper one, or null where it may.</returns>
    public static Fault? Conflict(RulePack pack, Norm upper, Norm lower) =>
        upper.Kind != lower.Kind
            ? Refuse(
                pack,
                lower,
                $"上级规则包把它列为“{upper.Kind.Say().Zh}”",
                $"the upper pack has it as '{upper.Kind.Name()}'"
            )
        : upper.Override is Override.Allowed ? null
        : upper.Override is Override.Forbidden
            ? Refuse(
                pack,
                lower,
                "上级规则包不允许改动它（override: forbidden）",
                "the upper pack does not let it be overridden (override: forbidden)"
            )
        : Looser(upper, lower) is { } why ? Refuse(pack, lower, why.Zh, why.En)
        : null;

    // On every day on which either changes, the lower version must be at least as strict as the upper one of that day.
    private static Phrase? Looser(Norm upper, Norm lower)
    {
        foreach (
            var day in upper
                .Versions.Concat(lower.Versions)
                .Select(version => version.Since)
                .Distinct()
                .Order()
        )
        {
            if (upper.On(day) is not { } above || lower.On(day) is not { } below)
            {
                if (upper.On(day) is not null && day >= lower.Versions[0].Since)
                {
                    return new Phrase(
                        $"自{day.Zh()}起上级有规定而这里没有",
                        $"from {day.En()} on the upper pack has a version and this one has none"
                    );
                }

                continue;
            }

            if (Strictness.AtLeast(above.Parameters, below.Parameters) is not { } strict)
            {
                return new Phrase(
                    $"“{upper.Kind.Say().Zh}”类规则不能比较宽严（override: stricter-only 只用于能比较的规则）",
                    $"norms of the kind '{upper.Kind.Name()}' as these cannot be compared, so 'stricter-only' does not let it be overridden"
                );
            }

            if (!strict)
            {
                return new Phrase(
                    $"自{day.Zh()}起比上级规定宽（override: stricter-only）",
                    $"from {day.En()} on it is looser than the upper pack's (override: stricter-only)"
                );
            }
        }

        return null;
    }

    private static Fault Refuse(RulePack pack, Norm lower, string zh, string en) =>
        new(
            lower.At with
            {
                File = $"{pack.Name}/{lower.At.File}",
            },
            $"norm: {lower.Id}",
            1,
            new Phrase(
                $"规则“{lower.Id}”不能生效：{zh}",
                $"norm '{lower.Id}' does not come into force: {en}"
            ),
            new Phrase("另编一个编号，或者改严", "give it an id of its own, or make it stricter")
        );
}
