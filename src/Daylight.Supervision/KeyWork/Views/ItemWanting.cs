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
/// words of the title. Words whose rarest pair of letters is rare are looked up; for common ones the list is walked along that pair,
/// or along a unit's own items, until a page is full.
/// </summary>
internal sealed partial class ItemWanting
{
    /// <summary>What is held by fewer items is looked up; what is held by more is met soon by walking along a list.</summary>
    public const int Few = 2_000;

    private readonly int _few;

    private const int MostPairs = 24;

    private readonly List<string> _conditions = [];
    private readonly List<long> _pairs = [];

    private ItemWanting(int few) => _few = few;

    public DynamicParameters With { get; } = new();

    /// <summary>Whether anything at all was asked for.</summary>
    public bool IsAny => _conditions.Count == 0;

    /// <summary>Whether the conditions name at most some thousand items, so that these are looked up and sorted.</summary>
    public bool IsFew { get; private set; }

    /// <summary>The unit that was typed, by its id.</summary>
    public string? Lead { get; private set; }

    /// <summary>A condition on places <c>w</c> of the index of titles that hold all pairs; null where there is none to walk along.</summary>
    public string? Pairs { get; private set; }

    /// <summary>Follows another condition on the item's row <c>i</c>.</summary>
    public string Sql => string.Concat(_conditions.Select(condition => $" AND {condition}"));

    [GeneratedRegex(@"^督?(?<number>(19|20)\d{2}(-(?<rest>\d{0,6}))?)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number { get; }

    /// <param name="all">Whether the list is that of all items, and not that of a unit's own.</param>
    public static async Task<ItemWanting> Read(
        ICounter counter,
        DbConnection connection,
        string? words,
        bool all,
        int few = Few
    )
    {
        var wanting = new ItemWanting(few);
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
            wanting.Take(terms[at], at, units, all);
        }

        await wanting.TakePairs(connection, counter.Clerk.Jurisdiction);
        return wanting;
    }

    private void Take(string term, int at, UnitBook units, bool all)
    {
        if (Number.Match(term) is { Success: true } number)
        {
            TakeNumber(number, at, all);
        }
        else if (units.Named(term) is { } unit)
        {
            With.Add($"u{at}", unit.Id);
            _conditions.Add($"i.lead = @u{at}");
            Lead ??= unit.Id;
        }
        else if (SourceNamed(term) is { } source)
        {
            With.Add($"s{at}", source.ToString());
            _conditions.Add($"i.source = @s{at}");
        }
        else
        {
            With.Add(
                $"t{at}",
                $"%{term.Replace("%", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal)}%"
            );
            // A number of ours is asked for as one; those of former ledgers have any form.
            _conditions.Add(
                $"(lower(i.title) LIKE lower(@t{at}) OR (lower(i.number) LIKE lower(@t{at}) AND i.number NOT LIKE '督____-%'))"
            );
            var pairs = Bigrams.Of(term);
            _pairs.AddRange(pairs);
            if (pairs.Count == 0)
            {
                _conditions.Add("1 = 0");
            }
        }
    }

    /// <summary>A number or its beginning. Of a whole year's, in the list of all, the highest are looked up.</summary>
    private void TakeNumber(Match number, int at, bool all)
    {
        With.Add($"n{at}", $"督{number.Groups["number"].Value}");
        With.Add($"m{at}", $"督{number.Groups["number"].Value}\uffff");
        if (number.Groups["rest"].Length >= 3)
        {
            IsFew = true;
            _conditions.Add(
                $"i.item IN (SELECT item FROM supervision_item WHERE jurisdiction_id = @jurisdiction AND number >= @n{at} AND number < @m{at})"
            );
        }
        else if (all)
        {
            IsFew = true;
            With.Add("few", Few);
            _conditions.Add(
                $"i.item IN (SELECT item FROM supervision_item WHERE jurisdiction_id = @jurisdiction AND number >= @n{at} AND number < @m{at} ORDER BY number DESC LIMIT @few)"
            );
        }
        else
        {
            _conditions.Add($"i.number >= @n{at} AND i.number < @m{at}");
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

    /// <summary>The rarest pair leads; the others are looked up for each place that it has.</summary>
    private async Task TakePairs(DbConnection connection, string jurisdiction)
    {
        if (_pairs.Count == 0)
        {
            return;
        }

        var weighed = new List<Weighed>();
        foreach (var pair in _pairs.Distinct().Take(MostPairs))
        {
            weighed.Add(await Weigh(connection, jurisdiction, pair));
        }

        weighed =
        [
            .. weighed.OrderBy(one => one.Weight).ThenBy(one => IsLetter(one.Pair)).ThenBy(one => one.Reach),
        ];
        var (first, weight, _) = weighed[0];
        With.Add("p0", first);
        With.Add("q0", Last(first));
        // A letter alone lies in many pairs, which are in no order of places: walked is the list itself then.
        var places =
            (IsLetter(first) ? "w.pair BETWEEN @p0 AND @q0" : "w.pair = @p0")
            + string.Concat(
                weighed
                    .Where(other => other.Pair != first && !IsLetter(other.Pair))
                    .Select((other, at) => Also(other.Pair, at + 1))
            );
        if (weight < _few)
        {
            IsFew = true;
            _conditions.Add(
                "i.item IN (SELECT x.item FROM supervision_item x WHERE x.jurisdiction_id = @jurisdiction AND x.place IN "
                    + $"(SELECT w.place FROM supervision_letters w WHERE w.jurisdiction_id = @jurisdiction AND {places}))"
            );
        }
        else if (!IsLetter(first))
        {
            Pairs = places;
        }
    }

    private string Also(long pair, int at)
    {
        With.Add($"p{at}", pair);
        return $" AND EXISTS (SELECT 1 FROM supervision_letters o WHERE o.jurisdiction_id = @jurisdiction AND o.pair = @p{at} AND o.place = w.place)";
    }

    /// <summary>
    /// A pair counted up to a limit. Of common ones the rarer is that whose newest so many reach further back.
    /// </summary>
    private async Task<Weighed> Weigh(DbConnection connection, string jurisdiction, long pair)
    {
        var (weight, reach) = await connection.QuerySingleAsync<(long, long?)>(
            $"SELECT count(*), min(place) FROM (SELECT place FROM supervision_letters WHERE jurisdiction_id = @jurisdiction AND {(IsLetter(pair) ? "pair BETWEEN @pair AND @last " : "pair = @pair ORDER BY place DESC ")}LIMIT @most) AS weighed",
            new
            {
                jurisdiction,
                pair,
                last = Last(pair),
                most = _few,
            }
        );
        return new(pair, weight, reach ?? 0);
    }

    private sealed record Weighed(long Pair, long Weight, long Reach);

    /// <summary>A letter that was typed alone stands for every pair that begins with it.</summary>
    private static bool IsLetter(long pair) => (pair & 0xffff) == 0;

    private static long Last(long pair) => IsLetter(pair) ? pair | 0xffff : pair;
}
