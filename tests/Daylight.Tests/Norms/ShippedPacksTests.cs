using Daylight.Cli;
using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Tests.Norms;

/// <summary>The packs in rulepacks/ are sound: they load, prove themselves by their cases, and leave no row of their essay unaccounted for.</summary>
public sealed class ShippedPacksTests
{
    private static readonly string[] s_essays =
    [
        "xingyang",
        "xiangshan",
        "taining",
        "masked-city",
        "kongtong",
        "zhongguan",
        "jining",
    ];

    private static readonly string s_folder = PackFolders.Default()!;

    public static TheoryData<string> Names => [.. PackFolders.Read(s_folder).Select(pack => pack.Name)];

    public static TheoryData<string> Places =>
        [.. PackFolders.Read(s_folder).Select(pack => pack.Name).Where(name => name != "national")];

    private static PackFolder Folder(string name) =>
        Assert.Single(PackFolders.Read(Path.Combine(s_folder, name)));

    private static RulePack Pack(string name) => Folder(name).Loaded.Pack!;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pack_has_neither_faults_nor_terms_without_words(string name) =>
        Assert.Empty(Folder(name).Loaded.Faults.Select(fault => fault.ToString()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_norm_of_a_pack_has_a_worked_case(string name)
    {
        var pack = Pack(name);
        var proved = pack.Cases.Select(each => each.Ask).ToHashSet();

        Assert.DoesNotContain(pack.Norms, norm => !proved.Contains(norm.Id));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_worked_case_of_a_pack_comes_out_as_written(string name) =>
        Assert.Empty(
            Pack(name)
                .Run(WorkCalendar.Shipped)
                .Where(result => !result.Passed)
                .Select(result =>
                    $"{result.Case.At} {result.Case.Title}: {string.Join("; ", result.Differences)}"
                )
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void At_least_95_of_100_nudged_numbers_are_noticed_by_a_case(string name)
    {
        var nudges = PackMutation.Run(Pack(name), WorkCalendar.Shipped);

        Assert.NotEmpty(nudges);
        Assert.True(
            nudges.Count(nudge => nudge.Caught) * 100 >= nudges.Length * 95,
            string.Join(
                '\n',
                nudges.Where(nudge => !nudge.Caught).Select(nudge => $"{nudge.At} {nudge.From} -> {nudge.To}")
            )
        );
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_place_adopts_its_pack_on_top_of_the_national_one_without_conflict(string name) =>
        Assert.Empty(Rulebook.Of([Pack("national"), Pack(name)]).Faults.Select(fault => fault.ToString()));

    [Theory]
    [MemberData(nameof(Places))]
    public void A_term_means_the_same_in_the_national_pack_and_in_a_place(string name)
    {
        var (national, local) = (Pack("national").Words, Pack(name).Words);

        Assert.DoesNotContain(
            local.Terms,
            term => national.Knows(term) && national.Say(term).Zh != local.Say(term).Zh
        );
    }

    [Fact]
    public void Every_row_of_the_essays_is_carried_or_accounted_for()
    {
        var rows = Inventory.Parse(File.ReadAllText(Path.Combine(s_folder, "inventory.tsv")));
        var table = Inventory.Table(rows, [.. s_essays.Select(Pack)]);
        Assert.Empty(table.Where(row => row.IsOpen).Select(row => row.Row.Id));
        Assert.DoesNotContain(table, row => !row.Norms.IsEmpty && row.Why is not null);
    }

    [Theory]
    [InlineData("masked-city", "posts.last-place")]
    [InlineData("kongtong", "members.duty-letter")]
    [InlineData(
        "jining",
        "mass-review.last-head-adjusted",
        "mass-review.live-television",
        "mid-level.ten-worst",
        "reports.anonymous-to-team"
    )]
    [InlineData(
        "zhongguan",
        "openness.photo-plate",
        "report-days.family-planning",
        "report-days.public-order",
        "report-days.routine",
        "report-days.safety",
        "safety.equal-reward",
        "safety.letters",
        "safety.risk-deposit"
    )]
    public void Legacy_norms_of_the_later_essays_are_off(string pack, params string[] ids)
    {
        var book = Rulebook.Of([Pack("national"), Pack(pack)]);
        var legacy = Pack(pack).Norms.Where(norm => norm.Legacy is not null).ToArray();

        Assert.Equal(ids, legacy.Select(norm => norm.Id.Text).Order(StringComparer.Ordinal));
        Assert.All(legacy, norm => Assert.False(book.IsOn(norm)));
    }

    [Fact]
    public void What_the_law_no_longer_allows_is_switched_off_with_its_reason()
    {
        var book = Rulebook.Of([Pack("national"), Pack("xiangshan")]);

        var legacy = Pack("xiangshan").Norms.Where(norm => norm.Legacy is not null).ToArray();

        Assert.Equal(
            ["declarations.unit-meeting", "integrity.half-bonus"],
            legacy.Select(norm => norm.Id.Text).Order()
        );
        Assert.All(legacy, norm => Assert.False(book.IsOn(norm)));
        Assert.All(legacy, norm => Assert.NotEmpty(norm.Legacy!.Replacement));
    }
}
