using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>
/// A refusal in the user's words. Each assembly embeds <c>refusals.json</c>: the record's name, then the words in Chinese
/// and English; <c>{Property}</c> stands for the value of that property. A test holds that none is missing.
/// </summary>
public static partial class RefusalWords
{
    private static readonly ConcurrentDictionary<Assembly, FrozenDictionary<string, Phrase>> s_known = new();

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)\}", RegexOptions.None, 1000)]
    private static partial Regex Gap { get; }

    /// <summary>What was refused and what to do, in both languages.</summary>
    public static Phrase Say(this Refusal refusal)
    {
        var words = Of(refusal.GetType());
        return new Phrase(Fill(words.Zh, refusal, said => said.Zh), Fill(words.En, refusal, said => said.En));
    }

    /// <summary>The words of a kind of refusal with their gaps still open.</summary>
    /// <exception cref="InvalidOperationException">when its assembly has none: a bug.</exception>
    public static Phrase Of(Type refusal) =>
        s_known.GetOrAdd(refusal.Assembly, Load).GetValueOrDefault(refusal.Name)
        ?? throw new InvalidOperationException(
            $"Bug in Daylight: refusals.json of {refusal.Assembly.GetName().Name} has no words for {refusal.Name}."
        );

    /// <param name="of">Of a value that is said in both languages, the one of these words.</param>
    private static string Fill(string words, Refusal refusal, Func<Phrase, string> of) =>
        Gap.Replace(
            words,
            gap =>
            {
                var property =
                    refusal.GetType().GetProperty(gap.Groups["name"].Value)
                    ?? throw new InvalidOperationException(
                        $"Bug in Daylight: the words of {refusal.GetType().Name} name {gap.Value}, which it does not have."
                    );
                return property.GetValue(refusal) is Phrase said
                    ? of(said)
                    : Show(property.GetValue(refusal));
            }
        );

    private static string Show(object? value) =>
        value switch
        {
            null => "—",
            DateOnly day => $"{day.Year}年{day.Month}月{day.Day}日",
            DateTimeOffset at => Norms
                .Calendar.Shanghai.Of(at)
                .ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    private static FrozenDictionary<string, Phrase> Load(Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream("refusals.json");
        if (stream is null)
        {
            return FrozenDictionary<string, Phrase>.Empty;
        }

        var words = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(stream)!;
        return words.ToFrozenDictionary(
            entry => entry.Key,
            entry => new Phrase(entry.Value["zh"], entry.Value["en"])
        );
    }
}
