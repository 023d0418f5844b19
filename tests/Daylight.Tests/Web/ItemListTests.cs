using Daylight.Proceedings;
using Daylight.Proceedings.Attachments;
using Daylight.Store;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Views;

namespace Daylight.Tests.Web;

/// <summary>Lists of items are read along indexes; each is held against a reading of every row.</summary>
public sealed class ItemListTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    private const string Jurisdiction = "330225";

    [Fact]
    public async Task A_list_is_what_a_reading_of_every_row_gives()
    {
        var rows = await Every();
        var random = new Random(20261122);
        foreach (var scope in Scopes(rows))
        {
            for (var round = 0; round < 12; round++)
            {
                var words = random.Next(2) == 0 ? "" : WordsOf(rows[random.Next(rows.Count)], random);
                var wanted = new ItemWanted(
                    words,
                    Phase: random.Next(3) == 0 ? rows[random.Next(rows.Count)].Phase : null,
                    Source: random.Next(5) == 0 ? rows[random.Next(rows.Count)].Source : null,
                    Lead: random.Next(5) == 0 ? rows[random.Next(rows.Count)].Lead : "",
                    LateOnly: random.Next(4) == 0
                );
                var older = random.Next(3) == 0 ? rows[random.Next(rows.Count)].Place : (long?)null;
                var expected = rows.Where(row =>
                        Sees(scope, row) && Fits(wanted, row) && row.Place < (older ?? long.MaxValue)
                    )
                    .Select(row => row.Item)
                    .ToList();

                foreach (var few in new[] { 2, 2_000 })
                {
                    var reading = new ItemReading(new Counter(county)) { Few = few };
                    var found = await reading.List(scope, wanted, page: 2, size: 7, older);
                    var number = Math.Clamp(2, 1, Math.Max(1, (expected.Count + 6) / 7));
                    var said = $"{scope} {wanted} older {older} few {few}";
                    Assert.True(
                        found.Total == Math.Min(expected.Count, found.AtLeast ? 100 : int.MaxValue),
                        said
                    );
                    Assert.True(
                        expected
                            .Skip((number - 1) * 7)
                            .Take(7)
                            .SequenceEqual(found.Rows.Select(row => row.Item)),
                        said
                    );
                    Assert.Equal(
                        expected.Take(30),
                        (await reading.After(scope, wanted, older, 30)).Select(row => row.Item)
                    );
                }
            }
        }
    }

    [Fact]
    public async Task What_waits_comes_earliest_first_and_undated_before()
    {
        var rows = await Every();
        ItemPhase[][] choices =
        [
            [ItemPhase.Proposed, ItemPhase.Approved, ItemPhase.Closed],
            [ItemPhase.InHand, ItemPhase.Assigned],
            [.. Enum.GetValues<ItemPhase>()],
        ];
        var reading = new ItemReading(new Counter(county));
        foreach (var scope in Scopes(rows))
        {
            foreach (var phases in choices)
            {
                Assert.Equal(
                    rows.Where(row => phases.Contains(row.Phase) && Sees(scope, row))
                        .OrderBy(row => row.Due ?? DateTimeOffset.MinValue)
                        .ThenBy(row => row.Item, StringComparer.Ordinal)
                        .Take(50)
                        .Select(row => row.Item),
                    (await reading.Waiting(scope, phases)).Select(row => row.Item)
                );
            }

            var until = county.Now.AddDays(30);
            ItemPhase[] held =
            [
                ItemPhase.Assigned,
                ItemPhase.InHand,
                ItemPhase.DoneReported,
                ItemPhase.LaidBefore,
                ItemPhase.Confirmed,
            ];
            Assert.Equal(
                rows.Where(row =>
                        held.Contains(row.Phase)
                        && row.Due <= until
                        && row.Due >= until.AddDays(-90)
                        && Sees(scope, row)
                    )
                    .OrderBy(row => row.Due)
                    .ThenBy(row => row.Item, StringComparer.Ordinal)
                    .Take(20)
                    .Select(row => row.Item),
                (await reading.DueUntil(scope, until, from: until.AddDays(-90), most: 20)).Select(row =>
                    row.Item
                )
            );
        }
    }

    [Fact]
    public async Task What_a_unit_holds_owes_and_was_told_is_what_its_rows_say()
    {
        var rows = await Every();
        var reading = new ItemReading(new Counter(county));
        foreach (var scope in Scopes(rows).Where(scope => !scope.All))
        {
            Assert.Equal(
                rows.Where(row => !IsOver(row) && HasPlace(scope.Unit, row)).Select(row => row.Item).Order(),
                (await reading.HeldBy(scope.Unit)).Select(row => row.Item).Order()
            );
            Assert.Equal(
                rows.Where(row =>
                        row.Phase is ItemPhase.Assigned or ItemPhase.InHand
                        && row.Due is { } due
                        && (row.NearTold == due || row.OverdueTold == due)
                        && row.ToldTo.Split(',').Contains(scope.Unit)
                    )
                    .OrderBy(row => row.Due)
                    .ThenBy(row => row.Item, StringComparer.Ordinal)
                    .Take(50)
                    .Select(row => row.Item),
                (await reading.Reminders(scope.Unit)).Select(row => row.Item)
            );
        }
    }

    /// <summary>The whole table, the newest first.</summary>
    private async Task<IReadOnlyList<ItemRow>> Every()
    {
        await using var connection = await county.Node.Store.Read();
        var rows = await new ItemView().Read(connection, Jurisdiction, "");
        Assert.All(rows, row => Assert.Equal(IsLate(row) ? row.Place : null, row.LatePlace));
        return [.. rows.OrderByDescending(row => row.Place)];
    }

    private static IEnumerable<ItemScope> Scopes(IReadOnlyList<ItemRow> rows) =>
        rows.SelectMany(row =>
                new[] { row.Lead }.Concat(row.Assistants.Split(',')).Concat(row.Called.Split(','))
            )
            .Where(unit => unit.Length > 0)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(unit => new ItemScope(false, unit, "o"))
            .Prepend(new ItemScope(true, "u-dudao", "o-dudao"));

    private static string WordsOf(ItemRow row, Random random)
    {
        var from = random.Next(row.Title.Length);
        var words = row.Title.Substring(from, Math.Min(random.Next(1, 5), row.Title.Length - from));
        return random.Next(4) switch
        {
            0 => $"{words} {row.Title[..2]}",
            1 when row.Number.Length > 5 => row.Number[..random.Next(5, row.Number.Length + 1)],
            _ => words,
        };
    }

    private static bool Sees(ItemScope scope, ItemRow row) =>
        scope.All
        || (
            row.Phase is not (ItemPhase.Proposed or ItemPhase.Approved or ItemPhase.Declined)
            && HasPlace(scope.Unit, row)
        );

    private static bool HasPlace(string unit, ItemRow row) =>
        row.Lead == unit || row.Assistants.Split(',').Contains(unit) || row.Called.Split(',').Contains(unit);

    private static bool IsLate(ItemRow row) => row.LapsedAt is not null && row.ClosedAt is null;

    private static bool IsOver(ItemRow row) =>
        row.Phase
            is ItemPhase.Declined
                or ItemPhase.Closed
                or ItemPhase.StruckOff
                or ItemPhase.Withdrawn
                or ItemPhase.Merged
                or ItemPhase.Split;

    private static bool Fits(ItemWanted wanted, ItemRow row) =>
        (wanted.Phase is null || row.Phase == wanted.Phase)
        && (wanted.Source is null || row.Source == wanted.Source)
        && (wanted.Lead.Length == 0 || row.Lead == wanted.Lead)
        && (!wanted.LateOnly || IsLate(row))
        && wanted
            .Words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .All(word =>
                word.StartsWith('督') && word.Length > 1 && char.IsAsciiDigit(word[1])
                    ? row.Number.StartsWith(word, StringComparison.Ordinal)
                    : word.Any(char.IsLetterOrDigit)
                        && row.Title.Contains(word, StringComparison.OrdinalIgnoreCase)
            );

    private sealed class Counter(DemoCountyHost county) : ICounter
    {
        public Mandate? Mandate => null;

        public Clerk Clerk => county.Node.Logs[0].Clerk;

        public ILogStore Store => county.Node.Store;

        public TimeProvider Time => TimeProvider.System;

        public IAttachments? Attachments => null;

        public Task<string?> Receipt(long index, CancellationToken cancel = default) =>
            Task.FromResult<string?>(null);
    }
}
