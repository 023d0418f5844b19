namespace Daylight.Store;

/// <summary>
/// Pairs of neighbouring letters, by which Chinese is found without a dictionary. A pair is one number: an inverted index over them is
/// an ordinary table of numbers, on both databases.
/// </summary>
/// <remarks>Letters and digits only, Latin in lower case, full width as half width. A pair never crosses a space or a mark.</remarks>
public static class Bigrams
{
    /// <summary>The pairs of a text, each once, in the order of their first place. A letter that stands alone is a pair with nothing.</summary>
    public static IReadOnlyList<long> Of(string text)
    {
        var found = new List<long>();
        var seen = new HashSet<long>();
        var last = '\0';
        var alone = '\0';
        foreach (var letter in text.Append(' '))
        {
            var plain = Plain(letter);
            if (plain == '\0')
            {
                if (alone != '\0' && seen.Add(Pair(alone, '\0')))
                {
                    found.Add(Pair(alone, '\0'));
                }

                (last, alone) = ('\0', '\0');
                continue;
            }

            if (last != '\0' && seen.Add(Pair(last, plain)))
            {
                found.Add(Pair(last, plain));
            }

            alone = last == '\0' ? plain : '\0';
            last = plain;
        }

        return found;
    }

    /// <summary>
    /// The pairs under which a text is kept: those of <see cref="Of"/>, and the last letter of each word with nothing, so that every
    /// letter begins a pair and is found when it is looked for alone.
    /// </summary>
    public static IReadOnlyList<long> Kept(string text)
    {
        var kept = new List<long>(Of(text));
        var seen = new HashSet<long>(kept);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = Plain(text[at]);
            var ends = at + 1 == text.Length || Plain(text[at + 1]) == '\0';
            if (letter != '\0' && ends && seen.Add(Pair(letter, '\0')))
            {
                kept.Add(Pair(letter, '\0'));
            }
        }

        return kept;
    }

    /// <summary>All pairs that begin with a letter: how a single letter is looked for.</summary>
    public static (long From, long To) Beginning(char letter) =>
        (Pair(Plain(letter), '\0'), Pair(Plain(letter), '\uffff'));

    private static long Pair(char first, char second) => ((long)first << 16) | second;

    /// <summary>The letter as it is kept, or 0 where it parts words.</summary>
    private static char Plain(char letter)
    {
        var half = letter is >= '！' and <= '～' ? (char)(letter - 0xFEE0) : letter;
        return char.IsLetterOrDigit(half) || char.IsSurrogate(half) ? char.ToLowerInvariant(half) : '\0';
    }
}
