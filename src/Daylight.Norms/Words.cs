using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>
/// The Chinese (and English) words for the terms of a rule pack: <c>no-awards</c> is 取消该年度评比资格. A term that is
/// written in Chinese in the first place speaks for itself.
/// </summary>
public sealed class Words
{
    private readonly FrozenDictionary<string, Phrase> _words;

    private Words(FrozenDictionary<string, Phrase> words) => _words = words;

    public static Words None { get; } = new(FrozenDictionary<string, Phrase>.Empty);

    public static Words Of(IEnumerable<KeyValuePair<string, Phrase>> words) =>
        new(
            words
                .GroupBy(word => word.Key)
                .ToFrozenDictionary(group => group.Key, group => group.First().Value)
        );

    public IEnumerable<string> Terms => _words.Keys;

    public Phrase Say(string term) => _words.GetValueOrDefault(term) ?? Phrase.Of(term);

    /// <summary>甲、乙和丙.</summary>
    public Phrase Say(IEnumerable<string> terms) => terms.Select(Say).Joined();

    public bool Knows(string term) => term.Any(letter => letter >= '\u2e80') || _words.ContainsKey(term);

    /// <summary>These words first, the other ones where these have none.</summary>
    public Words Over(Words under) => Of(_words.Concat(under._words));
}

internal static class Sentences
{
    public static Phrase Joined(this IEnumerable<Phrase> phrases) => Joined(phrases, "和", "and");

    public static Phrase Either(this IEnumerable<Phrase> phrases) => Joined(phrases, "或者", "or");

    public static Phrase Listed(this IEnumerable<Phrase> phrases)
    {
        var all = phrases.ToImmutableArray();
        return new Phrase(
            string.Join("；", all.Select(phrase => phrase.Zh)),
            string.Join("; ", all.Select(phrase => phrase.En))
        );
    }

    private static Phrase Joined(IEnumerable<Phrase> phrases, string and, string andEn)
    {
        var all = phrases.ToImmutableArray();
        return all switch
        {
            [] => new Phrase("无", "none"),
            [var one] => one,
            [.. var most, var last] => new Phrase(
                string.Join("、", most.Select(phrase => phrase.Zh)) + and + last.Zh,
                string.Join(", ", most.Select(phrase => phrase.En)) + $" {andEn} " + last.En
            ),
        };
    }

    /// <summary>2026年5月8日.</summary>
    public static string Zh(this DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";

    /// <summary>8 May 2026.</summary>
    public static string En(this DateOnly day) =>
        $"{day.Day} {System.Globalization.CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[day.Month - 1]} {day.Year}";

    public static string Zh(this DateTimeOffset at) => $"{DateOnly.FromDateTime(at.DateTime).Zh()}{at:HH:mm}";

    public static string En(this DateTimeOffset at) =>
        $"{DateOnly.FromDateTime(at.DateTime).En()} {at:HH:mm}";

    public static string Plain(this decimal number) => Numbers.Plain(number);
}
