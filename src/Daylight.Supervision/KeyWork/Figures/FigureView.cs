using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Figures;

/// <summary>One figure of one unit: what it gave last, and under which item.</summary>
/// <param name="Key">Its name without spaces and brackets.</param>
/// <param name="LogIndex">The fact in the log: the source.</param>
public sealed record FigureRow(
    string Unit,
    string Key,
    string Figure,
    string Value,
    string Measure,
    string Item,
    string Number,
    DateOnly GivenOn,
    long LogIndex
);

/// <summary>What units gave: a figure is collected once and shown wherever it is asked for again.</summary>
public sealed class FigureView() : View<FigureRow>("supervision_figure", version: 1, keyLength: 2)
{
    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact is FigureGiven f
            ?
            [
                [f.Unit, FigureBook.KeyOf(f.Figure)],
            ]
            : [];

    protected override FigureRow? Apply(object[] key, FigureRow? row, Recorded recorded) =>
        recorded.Fact is FigureGiven f
            ? new(
                f.Unit,
                FigureBook.KeyOf(f.Figure),
                f.Figure,
                f.Value,
                f.Measure,
                f.Item,
                f.Number,
                f.On,
                recorded.Index
            )
            : row;
}

/// <summary>Reads what is known of a unit's figures.</summary>
public sealed class FigureReading(ICounter counter)
{
    /// <summary>What this unit gave last under that name; null where nothing is known.</summary>
    public async Task<FigureRow?> Known(string unit, string figure)
    {
        await using var connection = await counter.Store.Read();
        var rows = await new FigureView().Read(
            connection,
            counter.Clerk.Jurisdiction,
            "AND unit = @unit AND key = @key LIMIT 1",
            new { unit, key = FigureBook.KeyOf(figure) }
        );
        return rows is [var row] ? row : null;
    }
}
