using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Papers;

/// <summary>One row per signed paper, void ones included.</summary>
public sealed record PaperRow(
    string Paper,
    string Item,
    PaperKind Kind,
    string Organ,
    string OrganName,
    string Code,
    int Year,
    int Number,
    string Title,
    string Addressee,
    string ToName,
    string Body,
    string CopyTo,
    string SignedBy,
    DateTimeOffset SignedAt,
    string VoidBecause
)
{
    /// <summary>发文字号.</summary>
    public string Label => PaperStreams.Label(Code, Year, Number);
}

/// <summary>The register of papers.</summary>
public sealed class PaperView()
    : View<PaperRow>(
        "supervision_paper",
        version: 1,
        keyLength: 1,
        "item",
        "signed_at",
        "organ, code, year, number"
    )
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(PaperNumbered), typeof(PaperVoided) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            PaperNumbered f =>
            [
                [f.Paper],
            ],
            PaperVoided f =>
            [
                [f.Paper],
            ],
            _ => [],
        };

    protected override PaperRow? Apply(object[] key, PaperRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            PaperNumbered f => new(
                f.Paper,
                f.Item,
                f.Kind,
                f.Organ,
                f.OrganName,
                f.Code,
                f.Year,
                f.Number,
                f.Title,
                f.To,
                f.ToName,
                f.Body,
                f.CopyTo,
                recorded.Person,
                recorded.At,
                ""
            ),
            PaperVoided f when row is not null => row with { VoidBecause = f.Reason },
            _ => row,
        };
}

/// <summary>Reads the register of papers.</summary>
public sealed class PaperRegister(ICounter counter)
{
    private static readonly PaperView s_papers = new();

    /// <summary>The newest papers, at most 200.</summary>
    public Task<IReadOnlyList<PaperRow>> Newest() =>
        Read("ORDER BY signed_at DESC, paper LIMIT 200", new { });

    /// <summary>The papers of an item, oldest first.</summary>
    public Task<IReadOnlyList<PaperRow>> Of(string item) =>
        Read("AND item = @item ORDER BY signed_at, paper LIMIT 200", new { item });

    public async Task<PaperRow?> Find(string paper) =>
        (await Read("AND paper = @paper LIMIT 1", new { paper })) is [var row] ? row : null;

    /// <summary>The 代字 that this organ last used for this kind; null where it used none.</summary>
    public async Task<string?> LastCode(string organ, PaperKind kind) =>
        (
            await Read(
                "AND organ = @organ AND kind = @kind ORDER BY signed_at DESC LIMIT 1",
                new { organ, kind = kind.ToString() }
            )
        )
            is [var row]
            ? row.Code
            : null;

    private async Task<IReadOnlyList<PaperRow>> Read(string rest, object with)
    {
        await using var connection = await counter.Store.Read();
        return await s_papers.Read(connection, counter.Clerk.Jurisdiction, rest, with);
    }
}
