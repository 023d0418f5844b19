using Daylight.Proceedings;

namespace Daylight.Accounts.Views;

/// <summary>The OpenID provider by which people may sign in; at most one row.</summary>
public sealed record ProviderRow(string Id, string Name, string Issuer, string ClientId, DateOnly Since);

/// <summary>The connected provider.</summary>
public sealed class ProviderView() : View<ProviderRow>("accounts_provider", version: 1, keyLength: 1)
{
    private const string Only = "provider";

    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(ProviderConnected), typeof(ProviderDisconnected) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact is ProviderConnected or ProviderDisconnected
            ?
            [
                [Only],
            ]
            : [];

    protected override ProviderRow? Apply(object[] key, ProviderRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            ProviderConnected f => new(Only, f.Name, f.Issuer, f.ClientId, recorded.Day),
            ProviderDisconnected => null,
            _ => row,
        };
}
