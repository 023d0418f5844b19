using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Daylight.Ui;

/// <summary>
/// All words that one assembly shows, by key and language. They lie in its folder <c>Words</c> as
/// <c>zh-Hans.json</c> and <c>en.json</c> (flat objects), embedded as <c>words/zh-Hans.json</c> and <c>words/en.json</c>.
/// </summary>
/// <remarks>
/// A text may hold <c>{name}</c>, filled from the arguments, and <c>{name|one|many}</c>, which says
/// <c>one</c> when the argument is 1. Tests hold both files to the same keys and every key to a use.
/// </remarks>
public sealed partial class Words
{
    private static readonly ConcurrentDictionary<Assembly, Words> s_known = new();

    private readonly FrozenDictionary<Language, FrozenDictionary<string, string>> _texts;
    private readonly string _place;

    private Words(string place, FrozenDictionary<Language, FrozenDictionary<string, string>> texts)
    {
        _place = place;
        _texts = texts;
    }

    [GeneratedRegex(@"\{(?<name>[a-z]+)(\|(?<one>[^|{}]*)\|(?<many>[^|{}]*))?\}", RegexOptions.None, 1000)]
    private static partial Regex Gap { get; }

    /// <summary>The words of the assembly that holds <paramref name="component"/>.</summary>
    public static Words Of(Type component) => Of(component.Assembly);

    public static Words Of(Assembly assembly) => s_known.GetOrAdd(assembly, Load);

    public IEnumerable<string> Keys(Language language) => _texts[language].Keys;

    /// <exception cref="InvalidOperationException">The key is unknown: a bug, not bad input.</exception>
    public string Say(Language language, string key, params ReadOnlySpan<(string Name, object Value)> with)
    {
        if (!_texts[language].TryGetValue(key, out var text))
        {
            throw new InvalidOperationException(
                $"Bug in Daylight: {_place} has no words for '{key}' in {language.Tag()}. Add the key to Words/{language.Tag()}.json."
            );
        }

        return with.IsEmpty ? text : Fill(text, with);
    }

    /// <summary>The text of a key in whatever language is asked for later, e.g. for an entry of the navigation.</summary>
    public Func<Language, string> Later(string key) => language => Say(language, key);

    public bool Knows(Language language, string key) => _texts[language].ContainsKey(key);

    private static string Fill(string text, ReadOnlySpan<(string Name, object Value)> with)
    {
        var values = new Dictionary<string, string>();
        foreach (var (name, value) in with)
        {
            values[name] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        }

        return Gap.Replace(
            text,
            gap =>
                !values.TryGetValue(gap.Groups["name"].Value, out var value) ? gap.Value
                : !gap.Groups["one"].Success ? value
                : value == "1" ? gap.Groups["one"].Value
                : gap.Groups["many"].Value
        );
    }

    private static Words Load(Assembly assembly)
    {
        var place = assembly.GetName().Name ?? "?";
        return new Words(
            place,
            Languages.All.ToFrozenDictionary(
                language => language,
                language => Read(assembly, place, language)
            )
        );
    }

    private static FrozenDictionary<string, string> Read(Assembly assembly, string place, Language language)
    {
        var name = $"words/{language.Tag()}.json";
        using var stream =
            assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Bug in Daylight: {place} embeds no {name}.");
        var texts =
            JsonSerializer.Deserialize<Dictionary<string, string>>(stream)
            ?? throw new InvalidOperationException($"Bug in Daylight: {name} of {place} is empty.");
        return texts.ToFrozenDictionary();
    }
}
