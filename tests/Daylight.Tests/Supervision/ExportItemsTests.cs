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

    private static ExportItems.Act Export(int rows, string purpose = "会议汇报") =>
        new("e1", "?q=a", rows, "xlsx", purpose);

    [Theory]
    [InlineData(ExportAct.Alone, typeof(ListExported))]
    [InlineData(ExportAct.Alone + 1, typeof(ExportAsked))]
    [InlineData(ExportAct.Most, typeof(ExportAsked))]
    public void Up_to_the_limit_one_person_takes_a_list_out_and_above_it_two(int rows, Type fact) =>
        Assert.IsType(fact, Assert.Single(new Trial().Grants(Export(rows), s_officer)));

    [Fact]
    public void An_export_needs_a_purpose_and_an_end()
    {
        var trial = new Trial();

        trial.Refuses<ReasonIsMissing>(Export(1, " "), s_officer);
        trial.Refuses<ExportIsTooLarge>(Export(ExportAct.Most + 1), s_officer);
        trial.Refuses<YourOfficeLacksThePower>(Export(1), Trial.Officer("p", "o", "u", "registry.maintain"));
        trial.Grants(Export(1), s_officer);
        trial.Refuses<ExportIsDone>(Export(1), s_officer);
    }

    [Fact]
    public void What_a_second_person_agreed_to_is_taken_once_by_whoever_asked()
    {
        var trial = new Trial();
        trial.Grants(Export(ExportAct.Alone + 1), s_officer);
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
    public void What_was_declined_stays_in_the_house()
    {
        var trial = new Trial();
        trial.Grants(Export(ExportAct.Alone + 1), s_officer);
        trial.Grants(new ExportItems.DecideAct("e1", false), s_head);

        trial.Refuses<NoSuchExport>(new ExportItems.TakeAct("e1", 501), s_officer);
        trial.Refuses<NoSuchExport>(new ExportItems.DecideAct("e1", true), s_head);
    }
}
