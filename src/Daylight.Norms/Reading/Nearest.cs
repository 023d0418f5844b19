namespace Daylight.Norms;

/// <summary>Finds the known word that somebody probably meant.</summary>
internal static class Nearest
{
    /// <returns>The nearest known word, or null when none is near enough to be a slip of the pen.</returns>
    public static string? To(string word, IEnumerable<string> known)
    {
        var near = known
            .Distinct()
            .Select(candidate => (candidate, distance: Distance(word, candidate)))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return near.candidate is not null && near.distance <= Math.Max(1, word.Length / 3)
            ? near.candidate
            : null;
    }

    // Edits with the swap of two neighbours as one: the slips of people who type.
    private static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= other.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                var best = Math.Min(
                    Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1),
                    rows[i - 1, j - 1] + cost
                );
                var swapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                rows[i, j] = swapped ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
            }
        }

        return rows[one.Length, other.Length];
    }
}
