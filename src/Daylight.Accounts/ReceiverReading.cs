using Daylight.Accounts.Views;
using Daylight.Proceedings;
using Daylight.Store;

namespace Daylight.Accounts;

/// <summary>Reads the allow-list of receivers and what was given up.</summary>
public sealed class ReceiverReading(ILogStore store, string jurisdiction)
{
    private static readonly ReceiverView s_receivers = new();
    private static readonly DeadLetterView s_letters = new();

    /// <summary>Receivers that are told; at most 200.</summary>
    public async Task<IReadOnlyList<ReceiverRow>> Allowed(CancellationToken cancel = default)
    {
        await using var connection = await store.Read(cancel);
        return await s_receivers.Read(
            connection,
            jurisdiction,
            "AND standing = 'Allowed' ORDER BY receiver LIMIT 200"
        );
    }

    /// <summary>All receivers, those that are told first; at most 500.</summary>
    public async Task<IReadOnlyList<ReceiverRow>> All(CancellationToken cancel = default)
    {
        await using var connection = await store.Read(cancel);
        return await s_receivers.Read(connection, jurisdiction, "ORDER BY standing, receiver LIMIT 500");
    }

    /// <summary>The newest notices that were given up; at most 100.</summary>
    public async Task<IReadOnlyList<DeadLetterRow>> DeadLetters(CancellationToken cancel = default)
    {
        await using var connection = await store.Read(cancel);
        return await s_letters.Read(connection, jurisdiction, "ORDER BY cause DESC LIMIT 100");
    }
}
