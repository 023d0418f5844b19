using System.Collections.Immutable;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Figures;

/// <summary>The figures of one unit: what it gave last under each name, and what it is asked for.</summary>
/// <param name="Asked">By item and key of the figure.</param>
internal sealed record FigureBook(
    ImmutableDictionary<string, KnownFigure> Known,
    ImmutableDictionary<(string Item, string Key), FigureAsked> Asked
) : IState<FigureBook>
{
    public static FigureBook Start { get; } =
        new(
            ImmutableDictionary<string, KnownFigure>.Empty,
            ImmutableDictionary<(string Item, string Key), FigureAsked>.Empty
        );

    public static StreamRef<FigureBook> At(string unit) => new($"figures/{unit}");

    /// <summary>Under which a figure is known: its name without spaces and brackets of either width.</summary>
    public static string KeyOf(string figure) =>
        string.Concat(
            figure.Where(letter =>
                !char.IsWhiteSpace(letter) && !"（）()".Contains(letter, StringComparison.Ordinal)
            )
        );

    /// <summary>The id of the demand within its item.</summary>
    public static string IdOf(string unit, string figure) =>
        FactIds.Derived("figure", $"{unit}\n{KeyOf(figure)}")[..12];

    public FigureBook Apply(Fact fact) =>
        fact switch
        {
            FigureAsked f => this with { Asked = Asked.SetItem((f.Item, KeyOf(f.Figure)), f) },
            FigureGiven f => this with
            {
                Asked = Asked.Remove((f.Item, KeyOf(f.Figure))),
                Known = Known.SetItem(KeyOf(f.Figure), new(f.Value, f.Item, f.Number, f.On)),
            },
            _ => this,
        };
}
