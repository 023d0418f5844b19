using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>What another version of a pack would do to a norm.</summary>
public enum NormChange
{
    Added,
    Changed,
    Dropped,
}

/// <summary>A norm that two versions of a pack do not share.</summary>
/// <param name="Lines">The norm as YAML, keys in ordinal order: lines of both versions begin with a space, those of the earlier one only with a minus, those of the later one only with a plus.</param>
public sealed record ChangedNorm(NormId Norm, string Title, NormChange Change, ImmutableArray<string> Lines);

/// <summary>Compares two versions of a pack norm by norm. Comments, quotes, order and files do not count.</summary>
public static class PackChanges
{
    /// <param name="before">Null where no version was in force yet.</param>
    public static ImmutableArray<ChangedNorm> Between(RulePack? before, RulePack after)
    {
        var old = before is null ? [] : Texts(before);
        var now = Texts(after);
        return
        [
            .. old
                .Keys.Union(now.Keys)
                .OrderBy(norm => norm.Text, StringComparer.Ordinal)
                .Where(norm => old.GetValueOrDefault(norm) != now.GetValueOrDefault(norm))
                .Select(norm => new ChangedNorm(
                    norm,
                    (after.Find(norm) ?? before?.Find(norm))!.Title,
                    !old.ContainsKey(norm) ? NormChange.Added
                        : !now.ContainsKey(norm) ? NormChange.Dropped
                        : NormChange.Changed,
                    Differing(Split(old.GetValueOrDefault(norm)), Split(now.GetValueOrDefault(norm)))
                )),
        ];
    }

    /// <summary>Every norm in the one form that all spellings of it share.</summary>
    private static Dictionary<NormId, string> Texts(RulePack pack)
    {
        var canonical = RulePack.Open(pack.Content).Pack!;
        return canonical.Norms.ToDictionary(norm => norm.Id, norm => canonical.Written(norm.Id));
    }

    private static string[] Split(string? text) =>
        text?.TrimEnd('\n').Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The longest common run of lines stays; what is left of each side is marked.</summary>
    private static ImmutableArray<string> Differing(string[] old, string[] now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] =
                    old[i] == now[j]
                        ? common[i + 1, j + 1] + 1
                        : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var lines = ImmutableArray.CreateBuilder<string>(old.Length + now.Length);
        var (at, to) = (0, 0);
        while (at < old.Length || to < now.Length)
        {
            if (at < old.Length && to < now.Length && old[at] == now[to])
            {
                lines.Add($" {old[at++]}");
                to++;
            }
            else if (at < old.Length && (to == now.Length || common[at + 1, to] >= common[at, to + 1]))
            {
                lines.Add($"-{old[at++]}");
            }
            else
            {
                lines.Add($"+{now[to++]}");
            }
        }

        return lines.DrainToImmutable();
    }
}
