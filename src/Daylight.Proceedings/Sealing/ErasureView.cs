using Daylight.Norms;

namespace Daylight.Proceedings.Sealing;

/// <summary>How far an erasure is.</summary>
public enum ErasureStanding
{
    Proposed,
    Dropped,
    Erased,
}

/// <summary>One row per case that somebody proposed to erase: its pseudonym, who, why and when.</summary>
/// <param name="CaseId">Id of the case's key.</param>
/// <param name="Norm">Id of the norm that was cited.</param>
/// <param name="SettledBy">Who decided, or laid it aside; null while it waits.</param>
/// <param name="Fact">Index of the newest fact, for its receipt.</param>
public sealed record ErasureRow(
    string CaseId,
    ErasureStanding Standing,
    ErasureReason Reason,
    string Norm,
    string ProposedBy,
    DateTimeOffset ProposedAt,
    string? SettledBy,
    DateTimeOffset? SettledAt,
    long Fact
);

/// <summary>Erasures of a log, for whoever decides them and for whoever looks later. It holds no word of a case.</summary>
public sealed class ErasureView() : View<ErasureRow>("case_erasure", version: 1, keyLength: 1)
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(ErasureProposed), typeof(ErasureDropped), typeof(KeyErased) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            ErasureProposed f =>
            [
                [f.Key],
            ],
            ErasureDropped f =>
            [
                [f.Key],
            ],
            KeyErased f =>
            [
                [f.Key],
            ],
            _ => [],
        };

    protected override ErasureRow? Apply(object[] key, ErasureRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            ErasureProposed f => new ErasureRow(
                f.Key,
                ErasureStanding.Proposed,
                f.Reason,
                f.Norm.Id.Text,
                f.By,
                recorded.At,
                null,
                null,
                recorded.Index
            ),
            ErasureDropped => Settle(row, ErasureStanding.Dropped, recorded),
            KeyErased => Settle(row, ErasureStanding.Erased, recorded),
            _ => row,
        };

    private static ErasureRow? Settle(ErasureRow? row, ErasureStanding standing, Recorded recorded) =>
        row is null
            ? null
            : row with
            {
                Standing = standing,
                SettledBy = recorded.Person,
                SettledAt = recorded.At,
                Fact = recorded.Index,
            };
}
