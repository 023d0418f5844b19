using Daylight.Proceedings;

namespace Daylight.Accounts.Views;

/// <summary>A matter from which a person is recused.</summary>
public sealed record RecusalRow(string Person, string Matter, string Because, DateOnly Since);

/// <summary>Who keeps out of what.</summary>
public sealed class RecusalView() : View<RecusalRow>("accounts_recusal", version: 1, keyLength: 2)
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(RecusalDeclared), typeof(RecusalLifted) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            RecusalDeclared f =>
            [
                [f.Person, f.Matter],
            ],
            RecusalLifted f =>
            [
                [f.Person, f.Matter],
            ],
            _ => [],
        };

    protected override RecusalRow? Apply(object[] key, RecusalRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            RecusalDeclared f => new(f.Person, f.Matter, f.Because, recorded.Day),
            RecusalLifted => null,
            _ => row,
        };
}
