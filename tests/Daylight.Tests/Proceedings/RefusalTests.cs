using System.Reflection;
using System.Text.RegularExpressions;
using Daylight.Proceedings;

namespace Daylight.Tests.Proceedings;

public sealed partial class RefusalTests
{
    [GeneratedRegex(@"\{([A-Za-z]+)\}", RegexOptions.None, 1000)]
    private static partial Regex Gap { get; }

    private static IEnumerable<Type> All() =>
        Directory
            .GetFiles(AppContext.BaseDirectory, "Daylight.*.dll")
            .Where(file =>
                !file.EndsWith("Tests.dll", StringComparison.Ordinal)
                && !file.EndsWith("Writer.dll", StringComparison.Ordinal)
            )
            .SelectMany(file => Assembly.LoadFrom(file).GetTypes())
            .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(Refusal)));

    [Fact]
    public void Every_refusal_has_words_in_both_languages_that_name_its_own_values()
    {
        var faults = new List<string>();
        foreach (var type in All())
        {
            var words = RefusalWords.Of(type);
            foreach (var text in new[] { words.Zh, words.En })
            {
                faults.AddRange(
                    Gap.Matches(text)
                        .Select(gap => gap.Groups[1].Value)
                        .Where(name => type.GetProperty(name) is null)
                        .Select(name => $"{type.Name} has no {name}: {text}")
                );
            }

            if (!words.Zh.Any(c => c >= '\u4e00') || words.En.Length == 0)
            {
                faults.Add($"{type.Name} lacks words");
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Every_refusal_cites_a_norm_or_says_why_it_has_none() =>
        Assert.Empty(
            All()
                .Where(type =>
                    type.GetCustomAttribute<NoNormAttribute>() is not { Because.Length: > 0 }
                    && !type.GetConstructors()
                        .SelectMany(made => made.GetParameters())
                        .Any(given => given.Name == "Under")
                )
                .Select(type => type.Name)
        );

    [Fact]
    public void A_refusal_speaks_with_its_values() =>
        Assert.Equal(
            "代码330225001已由单位u7使用。请核对代码；单位合并后代码才会空出。",
            new Daylight.Registry.UnitCodeIsTaken("330225001", "u7").Say().Zh
        );
}
