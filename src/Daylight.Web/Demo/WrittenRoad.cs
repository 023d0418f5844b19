using System.Globalization;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;

namespace Daylight.Web.Demo;

/// <summary>The steps of a matter of which it is written down how far it is: so that every phase can be seen.</summary>
internal sealed class WrittenRoad
{
    private static readonly string[] s_order = ["proposed", "approved", "assigned", "signed", "progress"];

    private readonly DemoItem _item;
    private readonly string _id;
    private readonly DateOnly _today;
    private readonly Mandate _officer;
    private readonly Mandate _head;
    private readonly Mandate _lead;
    private readonly List<DemoStep> _steps = [];

    private WrittenRoad(DemoCounty county, DemoItem item, int at, DateOnly today)
    {
        _item = item;
        _id = string.Create(CultureInfo.InvariantCulture, $"demo-{at + 1:00}");
        _today = today;
        _officer = county.Holder("supervision.run").Mandate;
        _head = county.Holder("supervision.give").Mandate;
        _lead = county.Liaison(item.Lead);
    }

    public static IReadOnlyList<DemoStep> Of(DemoCounty county, DemoItem item, int at, DateOnly today)
    {
        var road = new WrittenRoad(county, item, at, today);
        road.Begin();
        if (item.Publish)
        {
            var name = county.Units.First(unit => unit.Id == item.Lead).ShortName;
            road.Add(
                item.Ago - 1.2,
                new Publish.Act(road._id, Publish.NewRecord(road._id), item.Title, name),
                county.Holder("supervision.publish").Mandate
            );
        }

        return road._steps;
    }

    private void Begin()
    {
        Add(
            _item.Ago,
            new Propose.Act(
                _id,
                _item.Title,
                _item.Source,
                _item.Reference,
                _item.Demand,
                _head.Office,
                _item.Lead,
                _item.Assistants,
                _item.Given,
                _item.Source is ItemSource.LeaderNote
            ),
            _officer
        );
        if (
            Reached("approved", _item.Ago - 0.3, Approving(), _head)
            && Reached("assigned", _item.Ago - 0.6, new Assign.Act(_id, ""), _officer)
            && Reached(
                "signed",
                _item.Ago - 0.9,
                new Sign.Act(_id, _item.Lead, SigningWay.Screen, null),
                _lead
            )
            && Reached(
                "progress",
                _item.Ago * 0.7,
                new Progress.Act(_id, "已制定实施方案，明确责任科室和时间节点，正在组织实施。", false, []),
                _lead
            )
        )
        {
            GoOn();
        }
    }

    private Approve.Act Approving() => new(_id, DemoStep.Day(Quarter(_item.Ago - 0.3)).Year);

    private void GoOn()
    {
        switch (_item.Road)
        {
            case "extended":
                var to = _today.AddDays(24);
                Add(
                    _item.Ago * 0.3,
                    new AskExtension.Act(_id, to, "其中1个问题涉及医保结算系统改造，需与市级平台联调。"),
                    _lead
                );
                Add(
                    (_item.Ago * 0.3) - 1,
                    new DecideExtension.Act(_id, true, "同意，按新期限抓紧办结。"),
                    _head
                );
                break;
            case "done" or "laid-before" or "closed" or "struck-off":
                Finish(_item.Ago * 0.5);
                break;
            case "overdue":
                Add(
                    2,
                    new Remind.Act(_id, _item.Lead, "电话", "请尽快反馈办理情况，有困难的说明原因。"),
                    _officer
                );
                break;
            default:
                break;
        }
    }

    private void Finish(double ago)
    {
        Add(ago, new ReportDone.Act(_id, "各项要求已落实，资料齐全，请审核。", []), _lead);
        if (_item.Road is "done")
        {
            return;
        }

        Add(ago - 1, new Check.LayBeforeAct(_id, "经核查，拟同意办结。"), _officer);
        if (_item.Road is "laid-before")
        {
            return;
        }

        Add(ago - 2, new Speak.Act(_id, true, "已阅。"), _head);
        Add(ago - 2.5, new Close.Act(_id), _officer);
        if (_item.Road is "struck-off")
        {
            Add(ago - 3, new Close.StrikeOffAct(_id, "资料归档，回访无异议。"), _officer);
        }
    }

    private bool Reached(string phase, double ago, Act act, Mandate who)
    {
        var far = Array.IndexOf(s_order, _item.Road);
        if (far >= 0 && far < Array.IndexOf(s_order, phase))
        {
            return false;
        }

        Add(ago, act, who);
        return true;
    }

    private void Add(double ago, Act act, Mandate who) =>
        _steps.Add(new DemoStep(Quarter(ago), _id, () => Task.FromResult(act), who));

    /// <summary>So many days back, its part of a day as a quarter of the working day.</summary>
    private int Quarter(double ago) =>
        DemoStep.Quarter(_today, -Math.Ceiling(ago) + (Math.Ceiling(ago) - ago));
}
