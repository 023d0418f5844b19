using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;

namespace Daylight.Web.Demo;

/// <summary>How a matter goes: most in time, some extended, some late, some not finished at all.</summary>
internal sealed class DemoRoads(DemoCounty county)
{
    private readonly Mandate _officer = county.Holder("supervision.run").Mandate;
    private readonly Mandate _publisher = county.Holder("supervision.publish").Mandate;
    private readonly IReadOnlyList<DemoPerson> _givers =
    [
        .. county.People.Where(person => person.Powers.Contains("supervision.give")),
    ];

    private enum Fate
    {
        InTime,
        Extended,
        Late,
        Stuck,
        SentBack,
    }

    public IReadOnlyList<DemoStep> Of(DemoRun run)
    {
        var road = new DemoRoad(run.Id);
        var giver = Giver(run).Mandate;
        var lead = county.Liaison(run.Lead);
        road.Add(
            DemoStep.Quarter(run.Day, DemoDraw.Share(run.At, 2) * 0.7),
            new Propose.Act(
                run.Id,
                run.Title,
                run.Source,
                run.Reference,
                run.Demand,
                giver.Office,
                run.Lead,
                run.Assistants,
                run.Given,
                false
            ),
            _officer
        );
        road.After(0.5, at => Task.FromResult<Act>(new Approve.Act(run.Id, DemoStep.Day(at).Year)), giver);
        road.After(0.25, new Assign.Act(run.Id, ""), _officer);
        Signed(road, run, lead);
        Worked(road, run, giver, lead);
        return road.Steps;
    }

    private void Signed(DemoRoad road, DemoRun run, Mandate lead)
    {
        var slow = DemoDraw.Share(run.At, 3) < 0.06 ? 4 : 0.25 + DemoDraw.Share(run.At, 4);
        road.After(slow, new Sign.Act(run.Id, run.Lead, SigningWay.Screen, null), lead);
        foreach (var unit in run.Assistants)
        {
            road.After(0.25, new Sign.Act(run.Id, unit, SigningWay.Screen, null), county.Liaison(unit));
        }

        if (ForTheColumn(run))
        {
            road.After(1, Publishing(run), _publisher, may: true);
        }
    }

    private static bool ForTheColumn(DemoRun run) =>
        run.Source
            is ItemSource.LivelihoodProject
                or ItemSource.WorkReport
                or ItemSource.DeputyProposal
                or ItemSource.Meeting
        && DemoDraw.Share(run.At, 5) < 0.55;

    /// <summary>The entry, or its next edition. Where it is late, none before the unit was heard: then it is refused.</summary>
    private Publish.Act Publishing(DemoRun run) =>
        new(
            run.Id,
            Publish.NewRecord(run.Id),
            run.Title,
            county.Units.First(unit => unit.Id == run.Lead).ShortName
        );

    private void Worked(DemoRoad road, DemoRun run, Mandate giver, Mandate lead)
    {
        var fate = FateOf(run);
        var at = DemoStep.Quarter(run.Day, run.Span * 0.35);
        road.Add(at, new Progress.Act(run.Id, run.Progress, false, []), lead);
        if (run.Span >= 80)
        {
            road.Add(
                DemoStep.Quarter(run.Day, run.Span * 0.55),
                new Progress.Act(run.Id, "", true, []),
                lead
            );
        }

        if (fate is Fate.Extended)
        {
            Extended(road, run, giver, lead);
        }

        if (fate is Fate.Late or Fate.Stuck)
        {
            road.Add(
                DemoStep.Quarter(run.Day, (run.Span * 1.05) + 3),
                new Remind.Act(run.Id, run.Lead, "电话", "已过办理期限，请说明原因并报送下一步安排。"),
                _officer,
                may: true
            );
        }

        if (fate is not Fate.Stuck)
        {
            Finished(road, run, fate, giver, lead);
        }
    }

    private static void Extended(DemoRoad road, DemoRun run, Mandate giver, Mandate lead)
    {
        road.Add(
            DemoStep.Quarter(run.Day, run.Span * 0.75),
            new AskExtension.Act(
                run.Id,
                run.Day.AddDays((int)(run.Span * 1.45) + 6),
                "涉及的前置手续由上级部门审查，预计需延长办理时间。"
            ),
            lead,
            may: true
        );
        road.After(1.5, new DecideExtension.Act(run.Id, true, "同意，按新期限办结。"), giver, may: true);
    }

    private void Finished(DemoRoad road, DemoRun run, Fate fate, Mandate giver, Mandate lead)
    {
        var share = fate switch
        {
            Fate.InTime or Fate.SentBack => 0.5 + (DemoDraw.Share(run.At, 8) * 0.4),
            Fate.Extended => 1.1 + (DemoDraw.Share(run.At, 8) * 0.3),
            _ => 1.15 + (DemoDraw.Share(run.At, 8) * 0.6),
        };
        road.Add(DemoStep.Quarter(run.Day, run.Span * share), new ReportDone.Act(run.Id, run.Done, []), lead);
        if (fate is Fate.SentBack)
        {
            road.After(
                1,
                new Check.SendBackAct(run.Id, "佐证资料不全，请补充验收意见后重新报送。"),
                _officer
            );
            road.After(4, new ReportDone.Act(run.Id, $"{run.Done}已按审核意见补充验收资料。", []), lead);
        }

        road.After(1, new Check.LayBeforeAct(run.Id, "经核查，要求事项已落实，拟同意办结。"), _officer);
        road.After(1.5, new Speak.Act(run.Id, true, "已阅，同意。"), giver);
        road.After(0.5, new Close.Act(run.Id), _officer);
        if (ForTheColumn(run))
        {
            road.After(2, Publishing(run), _publisher, may: true);
        }

        road.After(12, new Close.StrikeOffAct(run.Id, "资料归档，抽查回访无异议。"), _officer);
    }

    private static Fate FateOf(DemoRun run) =>
        DemoDraw.Share(run.At, 6) switch
        {
            < 0.60 => Fate.InTime,
            < 0.70 => Fate.SentBack,
            < 0.80 => run.Given is null || run.Given == "year-end" ? Fate.InTime : Fate.Extended,
            < 0.96 => Fate.Late,
            _ => Fate.Stuck,
        };

    /// <summary>Who gave it, as the paper says.</summary>
    private DemoPerson Giver(DemoRun run) =>
        run.Reference.StartsWith("县委书记", StringComparison.Ordinal)
        || run.Reference.StartsWith("县委", StringComparison.Ordinal)
            ? _givers.FirstOrDefault(person => person.Unit == "u-xianwei") ?? _givers[0]
        : run.Reference.Contains("副县长", StringComparison.Ordinal) || run.Source is ItemSource.Hotline
            ? _givers.FirstOrDefault(person => person.PostName == "常务副县长") ?? _givers[0]
        : _givers[0];
}
