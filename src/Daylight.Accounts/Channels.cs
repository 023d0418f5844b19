using System.Text.Json;
using Daylight.Accounts.Views;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Store;

namespace Daylight.Accounts;

/// <summary>By which channel somebody wants to be told, and his number or name there.</summary>
public sealed record Reached(Channel Channel, string Address);

/// <summary>
/// How each person wants to be told that something waits for him. His number is sealed in a row of his credentials; the log
/// knows its hash alone. It ends with the account; without a mandate nobody is told anything.
/// </summary>
public sealed class Channels(AccountsDesk desk)
{
    /// <summary>Letters of a number or name at most.</summary>
    public const int Longest = 64;

    private static readonly GatewayView s_gateways = new();

    /// <summary>Sets the channel of an account; the one before ends.</summary>
    /// <returns>False where the address is none.</returns>
    public async Task<bool> Choose(
        string account,
        string person,
        Channel channel,
        string address,
        CancellationToken cancel = default
    )
    {
        var to = address.Trim();
        if (!IsGood(channel, to))
        {
            return false;
        }

        var old = await Rows(account, cancel);
        var row = desk.Row(
            account,
            CredentialKind.Reach,
            desk.Keys.Seal(JsonSerializer.SerializeToUtf8Bytes(new Reached(channel, to)), Context(account))
        );
        var outcome = await desk.Credentials.Change(
            desk.Submit(
                new Factors.SetAct(account, desk.New(row), [.. old.Select(one => one.Id)]),
                AccountsDesk.Own(person)
            ),
            [row],
            [.. old.Select(one => one.Id)],
            cancel
        );
        return outcome is Outcome.Recorded;
    }

    /// <summary>Tells an account nothing any more.</summary>
    public async Task End(string account, string person, CancellationToken cancel = default)
    {
        foreach (var row in await Rows(account, cancel))
        {
            await desk.Credentials.Change(
                desk.Submit(new Factors.EndAct(account, row.Id), AccountsDesk.Own(person)),
                [],
                [row.Id],
                cancel
            );
        }
    }

    /// <summary>The choice of an account; null where it made none.</summary>
    public async Task<Reached?> Of(string account, CancellationToken cancel = default) =>
        (await Rows(account, cancel)) is [.., var row] ? Read(row) : null;

    /// <summary>The accounts that want to be told; at most 1,000.</summary>
    public async Task<IReadOnlyList<string>> Accounts(CancellationToken cancel = default) =>
        [
            .. (await desk.Credentials.All(CredentialKind.Reach, cancel))
                .Select(row => row.Account)
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>
    /// What somebody answers for today: his offices, and the units in which his office carries a power. Empty without a
    /// mandate, so that nobody is told any more from the day on which his office ended.
    /// </summary>
    public async Task<IReadOnlySet<string>> Owners(string account, CancellationToken cancel = default)
    {
        var owners = new HashSet<string>(StringComparer.Ordinal);
        if (await desk.Reading.Account(account, cancel) is not { Standing: AccountStanding.Open } known)
        {
            return owners;
        }

        foreach (
            var mandate in (
                await desk.Mandates.All(known.Person, null, Shanghai.DayOf(desk.Now), cancel)
            ).Select(answer => answer.Mandate!)
        )
        {
            owners.Add(mandate.Office);
            if (mandate.Powers.Any(power => !AccountsPowers.IsReserved(power)))
            {
                owners.Add(mandate.Unit);
            }
        }

        return owners;
    }

    /// <summary>Gateways in force and proposed.</summary>
    public static async Task<IReadOnlyList<GatewayRow>> Gateways(
        ILogStore store,
        string jurisdiction,
        CancellationToken cancel = default
    )
    {
        await using var connection = await store.Read(cancel);
        return await s_gateways.Read(connection, jurisdiction, "ORDER BY channel LIMIT 10");
    }

    /// <summary>The file that holds the secret of a gateway; whoever runs the host lays it there.</summary>
    public static string? SecretFile(AccountsDesk desk, Channel channel) =>
        desk.Options.GatewaySecrets is { } folder
            ? Path.Combine(folder, $"notices-{channel.ToString().ToLowerInvariant()}.secret")
            : null;

    /// <summary>A mobile number of the mainland for short messages; a name without spaces elsewhere.</summary>
    private static bool IsGood(Channel channel, string address) =>
        channel is Channel.Sms
            ? address is ['1', >= '3' and <= '9', ..]
                && address.Length == 11
                && address.All(char.IsAsciiDigit)
            : address.Length is > 0 and <= Longest
                && address.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_.@".Contains(letter));

    private Reached? Read(CredentialRow row) =>
        desk.Keys.Open(row.Material, Context(row.Account)) is { } bytes
            ? JsonSerializer.Deserialize<Reached>(bytes)
            : null;

    private async Task<IReadOnlyList<CredentialRow>> Rows(string account, CancellationToken cancel) =>
        [.. (await desk.Credentials.Of(account, cancel)).Where(row => row.KindOf is CredentialKind.Reach)];

    private static string Context(string account) => $"reach/{account}";
}
