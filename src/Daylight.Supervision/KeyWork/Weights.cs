namespace Daylight.Supervision.KeyWork;

/// <summary>
/// Weights of parts, allocated whole: whatever is asked for, the parts of an item make exactly 100. Missing weights share
/// evenly what the others leave; the largest remainders get the odd ones, the earlier part before the later.
/// </summary>
public static class Weights
{
    /// <param name="asked">The weight asked for each part: any positive numbers in proportion; null where none is given.</param>
    /// <returns>Whole weights in the same order; their sum is 100. Empty for no parts.</returns>
    /// <remarks>
    /// With every weight given they are proportions: 1, 1, 1 is 34, 33, 33. With some missing the given ones are parts of a
    /// hundred where they leave at least one for each other part, and proportions beside a missing 1 otherwise.
    /// </remarks>
    public static IReadOnlyList<int> Whole(IReadOnlyList<int?> asked)
    {
        if (asked.Count == 0)
        {
            return [];
        }

        var given = asked.Where(weight => weight is > 0).Sum(weight => (long)weight!.Value);
        var missing = asked.Count(weight => weight is not > 0);
        return missing > 0 && given > missing && given + missing <= 100
            ? Allocate([
                .. asked.Select(weight => weight is > 0 ? weight.Value * (long)missing : 100 - given),
            ])
            : Allocate([.. asked.Select(weight => weight is > 0 ? weight.Value : 1L)]);
    }

    private static int[] Allocate(long[] shares)
    {
        var sum = shares.Sum();
        var whole = shares.Select(share => (int)(share * 100 / sum)).ToArray();
        var odd = 100 - whole.Sum();
        foreach (
            var at in Enumerable
                .Range(0, shares.Length)
                .OrderByDescending(at => shares[at] * 100 % sum)
                .ThenBy(at => at)
                .Take(odd)
        )
        {
            whole[at]++;
        }

        return whole;
    }
}
