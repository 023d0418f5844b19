using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>One number of a pack, nudged by one unit.</summary>
/// <param name="Caught">A worked case fails under the nudge, or the pack no longer loads.</param>
public sealed record Nudge(NormId Norm, Place At, string From, string To, bool Caught);

/// <summary>
/// Nudges every number of a pack by one unit up and down (counts, points, spans, shares, windows, numbers in sums) and
/// asks whether a worked case notices. A number that no case notices may as well be wrong.
/// </summary>
public static partial class PackMutation
{
    public static ImmutableArray<Nudge> Run(RulePack pack, WorkCalendar calendar)
    {
        var numerals = pack.Files.Numerals.ToHashSet(ReferenceEqualityComparer.Instance);
        var nudges = ImmutableArray.CreateBuilder<Nudge>();
        foreach (var map in pack.Files.Trees.SelectMany(file => Fields.Items(file.Root)).OfType<Node.Map>())
        {
            if (map.Find("norm") is not Node.Scalar id || !NormId.TryParse(id.Text, out var norm))
            {
                continue;
            }

            var cases = pack.Cases.Where(each => each.Ask == norm).ToImmutableArray();
            foreach (var scalar in Scalars(map).Where(numerals.Contains))
            {
                nudges.AddRange(
                    Texts(scalar.Text)
                        .Select(text => new Nudge(
                            norm,
                            scalar.At,
                            scalar.Text,
                            text,
                            IsCaught(map, scalar, text, cases, pack.Words, calendar)
                        ))
                );
            }
        }

        return nudges.ToImmutable();
    }

    private static bool IsCaught(
        Node.Map map,
        Node.Scalar scalar,
        string text,
        ImmutableArray<WorkedCase> cases,
        Words words,
        WorkCalendar calendar
    ) =>
        NormReading.Read((Node.Map)map.With(scalar, text), new Reader(new Faults())) is not { } nudged
        || cases.Any(each => !CaseRun.Run(each, nudged, words, calendar).Passed);

    private static IEnumerable<Node.Scalar> Scalars(Node node) =>
        node switch
        {
            Node.Scalar scalar => [scalar],
            Node.List list => list.Items.SelectMany(Scalars),
            Node.Map map => map.Pairs.SelectMany(pair => Scalars(pair.Value)),
            _ => [],
        };

    /// <summary>The texts that one unit more and one unit less give; several for a sum with several numbers.</summary>
    internal static IEnumerable<string> Texts(string text)
    {
        if (FixedDate.Match(text) is { Success: true } date)
        {
            return Days(date.Value, "yyyy-MM-dd")
                .Select(day => text.Replace(date.Value, day, StringComparison.Ordinal));
        }

        if (DayOfYear.IsMatch(text))
        {
            // A leap year lets 02-29 stand beside 03-01.
            return Days("2024-" + text, "yyyy-MM-dd").Select(day => day[5..]);
        }

        // Of a fraction the upper number is nudged: 2/3 becomes 3/3 and 1/3.
        return Fraction.IsMatch(text)
            ? Each(text, Number.Matches(text).Take(1))
            : Each(text, Number.Matches(text));
    }

    private static IEnumerable<string> Each(string text, IEnumerable<Match> numbers)
    {
        foreach (var match in numbers)
        {
            var number = decimal.Parse(match.Value, CultureInfo.InvariantCulture);
            var unit = new decimal(1, 0, 0, isNegative: false, scale: number.Scale);
            foreach (var nudged in (decimal[])[number + unit, number - unit])
            {
                if (nudged >= 0)
                {
                    yield return text[..match.Index]
                        + nudged.ToString(CultureInfo.InvariantCulture)
                        + text[(match.Index + match.Length)..];
                }
            }
        }
    }

    private static IEnumerable<string> Days(string day, string form)
    {
        if (
            !DateOnly.TryParseExact(
                day,
                form,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
        )
        {
            return [];
        }

        return
        [
            date.AddDays(1).ToString(form, CultureInfo.InvariantCulture),
            date.AddDays(-1).ToString(form, CultureInfo.InvariantCulture),
        ];
    }

    [GeneratedRegex(
        @"(?<![\w.])[0-9]+(\.[0-9]+)?",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Number { get; }

    [GeneratedRegex(@"[0-9]{4}-[0-9]{2}-[0-9]{2}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FixedDate { get; }

    [GeneratedRegex(@"^[0-9]{2}-[0-9]{2}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DayOfYear { get; }

    [GeneratedRegex(@"^[0-9.]+ */ *[0-9.]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fraction { get; }
}
