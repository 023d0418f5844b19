using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Figures;

/// <summary>报数: gives a figure that was asked for. What was given elsewhere is confirmed as it is, or corrected with a reason.</summary>
public static class GiveFigure
{
    public sealed record Act(string Item, string Unit, string Figure, string Value, string Reason)
        : UnitAct(Item)
    {
        public override IReadOnlyList<StreamRef> Streams => [.. base.Streams, FigureBook.At(Unit)];

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            GiveFigure.Decide(item, duties, this, hearing);
    }

    private static Decision Decide(Item item, MatterDuties duties, Act act, Hearing hearing)
    {
        if (act.Unit != hearing.Mandate.Unit)
        {
            return new NoSuchFigureIsAsked(item.Number);
        }

        var (book, key) = (hearing.State(FigureBook.At(act.Unit)), FigureBook.KeyOf(act.Figure));
        if (book.Asked.GetValueOrDefault((item.Id, key)) is not { } asked)
        {
            return new NoSuchFigureIsAsked(item.Number);
        }

        var (value, reason) = (act.Value.Trim(), act.Reason.Trim());
        var known = book.Known.GetValueOrDefault(key);
        return value.Length == 0 ? new ItemNeedsItsWords(asked.Figure)
            : SecrecyMark.In(value, reason) is { } mark ? new TextBearsASecrecyMark(mark)
            : known is not null && known.Value != value && reason.Length == 0
                ? new FigureWasGivenOtherwise(asked.Figure, known.Value, known.Number, known.On)
            : Decision.Grant([
                new FigureGiven(
                    item.Id,
                    item.Number,
                    act.Unit,
                    asked.Figure,
                    value,
                    asked.Measure,
                    hearing.Today,
                    known,
                    known is null || known.Value == value ? "" : reason
                ),
                .. ItemDuties.Discharge(duties, item, AskFigure.DutyOf(act.Unit, asked.Figure), hearing.Now),
            ]);
    }
}

[NoNorm("an answer needs a request")]
public sealed record NoSuchFigureIsAsked(string Number) : Refusal;

/// <summary>It differs from what the unit gave elsewhere, and nothing says why.</summary>
/// <param name="From">事项编号 under which the other one was given.</param>
[NoNorm("practice: a figure is given once; another one says why it differs")]
public sealed record FigureWasGivenOtherwise(string Figure, string Value, string From, DateOnly On) : Refusal;
