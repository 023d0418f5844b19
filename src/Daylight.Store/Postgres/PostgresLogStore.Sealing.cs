using System.Data.Common;
using System.Runtime.CompilerServices;
using Daylight.Store.Schema;
using Npgsql;
using NpgsqlTypes;

namespace Daylight.Store.Postgres;

/// <content>Keys of cases, the pool, files.</content>
public sealed partial class PostgresLogStore
{
    public ValueTask<IReadOnlyList<WrappedKey>> WrappedKeys(
        string jurisdiction,
        CancellationToken cancel = default
    ) =>
        List(
            "SELECT key_id, wrapped FROM case_key WHERE jurisdiction_id = $1 ORDER BY key_id",
            reader => new WrappedKey(reader.GetString(0), reader.GetFieldValue<byte[]>(1)),
            cancel,
            jurisdiction
        );

    public ValueTask<IReadOnlyList<WrappedKey>> WrappedKeys(
        string jurisdiction,
        IReadOnlyCollection<string> keyIds,
        CancellationToken cancel = default
    ) =>
        List(
            "SELECT key_id, wrapped FROM case_key WHERE jurisdiction_id = $1 AND key_id = ANY($2) ORDER BY key_id",
            reader => new WrappedKey(reader.GetString(0), reader.GetFieldValue<byte[]>(1)),
            cancel,
            jurisdiction,
            Array(NpgsqlDbType.Text, keyIds.ToArray())
        );

    public async ValueTask<bool> AddKey(
        string jurisdiction,
        WrappedKey key,
        CancellationToken cancel = default
    ) =>
        await Run(
            async connection =>
            {
                await using var batch = new NpgsqlBatch(connection);
                // An erasure moves the head: whoever waits for the other here sees what it did.
                PostgresAppend.Add(
                    batch,
                    "SELECT 1 FROM log_head WHERE jurisdiction_id = $1 FOR UPDATE",
                    jurisdiction
                );
                PostgresKeys.Add(batch, jurisdiction, [key]);
                try
                {
                    await batch.ExecuteNonQueryAsync(cancel);
                    return true;
                }
                catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.DivisionByZero)
                {
                    return false;
                }
            },
            cancel
        );

    public async ValueTask EraseKeys(
        string jurisdiction,
        IReadOnlyCollection<string> keyIds,
        IReadOnlyList<ViewTable> sealedTables,
        CancellationToken cancel = default
    )
    {
        if (keyIds.Count == 0)
        {
            return;
        }

        await Run(
            async connection =>
            {
                await using var batch = new NpgsqlBatch(connection);
                PostgresKeys.Erase(batch, jurisdiction, keyIds, sealedTables);
                return await batch.ExecuteNonQueryAsync(cancel);
            },
            cancel
        );
        await ScrubLater(cancel);
    }

    public async ValueTask<bool> Scrub(CancellationToken cancel = default)
    {
        var due = await List(
            "SELECT jurisdiction_id, key_id FROM erased_key WHERE scrubbed = 0",
            reader => (Jurisdiction: reader.GetString(0), Key: reader.GetString(1)),
            cancel
        );
        if (due.Count == 0)
        {
            return true;
        }

        if (!await Run(_ => PostgresErasure.Scrub(_owner, cancel), cancel))
        {
            return false;
        }

        await Change(
            "UPDATE erased_key e SET scrubbed = 1 FROM unnest($1, $2) AS d(j, k) WHERE e.jurisdiction_id = d.j AND e.key_id = d.k",
            cancel,
            Array(NpgsqlDbType.Text, due.Select(entry => entry.Jurisdiction).ToArray()),
            Array(NpgsqlDbType.Text, due.Select(entry => entry.Key).ToArray())
        );
        return true;
    }

    /// <summary>The erasure itself is done; a scrub that fails now is done by the worker.</summary>
    private async ValueTask ScrubLater(CancellationToken cancel)
    {
        try
        {
            await Scrub(cancel);
        }
        catch (StoreFailedException)
        {
            return;
        }
    }

    public async ValueTask<PoolRow?> Pool(string jurisdiction, CancellationToken cancel = default)
    {
        var found = await List(
            "SELECT wrapped, box FROM pool WHERE jurisdiction_id = $1",
            reader => new PoolRow(reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1)),
            cancel,
            jurisdiction
        );
        return found.Count == 0 ? null : found[0];
    }

    public IAsyncEnumerable<AttachmentRow> Attachments(
        string jurisdiction,
        CancellationToken cancel = default
    ) =>
        Each(
            "SELECT hash, key_id FROM attachment WHERE jurisdiction_id = $1 ORDER BY hash",
            reader => new AttachmentRow(reader.GetString(0), reader.GetString(1)),
            cancel,
            jurisdiction
        );
}
