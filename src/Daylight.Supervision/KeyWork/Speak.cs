using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 阅示: the word of whoever gave the item. He says it himself, or the office records it from his written note (代录);
/// a recorded word names its recorder, and the giver can contest it.
/// </summary>
public static class Speak
{
    public sealed record Act(string Item, bool Content, string Words) : GiverAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            Speak.Decide(item, duties, Content, Words, recordedBy: null);
    }

    /// <param name="Paper">What the office holds in hand: the note with its date, or the number of the circulation sheet.</param>
    public sealed record RecordAct(string Item, bool Content, string Words, string Paper) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            string.IsNullOrWhiteSpace(Paper)
                ? new ReasonIsMissing("代录（批示件或者传阅单）")
                : Speak.Decide(
                    item,
                    duties,
                    Content,
                    $"{Words.Trim()}（{Paper.Trim()}）",
                    hearing.Mandate.Person
                );
    }

    private static Decision Decide(
        Item item,
        MatterDuties duties,
        bool content,
        string words,
        string? recordedBy
    ) =>
        item.Phase is not ItemPhase.LaidBefore ? new ItemIsElsewhere(item.Number, item.Phase, "呈批中")
        : !content && string.IsNullOrWhiteSpace(words) ? new ReasonIsMissing("新的批示")
        : Decision.Grant([
            new GiverSpoke(item.Id, content, words.Trim(), recordedBy),
            .. ItemDuties.PassClosing(duties, item, content ? item.Office : item.Lead),
        ]);
}
