using Daylight.Proceedings;
using Daylight.Registry;

namespace Daylight.Accounts.Views;

/// <summary>The log index of the newest fact that says who holds which office and what it may do.</summary>
/// <param name="Of">Always the same word: there is one row.</param>
public sealed record EpochRow(string Of, long Newest);

/// <summary>
/// One row that changes with every fact of the registry and of accounts. What was worked out from those facts stands as long as it
/// does, on every node: a mandate that ended opens nothing at the next request, and is not worked out anew at each.
/// </summary>
public sealed class EpochView() : View<EpochRow>("accounts_epoch", version: 1, keyLength: 1)
{
    private const string Access = "access";

    public override IReadOnlySet<Type> Folds { get; } =
        new[] { typeof(UnitRegistered), typeof(AccountOpened) }
            .SelectMany(known => known.Assembly.GetTypes())
            .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(Fact)))
            .ToHashSet();

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        [
            [Access],
        ];

    protected override EpochRow? Apply(object[] key, EpochRow? row, Recorded recorded) =>
        new(Access, recorded.Index);
}
