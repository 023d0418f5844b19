using System.Reflection;
using System.Text.RegularExpressions;
using Daylight.Tests.Habits;
using Daylight.Ui;

namespace Daylight.Tests.Ui;

/// <summary>Holds the word files of every assembly that embeds some.</summary>
public sealed partial class WordsTests
{
    [GeneratedRegex(@"\{[a-z]+", RegexOptions.None, 1000)]
    private static partial Regex Gap { get; }

    public static TheoryData<string> Places => [.. Worded().Select(assembly => assembly.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Places))]
    public void Both_languages_hold_the_same_keys(string place)
    {
        var words = Words.Of(Assembly.Load(place));

        Assert.Equal(words.Keys(Language.ZhHans).Order(), words.Keys(Language.En).Order());
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Both_languages_fill_the_same_gaps(string place)
    {
        var words = Words.Of(Assembly.Load(place));

        foreach (var key in words.Keys(Language.ZhHans))
        {
            Assert.Equal(
                (key, Gaps(words.Say(Language.ZhHans, key))),
                (key, Gaps(words.Say(Language.En, key)))
            );
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_key_is_used_and_no_text_is_empty(string place)
    {
        var words = Words.Of(Assembly.Load(place));
        var source = string.Join('\n', Sources(place).Select(Tree.Read));

        var unused = words.Keys(Language.ZhHans).Where(key => !IsUsed(source, key)).ToArray();

        Assert.Empty(unused);
        Assert.DoesNotContain(
            Languages.All,
            language => words.Keys(language).Any(key => string.IsNullOrWhiteSpace(words.Say(language, key)))
        );
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_key_that_pages_say_is_there(string place)
    {
        var words = Words.Of(Assembly.Load(place));
        var said = Sources(place)
            .SelectMany(file => Said.Matches(Tree.Read(file)))
            .Select(match => match.Groups["key"].Value);

        Assert.Empty(said.Where(key => !words.Knows(Language.ZhHans, key)).Distinct());
    }

    [Fact]
    public void One_is_told_from_many() =>
        Assert.Equal(
            ("1 thing to mend", "2 things to mend"),
            (
                Words.Of(typeof(Visit)).Say(Language.En, "faults.title", ("n", 1)),
                Words.Of(typeof(Visit)).Say(Language.En, "faults.title", ("n", 2))
            )
        );

    [Fact]
    public void A_missing_key_is_a_bug_that_says_where_to_add_it()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() =>
            Words.Of(typeof(Visit)).Say(Language.En, "no.such")
        );

        Assert.Contains("Words/en.json", thrown.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\b(Say|Later)\(""(?<key>[^""{}]+)""", RegexOptions.None, 1000)]
    private static partial Regex Said { get; }

    private static IEnumerable<Assembly> Worded() =>
        Tree.Files("src", "zh-Hans.json")
            .Where(file => file.EndsWith("/Words/zh-Hans.json", StringComparison.Ordinal))
            .Select(file => Assembly.Load(file.Split('/')[1]));

    private static IEnumerable<string> Sources(string place) =>
        Tree.Files($"src/{place}", "*.razor").Concat(Tree.Files($"src/{place}", "*.cs"));

    private static string Gaps(string text) =>
        string.Join(' ', Gap.Matches(text).Select(match => match.Value).Distinct().Order());

    /// <summary>Said in full, chosen by a condition, or put together: <c>Say($"reach.{...}")</c> uses all of <c>reach.</c>.</summary>
    private static bool IsUsed(string source, string key)
    {
        if (source.Contains($"\"{key}\"", StringComparison.Ordinal))
        {
            return true;
        }

        var dots = Enumerable.Range(0, key.Length).Where(i => key[i] == '.');
        return dots.Any(dot => source.Contains($"$\"{key[..(dot + 1)]}{{", StringComparison.Ordinal));
    }
}
