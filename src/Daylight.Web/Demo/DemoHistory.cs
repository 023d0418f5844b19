using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Store;
using Daylight.Supervision.KeyWork;

namespace Daylight.Web.Demo;

/// <summary>
/// Plays the past months of the demo county by performing real acts under a clock that is stepped: step, lapse what is
/// due, next act.
/// </summary>
public sealed class DemoHistory(DemoCounty county, Clerk clerk, ILogStore store, DemoClock clock)
{
    private readonly DutyWorker _worker = new(clerk, store, clock);
    private int _acts;

    /// <param name="packs">Folders of the rule packs to adopt, in order.</param>
    /// <param name="tell">Called with each step done and the number of steps.</param>
    public async Task Play(IReadOnlyList<string> packs, Action<int, int> tell, CancellationToken cancel)
    {
        var start = county.Items.Max(item => item.Ago) + 2;
        var today = Shanghai.DayOf(clock.GetUtcNow());
        clock.Stand(TimeSpan.FromDays(-start));
        await Found(packs, cancel);
        var steps = county
            .Items.SelectMany((item, at) => Road(item, $"demo-{at + 1:00}"))
            .OrderBy(step => step.Ago)
            .Reverse()
            .ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            await MoveTo(Moment(steps[i].Ago, today), cancel);
            await Do(steps[i].Act, steps[i].Who, cancel);
            tell(i + 1, steps.Count);
        }

        await MoveTo(clock.GetUtcNow() - clock.Ahead, cancel);
        clock.Stand(TimeSpan.Zero);
    }

    private async Task Found(IReadOnlyList<string> packs, CancellationToken cancel)
    {
        var registrar = county.Holder("rules.adopt").Mandate;
        await Do(new FoundRules.Act([.. packs.Select(Content)]), registrar, cancel);

        foreach (var unit in county.Units)
        {
            await Do(
                new Register.UnitAct(unit.Id, unit.Code, unit.Name, unit.ShortName, unit.Kind),
                registrar,
                cancel
            );
        }
    }

    private static string Content(string folder) =>
        RulePack
            .Load(
                Directory
                    .EnumerateFiles(folder, "*.yaml")
                    .Order(StringComparer.Ordinal)
                    .Select(file => new PackFile(Path.GetFileName(file), File.ReadAllText(file)))
            )
            .Pack!.Content;

    /// <summary>The instant of a step: so many days back, its fraction laid into the office hours of that day.</summary>
    private static DateTimeOffset Moment(double ago, DateOnly today)
    {
        var days = (int)Math.Ceiling(ago);
        return Shanghai.At(today.AddDays(-days), new TimeOnly(9, 0)).AddHours((days - ago) * 8);
    }

    /// <summary>Day by day, so that no step is longer than the clerk's clock guard allows and lapses happen on their day.</summary>
    private async Task MoveTo(DateTimeOffset moment, CancellationToken cancel)
    {
        for (var left = moment - clock.GetUtcNow(); left > TimeSpan.Zero; left = moment - clock.GetUtcNow())
        {
            clock.Advance(left < TimeSpan.FromDays(1) ? left : TimeSpan.FromDays(1));
            await _worker.LapseDue(cancel);
        }
    }

    private async Task Do(Act act, Mandate who, CancellationToken cancel)
    {
        var outcome = await clerk.Perform(new Submission($"demo-{++_acts:0000}", act, who), cancel);
        if (outcome is Outcome.Refused refused)
        {
            throw new InvalidOperationException(
                $"Bug in Daylight: the demo county's act {act} was refused: {refused.Refusal.Say().Zh}"
            );
        }
    }

    private List<(double Ago, Act Act, Mandate Who)> Road(DemoItem item, string id)
    {
        var officer = county.Holder("supervision.run").Mandate;
        var head = county.People.First(person => person.Powers.Contains("supervision.give"));
        var unit = new Mandate(
            $"p-of-{item.Lead}",
            $"o-{item.Lead[2..]}",
            item.Lead,
            county.Holder("supervision.answer").Mandate.Powers
        );
        var publisher = county.Holder("supervision.publish").Mandate;
        var now = clock.GetUtcNow() - clock.Ahead;
        var year = Shanghai.DayOf(now.AddDays(0.3 - item.Ago)).Year;
        var steps = new List<(double, Act, Mandate)>
        {
            (
                item.Ago,
                new Propose.Act(
                    id,
                    item.Title,
                    item.Source,
                    item.Reference,
                    item.Demand,
                    head.Office,
                    item.Lead,
                    item.Assistants,
                    item.Given,
                    item.Source is ItemSource.LeaderNote
                ),
                officer
            ),
        };
        if (
            Add("approved", item.Ago - 0.3, new Approve.Act(id, year), head.Mandate)
            && Add("assigned", item.Ago - 0.6, new Assign.Act(id, ""), officer)
            && Add("signed", item.Ago - 0.9, new Sign.Act(id, item.Lead, SigningWay.Screen, null), unit)
            && Add(
                "progress",
                item.Ago * 0.7,
                new Progress.Act(id, "已制定实施方案，明确责任科室和时间节点，正在组织实施。", false, []),
                unit
            )
        )
        {
            Rest(item, id, steps, officer, head.Mandate, unit, Shanghai.DayOf(now));
        }

        if (item.Publish)
        {
            steps.Add((item.Ago - 1.2, Published(item, id), publisher));
        }

        return steps;

        bool Add(string reached, double ago, Act act, Mandate who)
        {
            string[] order = ["proposed", "approved", "assigned", "signed", "progress"];
            var far = Array.IndexOf(order, item.Road);
            if (far >= 0 && far < Array.IndexOf(order, reached))
            {
                return false;
            }

            steps.Add((ago, act, who));
            return true;
        }
    }

    private Publish.Act Published(DemoItem item, string id) =>
        new(
            id,
            Publish.NewRecord($"column-{id}-{county.Items.Count}"),
            item.Title,
            county.Units.First(known => known.Id == item.Lead).ShortName
        );

    private static void Rest(
        DemoItem item,
        string id,
        List<(double, Act, Mandate)> steps,
        Mandate officer,
        Mandate head,
        Mandate unit,
        DateOnly today
    )
    {
        switch (item.Road)
        {
            case "extended":
                var to = today.AddDays(24);
                steps.Add(
                    (
                        item.Ago * 0.3,
                        new AskExtension.Act(id, to, "其中1个问题涉及医保结算系统改造，需与市级平台联调。"),
                        unit
                    )
                );
                steps.Add(
                    (
                        (item.Ago * 0.3) - 1,
                        new DecideExtension.Act(id, true, "同意，按新期限抓紧办结。"),
                        head
                    )
                );
                break;
            case "done" or "laid-before" or "closed" or "struck-off":
                steps.Add(
                    (item.Ago * 0.5, new ReportDone.Act(id, "各项要求已落实，资料齐全，请审核。", []), unit)
                );
                if (item.Road is "done")
                {
                    break;
                }

                steps.Add(
                    ((item.Ago * 0.5) - 1, new Check.LayBeforeAct(id, "经核查，拟同意办结。"), officer)
                );
                if (item.Road is "laid-before")
                {
                    break;
                }

                steps.Add(((item.Ago * 0.5) - 2, new Speak.Act(id, true, "已阅。"), head));
                steps.Add(((item.Ago * 0.5) - 2.5, new Close.Act(id), officer));
                if (item.Road is "struck-off")
                {
                    steps.Add(
                        ((item.Ago * 0.5) - 3, new Close.StrikeOffAct(id, "资料归档，回访无异议。"), officer)
                    );
                }

                break;
            case "overdue":
                steps.Add(
                    (
                        2,
                        new Remind.Act(id, item.Lead, "电话", "请尽快反馈办理情况，有困难的说明原因。"),
                        officer
                    )
                );
                break;
            default:
                break;
        }
    }
}
