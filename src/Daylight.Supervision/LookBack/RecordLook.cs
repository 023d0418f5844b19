using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;

namespace Daylight.Supervision.LookBack;

/// <summary>
/// 回头看: what was found at an item that was drawn. Whoever closed it does not look at it. Where it did not hold, its reopening is
/// proposed: the unit is heard, and a named person decides.
/// </summary>
public static class RecordLook
{
    /// <summary>The duty to look at all that was drawn, within its draw.</summary>
    public const string Duty = "looks";

    /// <summary>The consequence, as a term of the rule packs.</summary>
    public const string Consequence = "reopen-item";

    /// <summary>The proposal that one look makes, within its item.</summary>
    public static string ProposalOf(string draw) => $"{Consequence}.{draw}";

    public sealed record Act(
        string Draw,
        string Item,
        bool Held,
        string Way,
        string Found,
        IReadOnlyList<AttachmentRef> Files
    ) : Proceedings.Act
    {
        public override Power Needs => SupervisionPowers.Run;

        public override IReadOnlyList<StreamRef> Streams =>
            [
                LookBack.Draw.At(Draw),
                MatterDuties.Of(DrawStreams.Of(Draw)),
                KeyWork.Item.At(Item),
                MatterProposals.Of(ItemStreams.Of(Item)),
            ];

        public override Decision Decide(Hearing hearing) =>
            RecordLook.Decide(
                hearing.State(LookBack.Draw.At(Draw)),
                hearing.State(KeyWork.Item.At(Item)),
                this,
                hearing
            );
    }

    private static Decision Decide(Draw draw, Item item, Act act, Hearing hearing) =>
        draw.Standing is DrawStanding.None ? new NoSuchDraw(act.Draw)
        : draw.Standing is not DrawStanding.Made ? new DrawIsElsewhere(draw.Title, "已抽取，回头看中")
        : item.Phase is ItemPhase.None ? new NoSuchItem(act.Item)
        : !draw.Drawn.Contains(item.Number, StringComparer.Ordinal) ? new ItemWasNotDrawn(item.Number)
        : draw.Looked.ContainsKey(item.Number) ? new ItemWasLookedAt(item.Number)
        : item.ClosedBy == hearing.Mandate.Person
            ? new LookerClosedIt(item.Number, hearing.Rules.Find(LookBackNorms.Apart)?.Ref)
        : string.IsNullOrWhiteSpace(act.Way) || string.IsNullOrWhiteSpace(act.Found)
            ? new ReasonIsMissing("回头看的方式和情况")
        : SecrecyMark.In(act.Way, act.Found) is { } mark ? new TextBearsASecrecyMark(mark)
        : Decision.Grant([
            new LookRecorded(
                draw.Id,
                item.Id,
                item.Number,
                item.Lead,
                act.Held,
                act.Way.Trim(),
                act.Found.Trim(),
                act.Files,
                hearing.Mandate.Person
            ),
            .. act.Held ? [] : Reopening(draw, item, act, hearing),
            .. draw.Looked.Count + 1 == draw.Places.Length
            && hearing.State(MatterDuties.Of(DrawStreams.Of(draw.Id))).Open.ContainsKey(Duty)
                ? (Fact[])[new DutyDischarged(DrawStreams.Of(draw.Id), Duty, hearing.Now)]
                : [],
        ]);

    private static IEnumerable<Fact> Reopening(Draw draw, Item item, Act act, Hearing hearing) =>
        hearing.Rules.Find(LookBackNorms.Reopening)?.Ref is { } norm
        && item.Phase is ItemPhase.Closed or ItemPhase.StruckOff
        && hearing.State(MatterProposals.Of(ItemStreams.Of(item.Id))).Find(ProposalOf(draw.Id)) is null
            ?
            [
                new ProposalMade(
                    ItemStreams.Of(item.Id),
                    ProposalOf(draw.Id),
                    item.Lead,
                    Consequence,
                    AfterHearing: true,
                    norm,
                    item.Title,
                    act.Found.Trim(),
                    hearing.Mandate.Person
                ),
            ]
            : [];
}

/// <summary>公布结果: once all that were drawn were looked at, the audited rate goes to the public beside the reported one.</summary>
public static class ConcludeDraw
{
    /// <param name="ReportedMet">Of the items due in the period, those reported done by their first date, as the ledger counts.</param>
    /// <param name="ReportedDue">How many these are.</param>
    public sealed record Act(string Draw, int ReportedMet, int ReportedDue) : DrawAct(Draw)
    {
        public override Power Needs => SupervisionPowers.Publish;

        internal override Decision Decide(Draw draw, Hearing hearing) =>
            draw.Standing is not DrawStanding.Made ? new DrawIsElsewhere(draw.Title, "已抽取，回头看中")
            : draw.Drawn.Where(number => !draw.Looked.ContainsKey(number)).ToList() is [var first, ..] open
                ? new LooksAreOpen(open.Count, first)
            : ReportedMet < 0 || ReportedDue < ReportedMet
                ? new DrawIsElsewhere(draw.Title, "已抽取，回头看中")
            : Decision.Grant(
                new DrawConcluded(draw.Id, draw.Rate.Looked, draw.Rate.Held, ReportedMet, ReportedDue),
                draw.Posted(3, draw.Record, Result(draw.Rate), hearing.Today)
            );

        private string Result(AuditedRate rate) =>
            $"报告的按期办结率{OnTime.Share(ReportedMet, ReportedDue)}（{ReportedMet}／{ReportedDue}件）；"
            + $"回头看{rate.Looked}件，办结属实{rate.Held}件，属实率{rate.Share}，95%置信区间{rate.Between}";
    }
}
