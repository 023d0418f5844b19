using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>An act on one item: it sees the item and its duties.</summary>
public abstract record ItemAct(string Item) : Act
{
    public override IReadOnlyList<StreamRef> Streams =>
        [KeyWork.Item.At(Item), MatterDuties.Of(ItemStreams.Of(Item))];

    public sealed override Decision Decide(Hearing hearing)
    {
        var item = hearing.State(KeyWork.Item.At(Item));
        return item.Phase is ItemPhase.None && this is not Propose.Act
            ? new NoSuchItem(Item)
            : Decide(item, hearing.State(MatterDuties.Of(ItemStreams.Of(Item))), hearing);
    }

    /// <summary>Decides on an item that is there (or, for a proposal, on an empty one). Pure.</summary>
    internal abstract Decision Decide(Item item, MatterDuties duties, Hearing hearing);
}

/// <summary>What was proposed about an item, for acts that end it: nothing of that waits for anybody afterwards.</summary>
internal static class ItemProposals
{
    public static StreamRef<MatterProposals> Of(string item) => MatterProposals.Of(ItemStreams.Of(item));

    public static IEnumerable<Fact> Settle(
        Hearing hearing,
        string item,
        string why,
        Func<Proposal, bool>? which = null
    ) => hearing.State(Of(item)).Settle(ItemStreams.Of(item), why, which);
}

/// <summary>An act of a unit that handles the item.</summary>
public abstract record UnitAct(string Item) : ItemAct(Item)
{
    public override Power Needs => SupervisionPowers.Answer;

    /// <summary>Another unit's item answers like one that does not exist.</summary>
    public override Refusal? Bar(Hearing hearing) =>
        base.Bar(hearing)
        ?? (
            hearing.State(KeyWork.Item.At(Item)).IsHandledBy(hearing.Mandate.Unit)
                ? null
                : new NoSuchItem(Item)
        );
}

/// <summary>An act of the office that gave the item.</summary>
public abstract record GiverAct(string Item) : ItemAct(Item)
{
    public override Power Needs => SupervisionPowers.Give;

    public override Refusal? Bar(Hearing hearing)
    {
        var item = hearing.State(KeyWork.Item.At(Item));
        return base.Bar(hearing)
            ?? (
                item.Phase is not ItemPhase.None && item.Giver != hearing.Mandate.Office
                    ? new OnlyTheGiverMay(item.Number, item.Giver)
                    : null
            );
    }
}
