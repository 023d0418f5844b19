using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Figures;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Supervision;

/// <summary>A figure is collected once: what a unit gave under one item stands in the form of the next.</summary>
public sealed class FigureTests
{
    private static AskFigure.Act Ask(
        string item,
        string figure = "已改造管网长度",
        string basis = "甬政办〔2026〕31号"
    ) => new(item, "u-housing", figure, "公里", basis, new DateOnly(2026, 5, 12));

    private static GiveFigure.Act Give(
        string item,
        string value,
        string reason = "",
        string figure = "已改造管网长度"
    ) => new(item, "u-housing", figure, value, reason);

    private static Trial TwoInHand()
    {
        var trial = new Trial();
        foreach (var item in (string[])["one", "two"])
        {
            trial.Grants(Road.Minutes(item), Road.Officer);
            trial.Grants(new Approve.Act(item, 2026), Road.Head);
            trial.Grants(new Assign.Act(item, ""), Road.Officer);
            trial.Grants(new Sign.Act(item, "u-housing", SigningWay.Screen, null), Road.Housing);
        }

        return trial;
    }

    [Fact]
    public void A_figure_given_elsewhere_is_confirmed_as_it_is_with_its_source()
    {
        var trial = TwoInHand();
        trial.Grants(Ask("one"), Road.Officer);
        var first = Assert.IsType<FigureGiven>(trial.Grants(Give("one", "2.9"), Road.Housing)[0]);
        Assert.Null(first.Known);

        trial.Grants(Ask("two", " 已改造管网长度（）"), Road.Officer);
        var again = Assert.IsType<FigureGiven>(trial.Grants(Give("two", "2.9"), Road.Housing)[0]);

        Assert.Equal(new KnownFigure("2.9", "one", first.Number, first.On), again.Known);
        Assert.Equal("", again.Reason);
    }

    [Fact]
    public void A_figure_that_differs_says_why_and_names_both()
    {
        var trial = TwoInHand();
        trial.Grants(Ask("one"), Road.Officer);
        trial.Grants(Give("one", "2.9"), Road.Housing);
        trial.Grants(Ask("two"), Road.Officer);

        var refusal = trial.Refuses<FigureWasGivenOtherwise>(Give("two", "3.4"), Road.Housing);
        Assert.Equal("2.9", refusal.Value);
        var corrected = Assert.IsType<FigureGiven>(
            trial.Grants(Give("two", "3.4", "五月又完成0.5公里。"), Road.Housing)[0]
        );
        Assert.Equal("五月又完成0.5公里。", corrected.Reason);

        trial.Grants(Ask("one"), Road.Officer);
        Assert.Equal("3.4", trial.Refuses<FigureWasGivenOtherwise>(Give("one", "2.9"), Road.Housing).Value);
    }

    [Fact]
    public void A_demand_has_its_basis_its_date_and_its_unit_and_is_made_once()
    {
        var trial = TwoInHand();

        trial.Refuses<DemandHasNoBasis>(Ask("one", basis: " "), Road.Officer);
        trial.Refuses<ItemNeedsItsWords>(Ask("one", figure: "（）"), Road.Officer);
        trial.Refuses<PartIsDueTooLate>(Ask("one") with { Until = new(2026, 5, 7) }, Road.Officer);
        trial.Refuses<NoSuchItem>(Ask("one") with { Unit = "u-else" }, Road.Officer);
        trial.Refuses<YourOfficeLacksThePower>(Ask("one"), Road.Housing);
        trial.Refuses<NoSuchFigureIsAsked>(Give("one", "2.9"), Road.Housing);
        Assert.Contains(trial.Grants(Ask("one"), Road.Officer), fact => fact is DutyOpened);
        trial.Refuses<ARequestWaitsAlready>(Ask("one"), Road.Officer);
        trial.Refuses<NoSuchFigureIsAsked>(Give("two", "2.9"), Road.Housing);
        Assert.Contains(trial.Grants(Give("one", "2.9"), Road.Housing), fact => fact is DutyDischarged);
        trial.Refuses<NoSuchFigureIsAsked>(Give("one", "2.9"), Road.Housing);
    }
}
