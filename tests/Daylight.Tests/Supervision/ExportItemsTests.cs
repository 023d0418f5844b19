using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Papers;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Supervision;

public sealed class ExportItemsTests
{
    private static readonly Mandate s_officer = Trial.Officer(
        "p-officer",
        "o-office",
        "u-office",
        "supervision.run"
    );
    private static readonly Mandate s_head = Trial.Officer(
        "p-head",
        "o-head",
        "u-gov",
        "supervision.approve"
    );

    /// <summary>As the national pack has it (items.export).</summary>
    private const int Alone = 500;
    private const int Most = 5000;

    private static ExportItems.Act Export(int rows, string purpose = "会议汇报") =>
        new("e1", "?q=a", rows, "xlsx", purpose);

    [Theory]
    [InlineData(Alone, typeof(ListExported))]
    [InlineData(Alone + 1, typeof(ExportAsked))]
    [InlineData(Most, typeof(ExportAsked))]
    public void Up_to_the_limit_one_person_takes_a_list_out_and_above_it_two(int rows, Type fact) =>
        Assert.IsType(fact, Assert.Single(new Trial().Grants(Export(rows), s_officer)));

    [Fact]
    public void An_export_needs_a_purpose_and_an_end()
    {
        var trial = new Trial();

        trial.Refuses<ReasonIsMissing>(Export(1, " "), s_officer);
        trial.Refuses<ExportIsTooLarge>(Export(Most + 1), s_officer);
        trial.Refuses<YourOfficeLacksThePower>(Export(1), Trial.Officer("p", "o", "u", "registry.maintain"));
        trial.Grants(Export(1), s_officer);
        trial.Refuses<ExportIsDone>(Export(1), s_officer);
    }

    [Fact]
    public void What_a_second_person_agreed_to_is_taken_once_by_whoever_asked()
    {
        var trial = new Trial();
        trial.Grants(Export(Alone + 1), s_officer);
        trial.Refuses<NoSuchExport>(new ExportItems.TakeAct("e1", 501), s_officer);
        trial.Refuses<ExportNeedsASecondPerson>(
            new ExportItems.DecideAct("e1", true),
            Trial.Officer("p-officer", "o-head", "u-gov", "supervision.approve")
        );
        trial.Grants(new ExportItems.DecideAct("e1", true), s_head);

        trial.Refuses<NoSuchExport>(new ExportItems.TakeAct("e1", 501), s_head);
        trial.Grants(new ExportItems.TakeAct("e1", 501), s_officer);
        trial.Refuses<NoSuchExport>(new ExportItems.TakeAct("e1", 501), s_officer);
    }

    [Fact]
    public void Where_no_norm_says_how_much_may_leave_nothing_leaves()
    {
        var refusal = new Trial { InForce = AdoptedRules.None }.Refuses<ExportIsTooLarge>(
            Export(1),
            s_officer
        );

        Assert.Equal(0, refusal.Most);
        Assert.Equal(
            "items.export",
            new Trial().Refuses<ExportIsTooLarge>(Export(Most + 1), s_officer).Under!.Value.Id.Text
        );
    }

    [Fact]
    public void What_was_declined_stays_in_the_house()
    {
        var trial = new Trial();
        trial.Grants(Export(Alone + 1), s_officer);
        trial.Grants(new ExportItems.DecideAct("e1", false), s_head);

        trial.Refuses<NoSuchExport>(new ExportItems.TakeAct("e1", 501), s_officer);
        trial.Refuses<NoSuchExport>(new ExportItems.DecideAct("e1", true), s_head);
    }
}
