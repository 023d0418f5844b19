using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Supervision;

/// <summary>People of an invented county and items that are some way along their road.</summary>
internal static class Road
{
    public const string Matter = "item/i1";

    public static readonly Mandate Officer = Trial.Officer(
        "p-officer",
        "o-supervision",
        "u-supervision",
        "supervision.run",
        "proposals.hear"
    );
    public static readonly Mandate Head = Trial.Officer(
        "p-head",
        "o-head",
        "u-government",
        "supervision.approve",
        "supervision.give",
        "proposals.decide"
    );
    public static readonly Mandate Deputy = Trial.Officer(
        "p-deputy",
        "o-deputy",
        "u-government",
        "proposals.decide"
    );
    public static readonly Mandate Housing = Trial.Officer(
        "p-li",
        "o-housing",
        "u-housing",
        "supervision.answer",
        "proposals.answer"
    );
    public static readonly Mandate Town = Trial.Officer(
        "p-wang",
        "o-town",
        "u-town",
        "supervision.answer",
        "proposals.answer"
    );
    public static readonly Mandate Other = Trial.Officer(
        "p-zhao",
        "o-other",
        "u-other",
        "supervision.answer",
        "proposals.answer"
    );
    public static readonly Mandate Editor = Trial.Officer("p-e", "o-e", "u-openness", "supervision.publish");

    public static Propose.Act Minutes(string item = "i1", bool urgent = false, string? given = null) =>
        new(
            item,
            "老旧小区管网改造",
            ItemSource.Meeting,
            "县政府第37次常务会议纪要第三项",
            "完成老旧小区管网改造2.9公里。",
            "o-head",
            "u-housing",
            ["u-town"],
            given,
            urgent
        );

    /// <summary>An item that its lead unit has in hand since 2026-05-08, due 2026-05-28.</summary>
    public static Trial InHand(bool urgent = false, string? given = null)
    {
        var trial = new Trial();
        trial.Grants(Minutes(urgent: urgent, given: given), Officer);
        trial.Grants(new Approve.Act("i1", 2026), Head);
        trial.Grants(new Assign.Act("i1", "物业科"), Officer);
        trial.Grants(new Sign.Act("i1", "u-housing", SigningWay.Screen, null), Housing);
        return trial;
    }

    /// <summary>The same, a millisecond after it lapsed.</summary>
    public static Trial Lapsed(bool urgent = false)
    {
        var trial = InHand(urgent);
        trial.Lapse(ItemDuties.Close);
        return trial;
    }

    /// <summary>Moves the clock past the due time of a duty and lapses it.</summary>
    public static void Lapse(this Trial trial, string duty)
    {
        var due = trial.Duties().Open[duty].Due!.Value;
        trial.Now = due.AddMilliseconds(1);
        trial.Grants(new Lapse.Act(Matter, duty, due), Mandate.Worker);
    }

    public static MatterDuties Duties(this Trial trial, string matter = Matter) =>
        trial
            .Facts.Where(fact => fact.Streams.Contains(matter))
            .Aggregate(MatterDuties.Start, (duties, fact) => duties.Apply(fact));

    public static MatterProposals Proposals(this Trial trial, string matter = Matter) =>
        trial
            .Facts.Where(fact => fact.Streams.Contains(matter))
            .Aggregate(MatterProposals.Start, (known, fact) => known.Apply(fact));

    public static Item Item(this Trial trial, string item = "i1") =>
        trial
            .Facts.Where(fact => fact.Streams.Contains($"item/{item}"))
            .Aggregate(Daylight.Supervision.KeyWork.Item.Start, (known, fact) => known.Apply(fact));

    public static Duty Closing(this Trial trial, string item = "i1") =>
        trial.Duties($"item/{item}").Open[ItemDuties.Close];

    public static DateOnly DueDay(this Trial trial, string item = "i1") =>
        Shanghai.DayOf(trial.Closing(item).Due!.Value);

    /// <summary>Puts the facts to the unit, which answers, and the head adopts.</summary>
    public static void HearAndAdopt(this Trial trial, string proposal)
    {
        trial.Grants(new CallHearing.Act(Matter, proposal, "到期未办结。"), Officer);
        trial.Grants(new AnswerProposal.Act(Matter, proposal, "管材到货推迟。", false), Housing);
        trial.Grants(new DecideProposal.Act(Matter, proposal, ProposalOutcome.Adopted, "", "情况属实"), Head);
    }
}
