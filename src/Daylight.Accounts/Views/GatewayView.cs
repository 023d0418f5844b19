using Daylight.Proceedings;

namespace Daylight.Accounts.Views;

/// <summary>One row per channel that somebody proposed.</summary>
/// <param name="Url">In force; empty while nothing is.</param>
/// <param name="WaitingUrl">Waits for the second person; empty while nothing does.</param>
/// <param name="Since">Log index of the confirmation: nothing older is told.</param>
public sealed record GatewayRow(
    Channel Channel,
    string Url,
    string Key,
    string Agent,
    string Network,
    long Since,
    string WaitingUrl,
    string WaitingKey,
    string WaitingAgent,
    string WaitingNetwork
);

/// <summary>The gateways for notices.</summary>
public sealed class GatewayView() : View<GatewayRow>("accounts_gateway", version: 1, keyLength: 1)
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(GatewayProposed), typeof(GatewayConfirmed), typeof(GatewayStopped) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            GatewayProposed f =>
            [
                [f.Channel.ToString()],
            ],
            GatewayConfirmed f =>
            [
                [f.Channel.ToString()],
            ],
            GatewayStopped f =>
            [
                [f.Channel.ToString()],
            ],
            _ => [],
        };

    protected override GatewayRow? Apply(object[] key, GatewayRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            GatewayProposed f => (row ?? new(f.Channel, "", "", "", "", 0, "", "", "", "")) with
            {
                WaitingUrl = f.Url,
                WaitingKey = f.Key,
                WaitingAgent = f.Agent,
                WaitingNetwork = f.Network,
            },
            GatewayConfirmed f when row is not null => new(
                f.Channel,
                row.WaitingUrl,
                row.WaitingKey,
                row.WaitingAgent,
                row.WaitingNetwork,
                recorded.Index,
                "",
                "",
                "",
                ""
            ),
            GatewayStopped => null,
            _ => row,
        };
}
