using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Papers;

/// <summary>One row per export, asked for or taken.</summary>
public sealed record ExportRow(
    string Export,
    string Filter,
    int Rows,
    string Format,
    string Purpose,
    string Person,
    string Decider,
    ExportStanding Standing,
    DateTimeOffset At
);

/// <summary>Who took out what, and for what.</summary>
public sealed class ExportView()
    : View<ExportRow>("supervision_export", version: 1, keyLength: 1, "person, at", "standing, at")
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(ListExported), typeof(ExportAsked), typeof(ExportDecided) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact is ExportFact f
            ?
            [
                [f.Export],
            ]
            : [];

    protected override ExportRow? Apply(object[] key, ExportRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            ListExported f => new(
                f.Export,
                f.Filter,
                f.Rows,
                f.Format,
                f.Purpose,
                f.Person,
                row?.Decider ?? "",
                ExportStanding.Taken,
                recorded.At
            ),
            ExportAsked f => new(
                f.Export,
                f.Filter,
                f.Rows,
                f.Format,
                f.Purpose,
                f.Person,
                "",
                ExportStanding.Asked,
                recorded.At
            ),
            ExportDecided f when row is not null => row with
            {
                Decider = f.Person,
                Standing = f.Agreed ? ExportStanding.Allowed : ExportStanding.Declined,
            },
            _ => row,
        };
}

/// <summary>Reads the register of exports.</summary>
public sealed class ExportReading(ICounter counter)
{
    private static readonly ExportView s_exports = new();

    /// <summary>Those of one person, and with <paramref name="all"/> those of everybody; the newest 200.</summary>
    public async Task<IReadOnlyList<ExportRow>> Of(string person, bool all)
    {
        await using var connection = await counter.Store.Read();
        return await s_exports.Read(
            connection,
            counter.Clerk.Jurisdiction,
            "AND (@all = 1 OR person = @person) ORDER BY at DESC, export LIMIT 200",
            new { all = all ? 1 : 0, person }
        );
    }

    public async Task<ExportRow?> Find(string export)
    {
        await using var connection = await counter.Store.Read();
        var rows = await s_exports.Read(
            connection,
            counter.Clerk.Jurisdiction,
            "AND export = @export LIMIT 1",
            new { export }
        );
        return rows is [var row] ? row : null;
    }
}
