using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;
using Daylight.Proceedings;
using Daylight.Store;
using Daylight.Supervision.KeyWork.Intake;
using Daylight.Ui;

namespace Daylight.Supervision.KeyWork.Views;

/// <summary>
/// What somebody typed to find items, as conditions on their list: a number, a unit by any name that it bears or bore, a source, or
/// words of the title. Every condition is bounded: words look at the newest that hold all their pairs of letters.
/// </summary>
internal sealed partial class ItemWanting
{
    /// <summary>How many of the newest that hold all pairs are looked at; of whom a unit's are only some.</summary>
    private const int Candidates = 20_000;

    private const int MostPairs = 12;

    /// <summary>How far a pair is counted to tell rare from common.</summary>
    private const int Weighed = 2_000;

    private readonly List<string> _conditions = [];
    private readonly List<long> _pairs = [];

    public DynamicParameters With { get; } = new();

    /// <summary>Whether anything at all was asked for.</summary>
    public bool IsAny => _conditions.Count == 0;

    /// <summary>Follows a condition on the item's row; ends with a space.</summary>
    public string Sql => string.Concat(_conditions.Select(condition => $"AND {condition} "));

    [GeneratedRegex(@"^督?(?<number>(19|20)\d{2}(-\d{0,6})?)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number { get; }

    public static async Task<ItemWanting> Read(ICounter counter, DbConnection connection, string? words)
    {
        var wanting = new ItemWanting();
        var terms = (words ?? "")
            .Split([' ', '　', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .Take(6)
            .ToList();
        if (terms.Count == 0)
        {
            return wanting;
        }

        var units = await UnitBook.Read(counter);
        for (var at = 0; at < terms.Count; at++)
        {
            wanting.Take(terms[at], at, units);
        }

        await wanting.TakePairs(connection, counter.Clerk.Jurisdiction);
        return wanting;
    }

    private void Take(string term, int at, UnitBook units)
    {
        if (Number.Match(term) is { Success: true } number)
        {
            With.Add($"n{at}", $"督{number.Groups["number"].Value}");
            With.Add($"m{at}", $"督{number.Groups["number"].Value}\uffff");
            _conditions.Add($"number >= @n{at} AND number < @m{at}");
        }
        else if (units.Named(term) is { } unit)
        {
            With.Add($"u{at}", unit.Id);
            _conditions.Add($"lead = @u{at}");
        }
        else if (SourceNamed(term) is { } source)
        {
            With.Add($"s{at}", source.ToString());
            _conditions.Add($"source = @s{at}");
        }
        else
        {
            With.Add(
                $"t{at}",
                $"%{term.Replace("%", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal)}%"
            );
            _conditions.Add($"(title LIKE @t{at} OR number LIKE @t{at})");
            var pairs = Bigrams.Of(term);
            _pairs.AddRange(pairs);
            if (pairs.Count == 0)
            {
                _conditions.Add("1 = 0");
            }
        }
    }

    private static ItemSource? SourceNamed(string term)
    {
        var words = Daylight.Ui.Words.Of(typeof(ItemWanting));
        return Enum.GetValues<ItemSource>()
            .Where(source => Languages.All.Any(language => words.Say(language, $"source.{source}") == term))
            .Select(source => (ItemSource?)source)
            .FirstOrDefault();
    }

    /// <summary>The rarest pair leads; the others are looked up for each place that it has, the newest first.</summary>
    private async Task TakePairs(DbConnection connection, string jurisdiction)
    {
        if (_pairs.Count == 0)
        {
            return;
        }

        var pairs = _pairs.Distinct().Take(MostPairs).ToList();
        if (pairs.Count > 1)
        {
            var weights = new Dictionary<long, long>();
            foreach (var pair in pairs)
            {
                weights[pair] = await connection.ExecuteScalarAsync<long>(
                    "SELECT count(*) FROM (SELECT 1 FROM supervision_letters WHERE jurisdiction_id = @jurisdiction AND pair = @pair LIMIT @most) AS weighed",
                    new
                    {
                        jurisdiction,
                        pair,
                        most = Weighed,
                    }
                );
            }

            pairs = [.. pairs.OrderBy(pair => weights[pair])];
        }

        for (var at = 0; at < pairs.Count; at++)
        {
            With.Add($"p{at}", pairs[at]);
        }

        With.Add("candidates", Candidates);
        var (first, others) = IsLetter(pairs[0])
            ? (Between(pairs[0]), "")
            : (
                "w.pair = @p0",
                string.Concat(
                    pairs
                        .Skip(1)
                        .Select(
                            (_, at) =>
                                $" AND EXISTS (SELECT 1 FROM supervision_letters o WHERE o.jurisdiction_id = @jurisdiction AND o.pair = @p{at + 1} AND o.place = w.place)"
                        )
                )
            );
        _conditions.Add(
            "item IN (SELECT p.item FROM supervision_place p WHERE p.jurisdiction_id = @jurisdiction AND p.place IN "
                + $"(SELECT w.place FROM supervision_letters w WHERE w.jurisdiction_id = @jurisdiction AND {first}{others} ORDER BY w.place DESC LIMIT @candidates))"
        );
    }

    /// <summary>A letter that was typed alone stands for every pair that begins with it.</summary>
    private static bool IsLetter(long pair) => (pair & 0xffff) == 0;

    private string Between(long pair)
    {
        With.Add("pair_last", pair | 0xffff);
        return "w.pair BETWEEN @p0 AND @pair_last";
    }
}
