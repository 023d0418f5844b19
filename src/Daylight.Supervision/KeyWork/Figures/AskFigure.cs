using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Figures;

/// <summary>
/// 要数: a figure is asked for once, with the paper that lets it be asked for. Where the unit gave it elsewhere, what it gave stands in the
/// form with its source, and the unit confirms it in one tap.
/// </summary>
public static class AskFigure
{
    /// <param name="Unit">Opaque id of a unit that handles the item.</param>
    public sealed record Act(
        string Item,
        string Unit,
        string Figure,
        string Measure,
        string Basis,
        DateOnly Until
    ) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

        public override IReadOnlyList<StreamRef> Streams => [.. base.Streams, FigureBook.At(Unit)];

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            AskFigure.Decide(item, duties, this, hearing);
    }

    private static Decision Decide(Item item, MatterDuties duties, Act act, Hearing hearing)
    {
        var due = duties.Open.GetValueOrDefault(ItemDuties.Close)?.Due;
        return item.Phase is not (ItemPhase.Assigned or ItemPhase.InHand)
                ? new ItemIsElsewhere(item.Number, item.Phase, "待签收或者办理中")
            : !item.IsHandledBy(act.Unit) ? new NoSuchItem(item.Id)
            : string.IsNullOrWhiteSpace(act.Basis) ? new DemandHasNoBasis(item.Number)
            : FigureBook.KeyOf(act.Figure).Length == 0 || string.IsNullOrWhiteSpace(act.Measure)
                ? new ItemNeedsItsWords("数据名称和计量单位")
            : SecrecyMark.In(act.Figure, act.Measure, act.Basis) is { } mark ? new TextBearsASecrecyMark(mark)
            : hearing
                .State(FigureBook.At(act.Unit))
                .Asked.ContainsKey((item.Id, FigureBook.KeyOf(act.Figure)))
                ? new ARequestWaitsAlready(item.Number)
            : act.Until < hearing.Today || (due is { } end && act.Until > Norms.Calendar.Shanghai.DayOf(end))
                ? new PartIsDueTooLate(item.Number, act.Figure, act.Until, due)
            : Decision.Grant([
                new FigureAsked(
                    item.Id,
                    act.Unit,
                    act.Figure.Trim(),
                    act.Measure.Trim(),
                    act.Basis.Trim(),
                    act.Until
                ),
                .. ItemDuties.OpenGiven(
                    item,
                    DutyOf(act.Unit, act.Figure),
                    "item.figure",
                    act.Unit,
                    act.Until,
                    hearing
                ),
            ]);
    }

    /// <summary>The duty of a figure within its item.</summary>
    public static string DutyOf(string unit, string figure) => $"figure-{FigureBook.IdOf(unit, figure)}";
}

[NoNorm("practice: every demand on a unit carries its basis and number (要求须有号)")]
public sealed record DemandHasNoBasis(string Number) : Refusal;
