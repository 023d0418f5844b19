using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 协办意见: the lead unit asks an assisting unit, with a date of its own; lateness is charged to the assistant. The lead unit's
/// clock goes on. An assistant may also speak unasked.
/// </summary>
public static class Opinions
{
    public sealed record AskAct(string Item, string Unit, string Question, DateOnly Until) : UnitAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            item.Lead != hearing.Mandate.Unit ? new OnlyTheLeadUnitMay(item.Number)
            : item.Phase is not ItemPhase.InHand ? new ItemIsElsewhere(item.Number, item.Phase, "办理中")
            : !item.Assistants.Contains(Unit) ? new NoAssistantOfThis(item.Number)
            : duties.Open.ContainsKey(DutyOf(Unit)) ? new ARequestWaitsAlready(item.Number)
            : string.IsNullOrWhiteSpace(Question) ? new ItemNeedsItsWords("需要协办单位做什么")
            : SecrecyMark.In(Question) is { } mark ? new TextBearsASecrecyMark(mark)
            : Until < hearing.Today
            || (
                duties.Open.GetValueOrDefault(ItemDuties.Close)?.Due is { } due
                && Until > Norms.Calendar.Shanghai.DayOf(due)
            )
                ? new PartIsDueTooLate(
                    item.Number,
                    "协办意见",
                    Until,
                    duties.Open.GetValueOrDefault(ItemDuties.Close)?.Due
                )
            : Decision.Grant([
                new OpinionAsked(item.Id, Unit, Question.Trim(), Until),
                .. Clock(item, hearing),
            ]);

        private IEnumerable<Fact> Clock(Item item, Hearing hearing) =>
            Norms.Calendar.Span.TryParse(
                $"by:{Until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}",
                out var span,
                out _
            )
            && DutyClock.Under(hearing.Rules, ItemNorms.Assisting, hearing.Now, hearing.Now, span)
                is { } clock
                ? [ItemDuties.Open(item, DutyOf(Unit), "item.opinion", Unit, hearing.Now, clock)]
                : [];
    }

    public sealed record Act(string Item, string Text, IReadOnlyList<AttachmentRef>? Files = null)
        : UnitAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            !item.Assistants.Contains(hearing.Mandate.Unit) ? new NoAssistantOfThis(item.Number)
            : !item.IsOpen ? new ItemIsElsewhere(item.Number, item.Phase, "办理中")
            : string.IsNullOrWhiteSpace(Text) ? new ItemNeedsItsWords("协办意见")
            : SecrecyMark.In(Text) is { } mark ? new TextBearsASecrecyMark(mark)
            : Decision.Grant([
                new OpinionGiven(item.Id, hearing.Mandate.Unit, Text.Trim(), Files ?? []),
                .. ItemDuties.Discharge(duties, item, DutyOf(hearing.Mandate.Unit), hearing.Now),
            ]);
    }

    /// <summary>The duty of an assistant within the item.</summary>
    public static string DutyOf(string unit) => $"opinion-{unit}";
}

[NoNorm("practice: assistants give their opinion, the lead unit reports")]
public sealed record NoAssistantOfThis(string Number) : Refusal;
