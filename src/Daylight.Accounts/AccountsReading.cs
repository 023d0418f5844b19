using Daylight.Accounts.Views;
using Daylight.Proceedings;
using Daylight.Store;

namespace Daylight.Accounts;

/// <summary>Reads the views of accounts.</summary>
public sealed class AccountsReading(ILogStore store, string jurisdiction)
{
    private static readonly AccountView s_accounts = new();
    private static readonly GrantView s_grants = new();
    private static readonly OfficePowerView s_powers = new();
    private static readonly DeputyView s_deputies = new();
    private static readonly RecusalView s_recusals = new();
    private static readonly ProviderView s_provider = new();
    private static readonly EpochView s_epoch = new();

    public Task<AccountRow?> Account(string account, CancellationToken cancel = default) =>
        One("AND account = @key LIMIT 1", account, cancel);

    /// <summary>What changes with every fact from which offices, powers and names of units are worked out.</summary>
    public Task<long> Epoch(CancellationToken cancel = default) => Epoch(store, jurisdiction, cancel);

    /// <inheritdoc cref="Epoch(CancellationToken)"/>
    public static async Task<long> Epoch(
        ILogStore store,
        string jurisdiction,
        CancellationToken cancel = default
    )
    {
        await using var connection = await store.Read(cancel);
        return await s_epoch.Read(connection, jurisdiction, "LIMIT 1") is [var row] ? row.Newest : -1;
    }

    /// <summary>The account that a login name signs in; null where there is none.</summary>
    public Task<AccountRow?> ByLogin(string login, CancellationToken cancel = default) =>
        One("AND login = @key AND standing = 'Open' LIMIT 1", login, cancel);

    /// <summary>The role that a person holds, or null.</summary>
    public async Task<AdministratorRole?> RoleOf(string person, CancellationToken cancel = default) =>
        await One("AND person = @key AND standing = 'Open' ORDER BY account LIMIT 1", person, cancel)
            is { RoleHeld: true } row
            ? row.Role
            : null;

    /// <summary>Accounts in the order of lists, with how many there are in all.</summary>
    /// <param name="words">Part of a name or a login name; empty for all.</param>
    public async Task<(IReadOnlyList<AccountRow> Rows, long Total)> Accounts(
        string words,
        int page,
        int size,
        CancellationToken cancel = default
    )
    {
        const string Named = "AND (login LIKE @part ESCAPE '!' OR name LIKE @part ESCAPE '!')";
        var part = $"%{words.Replace("!", "!!").Replace("%", "!%").Replace("_", "!_")}%";
        await using var connection = await store.Read(cancel);
        return (
            await s_accounts.Read(
                connection,
                jurisdiction,
                $"{Named} ORDER BY login, account LIMIT @size OFFSET @skip",
                new
                {
                    part,
                    size,
                    skip = (page - 1) * size,
                }
            ),
            await s_accounts.Count(connection, jurisdiction, Named, new { part })
        );
    }

    /// <summary>The persons whose account is open, or invited.</summary>
    public async Task<IReadOnlySet<string>> PersonsWithAccount(CancellationToken cancel = default)
    {
        await using var connection = await store.Read(cancel);
        var rows = await s_accounts.Read(connection, jurisdiction, "AND standing <> 'Ended'");
        return rows.Select(row => row.Person).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Those who hold one of the three roles.</summary>
    public async Task<IReadOnlyList<AccountRow>> Administrators(CancellationToken cancel = default)
    {
        await using var connection = await store.Read(cancel);
        return await s_accounts.Read(
            connection,
            jurisdiction,
            "AND role_held = @held ORDER BY role, account LIMIT 50",
            new { held = 1 }
        );
    }

    /// <summary>Proposals of one standing, the newest first.</summary>
    public async Task<IReadOnlyList<GrantRow>> Grants(
        GrantStanding standing,
        int most,
        CancellationToken cancel = default
    )
    {
        await using var connection = await store.Read(cancel);
        return await s_grants.Read(
            connection,
            jurisdiction,
            "AND standing = @standing ORDER BY proposed_at DESC, proposal LIMIT @most",
            new { standing = standing.ToString(), most }
        );
    }

    public async Task<GrantRow?> Grant(string grant, CancellationToken cancel = default)
    {
        await using var connection = await store.Read(cancel);
        var rows = await s_grants.Read(
            connection,
            jurisdiction,
            "AND proposal = @grant LIMIT 1",
            new { grant }
        );
        return rows is [var row] ? row : null;
    }

    /// <summary>Deputyships that this person took on and holds on a day.</summary>
    public async Task<IReadOnlyList<DeputyRow>> DeputyFor(
        string deputy,
        DateOnly day,
        CancellationToken cancel = default
    )
    {
        await using var connection = await store.Read(cancel);
        return await s_deputies.Read(
            connection,
            jurisdiction,
            "AND deputy = @deputy AND accepted = 1 AND ended = @ended AND from_day <= @day AND to_day >= @day ORDER BY deputyship LIMIT 50",
            new
            {
                deputy,
                ended = 0,
                day = AccessJournal.Text(day),
            }
        );
    }

    /// <summary>Deputyships that were given to this person and are not over, taken on or not.</summary>
    public async Task<IReadOnlyList<DeputyRow>> GivenTo(
        string deputy,
        DateOnly day,
        CancellationToken cancel = default
    )
    {
        await using var connection = await store.Read(cancel);
        return await s_deputies.Read(
            connection,
            jurisdiction,
            "AND deputy = @deputy AND ended = 0 AND to_day >= @day ORDER BY from_day, deputyship LIMIT 50",
            new { deputy, day = AccessJournal.Text(day) }
        );
    }

    /// <summary>Deputyships that this person gave and that are not over.</summary>
    public async Task<IReadOnlyList<DeputyRow>> DeputiesOf(
        string principal,
        DateOnly day,
        CancellationToken cancel = default
    )
    {
        await using var connection = await store.Read(cancel);
        return await s_deputies.Read(
            connection,
            jurisdiction,
            "AND principal = @principal AND ended = @ended AND to_day >= @day ORDER BY from_day, deputyship LIMIT 50",
            new
            {
                principal,
                ended = 0,
                day = AccessJournal.Text(day),
            }
        );
    }

    /// <summary>The matters from which a person is recused.</summary>
    public async Task<IReadOnlyList<RecusalRow>> Recusals(string person, CancellationToken cancel = default)
    {
        await using var connection = await store.Read(cancel);
        return await s_recusals.Read(
            connection,
            jurisdiction,
            "AND person = @person ORDER BY matter LIMIT 1000",
            new { person }
        );
    }

    /// <summary>All recusals that stand, by person, for whoever may lift them.</summary>
    public async Task<IReadOnlyList<RecusalRow>> AllRecusals(int most, CancellationToken cancel = default)
    {
        await using var connection = await store.Read(cancel);
        return await s_recusals.Read(
            connection,
            jurisdiction,
            "ORDER BY person, matter LIMIT @most",
            new { most }
        );
    }

    /// <summary>The OpenID provider by which people may sign in, or null.</summary>
    public async Task<ProviderRow?> Provider(CancellationToken cancel = default)
    {
        await using var connection = await store.Read(cancel);
        return await s_provider.Read(connection, jurisdiction, "LIMIT 1", new { }) is [var row] ? row : null;
    }

    /// <summary>What an office may do.</summary>
    public async Task<IReadOnlyList<PowerRow>> PowersOf(string office, CancellationToken cancel = default)
    {
        await using var connection = await store.Read(cancel);
        return await s_powers.Read(
            connection,
            jurisdiction,
            "AND office = @office ORDER BY power LIMIT 500",
            new { office }
        );
    }

    /// <summary>What all offices may do, or which offices have one power.</summary>
    public async Task<IReadOnlyList<PowerRow>> Powers(
        string? power = null,
        CancellationToken cancel = default
    )
    {
        await using var connection = await store.Read(cancel);
        return await s_powers.Read(
            connection,
            jurisdiction,
            $"{(power is null ? "" : "AND power = @power")} ORDER BY office, power",
            new { power }
        );
    }

    private async Task<AccountRow?> One(string rest, string key, CancellationToken cancel)
    {
        await using var connection = await store.Read(cancel);
        var rows = await s_accounts.Read(connection, jurisdiction, rest, new { key });
        return rows is [var row] ? row : null;
    }
}
