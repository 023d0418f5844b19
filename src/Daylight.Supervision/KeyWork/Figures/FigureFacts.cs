using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Figures;

/// <summary>要数: the office asks a unit that handles an item for a figure, on a basis that it names.</summary>
/// <param name="Figure">What is counted, as both sides call it.</param>
/// <param name="Measure">In what it is counted: 公里、户、万元.</param>
/// <param name="Basis">The paper with its number that lets it be asked for (要求须有号).</param>
public sealed record FigureAsked(
    string Item,
    string Unit,
    string Figure,
    string Measure,
    string Basis,
    DateOnly Until
) : ItemFact(Item)
{
    public override IReadOnlyList<string> Streams => [ItemStreams.Of(Item), FigureBook.At(Unit).Stream];

    public override IReadOnlyList<string> Subjects => [Unit];
}

/// <summary>报数: a unit gives a figure, confirms the one that it gave before, or corrects that one.</summary>
/// <param name="Number">事项编号 of the item under which it was given.</param>
/// <param name="Known">What stood there before it was given; null where nothing was known.</param>
/// <param name="Reason">Why it differs from the one that was known; empty where it does not.</param>
public sealed record FigureGiven(
    string Item,
    string Number,
    string Unit,
    string Figure,
    string Value,
    string Measure,
    DateOnly On,
    KnownFigure? Known,
    string Reason
) : ItemFact(Item)
{
    public override IReadOnlyList<string> Streams => [ItemStreams.Of(Item), FigureBook.At(Unit).Stream];
}

/// <summary>A figure that a unit gave, with where and when: what a later demand is filled in with.</summary>
/// <param name="Item">Opaque id of the item under which it was given.</param>
/// <param name="Number">事项编号 of that item.</param>
public sealed record KnownFigure(string Value, string Item, string Number, DateOnly On);
