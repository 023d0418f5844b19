using System.Globalization;
using System.Text;
using Daylight.Ledger;
using Daylight.Proceedings.Audit;
using Daylight.Store;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Audit.Unseen;

/// <summary>What was done, and which faults name it.</summary>
internal sealed record Deed(string Says, Func<AuditFault, bool> Names)
{
    public static Deed OfFact(string says, long index) =>
        new(says, fault => fault.Table == "fact" && Covers(fault.Place, index));

    public static Deed OfRow(string says, string table, string place) =>
        new(says, fault => fault.Table == table && fault.Place.Contains(place, StringComparison.Ordinal));

    /// <summary>An index, or a range of them.</summary>
    private static bool Covers(string place, long index)
    {
        var ends = place.Split('-').Select(end => long.TryParse(end, out var number) ? number : -1).ToList();
        return index >= ends[0] && index <= ends[^1];
    }
}

/// <summary>All that somebody with full rights on the database may try. Each is one sentence.</summary>
internal sealed class Attacks(Random random, IReadOnlyList<ViewTable> views, Ground ground)
{
    private const string Code = TestLog.Jurisdiction;

    /// <summary>Every kind of attack, by name.</summary>
    public IReadOnlyDictionary<string, Func<Attacked, Task<Deed>>> All =>
        new Dictionary<string, Func<Attacked, Task<Deed>>>(StringComparer.Ordinal)
        {
            ["a byte of an envelope"] = EnvelopeByte,
            ["a word of a fact"] = EnvelopeWord,
            ["a salt"] = Salt,
            ["a fact deleted"] = DeleteFact,
            ["the last fact deleted"] = DeleteLast,
            ["two facts swapped"] = SwapFacts,
            ["a fact put twice"] = Duplicate,
            ["a fact added behind the head"] = Append,
            ["a fact backdated, tree and tiles made anew"] = Backdate,
            ["a column of a view"] = ViewColumn,
            ["a row of a view deleted"] = ViewDeleted,
            ["a row of a view added"] = ViewAdded,
            ["a view said to be of another version"] = ViewVersion,
            ["a byte of a wrapped key"] = WrapByte,
            ["two wrapped keys swapped"] = WrapsSwapped,
            ["a wrapped key deleted"] = WrapDeleted,
            ["a wrapped key under another name"] = WrapCopied,
            ["a byte of a content"] = ContentByte,
            ["a content deleted"] = ContentDeleted,
            ["a content added"] = ContentAdded,
            ["a checkpoint deleted"] = CheckpointDeleted,
            ["the root of a checkpoint"] = CheckpointRoot,
            ["two checkpoints swapped"] = CheckpointsSwapped,
            ["a cosignature removed"] = CosignatureRemoved,
            ["the checkpoint that is shown"] = ShownChanged,
            ["a byte of a tile"] = TileByte,
            ["two tiles swapped"] = TilesSwapped,
            ["a tile deleted"] = TileDeleted,
            ["a tile cut short"] = TileCut,
            ["a tile beyond the log"] = TileAdded,
            ["an act that begins elsewhere"] = ActFirst,
            ["an act of more parts"] = ActParts,
            ["an act under another id"] = ActId,
            ["an act deleted"] = ActDeleted,
            ["a stream row that points elsewhere"] = StreamIndex,
            ["a stream row deleted"] = StreamDeleted,
            ["a stream row in another stream"] = StreamMoved,
            ["a stream row added"] = StreamAdded,
            ["a larger head"] = HeadLarger,
            ["a smaller head"] = HeadSmaller,
            ["the edge of the tree"] = HeadEdge,
            ["no head"] = HeadDeleted,
            ["a cursor beyond the log"] = CursorBeyond,
            ["a cursor moved ahead"] = CursorAhead,
            ["the digest of an act"] = DigestByte,
            ["the digests of two acts swapped"] = DigestsSwapped,
            ["the pool deleted"] = PoolDeleted,
            ["a byte of the pool"] = PoolByte,
            ["an older pool"] = PoolOlder,
            ["a byte of a file"] = FileByte,
            ["two files swapped"] = FilesSwapped,
            ["a file deleted"] = FileDeleted,
            ["the row of a file deleted"] = FileRowDeleted,
            ["the hash of a credential"] = CredentialByte,
            ["a credential of somebody else"] = CredentialSwapped,
            ["a credential deleted"] = CredentialDeleted,
            ["a credential added"] = CredentialAdded,
            ["a credential that lasts longer"] = CredentialLonger,
            ["a guard dropped"] = GuardDropped,
            ["rows of a log that is not here"] = OwnerUnknown,
        };

    private async Task<long> AnyFact(Attacked on) =>
        random.NextInt64(await on.Number("SELECT max(idx) + 1 FROM fact"));

    private async Task<Deed> EnvelopeByte(Attacked on)
    {
        var index = await AnyFact(on);
        var envelope = await Envelope(on, index);
        var at = random.Next(envelope.Length);
        envelope[at] ^= (byte)(1 << random.Next(8));
        await on.Run("UPDATE fact SET envelope = @a WHERE idx = @b", envelope, index);
        return Deed.OfFact($"byte {at} of the envelope of fact {index}", index);
    }

    private async Task<Deed> EnvelopeWord(Attacked on)
    {
        var rows = await on.Read("SELECT idx, envelope FROM fact ORDER BY idx");
        var open = rows.Where(row => Text(row[1]).Contains('局', StringComparison.Ordinal)).ToList();
        var (index, text) = Pick(open) is [long at, byte[] bytes] ? (at, Text(bytes)) : default;
        var changed = Encoding.UTF8.GetBytes(text.Replace('局', '司'));
        await on.Run("UPDATE fact SET envelope = @a WHERE idx = @b", changed, index);
        return Deed.OfFact($"a word of fact {index}", index);
    }

    private async Task<Deed> Salt(Attacked on)
    {
        var index = await AnyFact(on);
        var salt = new byte[random.Next(4) == 0 ? random.Next(40) : 32];
        random.NextBytes(salt);
        await on.Run("UPDATE fact SET salt = @a WHERE idx = @b", salt, index);
        return Deed.OfFact($"the salt of fact {index}, now of {salt.Length} bytes", index);
    }

    private async Task<Deed> DeleteFact(Attacked on)
    {
        var index = await AnyFact(on);
        await on.Run("DELETE FROM fact WHERE idx = @a", index);
        return Deed.OfFact($"fact {index} deleted", index);
    }

    private async Task<Deed> DeleteLast(Attacked on)
    {
        var last = await on.Number("SELECT max(idx) FROM fact");
        await on.Run("DELETE FROM fact WHERE idx = @a", last);
        return Deed.OfFact($"the last fact, {last}, deleted", last);
    }

    private async Task<Deed> SwapFacts(Attacked on)
    {
        var (one, other) = (await AnyFact(on), await AnyFact(on));
        other = one == other ? (one == 0 ? 1 : one - 1) : other;
        await on.Run("UPDATE fact SET idx = -1 WHERE idx = @a", one);
        await on.Run("UPDATE fact SET idx = @a WHERE idx = @b", one, other);
        await on.Run("UPDATE fact SET idx = @a WHERE idx = -1", other);
        return Deed.OfFact($"facts {one} and {other} swapped", one);
    }

    private async Task<Deed> Duplicate(Attacked on)
    {
        var (from, to) = (await AnyFact(on), await on.Number("SELECT max(idx) + 1 FROM fact"));
        await on.Run(
            "INSERT INTO fact (jurisdiction_id, idx, salt, envelope) SELECT jurisdiction_id, @a, salt, envelope FROM fact WHERE idx = @b",
            to,
            from
        );
        if (random.Next(2) == 0)
        {
            return Deed.OfFact($"fact {from} put again as {to}", to);
        }

        await on.Run("UPDATE log_head SET size = size + 1");
        return Deed.OfFact($"fact {from} put again as {to}, and the head raised", to);
    }

    private async Task<Deed> Append(Attacked on)
    {
        var index = await on.Number("SELECT max(idx) + 1 FROM fact") + random.Next(3);
        await on.Run(
            "INSERT INTO fact (jurisdiction_id, idx, salt, envelope) VALUES (@a, @b, @c, @d)",
            Code,
            index,
            new byte[32],
            "{}"u8.ToArray()
        );
        return Deed.OfFact($"a fact {index} added", index);
    }

    /// <summary>The strongest of them: everything that can be computed without the key is made to fit.</summary>
    private async Task<Deed> Backdate(Attacked on)
    {
        var rows = await on.Read("SELECT idx, salt, envelope FROM fact ORDER BY idx");
        var open = rows.Where(row => Text(row[2]).Contains("\"recordedAt\":\"2026", StringComparison.Ordinal))
            .ToList();
        var chosen = Pick(open);
        var index = (long)chosen[0]!;
        chosen[2] = Encoding.UTF8.GetBytes(
            Text(chosen[2])
                .Replace("\"recordedAt\":\"2026", "\"recordedAt\":\"2025", StringComparison.Ordinal)
        );
        await on.Run("UPDATE fact SET envelope = @a WHERE idx = @b", chosen[2], index);
        var tiles = new TileWriter();
        var edge = Edge.Empty.ToBuilder();
        foreach (var row in rows)
        {
            var entry = Commitment.Of((byte[])row[1]!, (byte[])row[2]!);
            tiles.Append(entry);
            edge.Append(Tree.LeafHash(entry));
        }

        foreach (var tile in tiles.Take().Where(tile => tile.At.Level != TileAt.Entries))
        {
            await on.Run(
                "UPDATE tile SET hashes = @a WHERE level = @b AND number = @c",
                tile.Bytes,
                (long)tile.At.Level,
                tile.At.Index
            );
        }

        await on.Run("UPDATE log_head SET edge = @a", edge.ToEdge().ToBytes());
        return new Deed(
            $"fact {index} backdated by a year, tiles and edge made anew",
            fault =>
                fault.Kind == AuditFaultKind.CheckpointDiffers
                && long.Parse(fault.Place, CultureInfo.InvariantCulture) > index
        );
    }

    private async Task<Deed> ViewColumn(Attacked on)
    {
        var (table, row) = await AnyRow(on);
        var at = random.Next(table.KeyLength, table.Columns.Count);
        object? changed = row[at] switch
        {
            string text => text + "x",
            long number => number + 1,
            byte[] bytes => (byte[])[.. bytes, 1],
            _ => table.Columns[at].Kind switch
            {
                ColumnKind.Text => "",
                ColumnKind.Number => 0L,
                ColumnKind.Bytes => Array.Empty<byte>(),
            },
        };
        await on.Run(
            $"UPDATE {table.Name} SET {table.Columns[at].Name} = @a WHERE {table.Columns[0].Name} = @b",
            changed,
            row[0]
        );
        return Deed.OfRow(
            $"the column {table.Columns[at].Name} of {row[0]} in {table.Name}, was {row[at]}, now {changed}",
            table.Name,
            $"{row[0]}"
        );
    }

    private async Task<Deed> ViewDeleted(Attacked on)
    {
        var (table, row) = await AnyRow(on);
        await on.Run($"DELETE FROM {table.Name} WHERE {table.Columns[0].Name} = @a", row[0]);
        return Deed.OfRow($"the row {row[0]} of {table.Name} deleted", table.Name, $"{row[0]}");
    }

    private async Task<Deed> ViewAdded(Attacked on)
    {
        var (table, row) = await AnyRow(on);
        var name = $"{row[0]}-{random.Next(1000)}";
        var rest = string.Join(", ", table.Columns.Skip(1).Select(column => column.Name));
        await on.Run(
            $"INSERT INTO {table.Name} (jurisdiction_id, {table.Columns[0].Name}, {rest}) SELECT jurisdiction_id, @a, {rest} FROM {table.Name} WHERE {table.Columns[0].Name} = @b",
            name,
            row[0]
        );
        return Deed.OfRow($"a row {name} added to {table.Name}", table.Name, name);
    }

    private async Task<Deed> ViewVersion(Attacked on)
    {
        var table = views[random.Next(views.Count)];
        var version = random.Next(2) == 0 ? 0 : table.Version + 7;
        await on.Run("UPDATE view_served SET version = @a WHERE view = @b", (long)version, table.Name);
        return Deed.OfRow($"{table.Name} said to be of version {version}", table.Name, $"{version}");
    }

    private async Task<Deed> WrapByte(Attacked on)
    {
        var row = Pick(await on.Read("SELECT key_id, wrapped FROM case_key"));
        var wrapped = Flipped((byte[])row[1]!);
        await on.Run("UPDATE case_key SET wrapped = @a WHERE key_id = @b", wrapped, row[0]);
        return Deed.OfRow($"a bit of the wrap of {row[0]}", "case_key", $"{row[0]}");
    }

    private async Task<Deed> WrapsSwapped(Attacked on)
    {
        var rows = await on.Read("SELECT key_id, wrapped FROM case_key ORDER BY key_id");
        var at = random.Next(rows.Count - 1);
        await on.Run("UPDATE case_key SET wrapped = @a WHERE key_id = @b", rows[at][1], rows[at + 1][0]);
        await on.Run("UPDATE case_key SET wrapped = @a WHERE key_id = @b", rows[at + 1][1], rows[at][0]);
        return Deed.OfRow(
            $"the wraps of {rows[at][0]} and {rows[at + 1][0]} swapped",
            "case_key",
            $"{rows[at][0]}"
        );
    }

    private async Task<Deed> WrapDeleted(Attacked on)
    {
        var row = Pick(await on.Read("SELECT key_id FROM case_key"));
        await on.Run("DELETE FROM case_key WHERE key_id = @a", row[0]);
        return Deed.OfRow($"the wrap of {row[0]} deleted", "case_key", $"{row[0]}");
    }

    private async Task<Deed> WrapCopied(Attacked on)
    {
        var row = Pick(await on.Read("SELECT key_id, wrapped FROM case_key"));
        await on.Run(
            "INSERT INTO case_key (jurisdiction_id, key_id, wrapped) VALUES (@a, @b, @c)",
            Code,
            "forged",
            row[1]
        );
        return Deed.OfRow($"the wrap of {row[0]} under another name", "case_key", "forged");
    }

    private async Task<Deed> ContentByte(Attacked on)
    {
        var row = Pick(await on.Read("SELECT hash, bytes FROM content"));
        await on.Run("UPDATE content SET bytes = @a WHERE hash = @b", Flipped((byte[])row[1]!), row[0]);
        return Deed.OfRow($"a bit of the content {row[0]}", "content", $"{row[0]}");
    }

    private async Task<Deed> ContentDeleted(Attacked on)
    {
        var row = Pick(await on.Read("SELECT hash FROM content"));
        await on.Run("DELETE FROM content WHERE hash = @a", row[0]);
        return Deed.OfRow($"the content {row[0]} deleted", "content", $"{row[0]}");
    }

    private async Task<Deed> ContentAdded(Attacked on)
    {
        var bytes = new byte[20];
        random.NextBytes(bytes);
        var hash = Daylight.Proceedings.ContentHash.Of(bytes);
        await on.Run(
            "INSERT INTO content (jurisdiction_id, hash, bytes) VALUES (@a, @b, @c)",
            Code,
            hash,
            bytes
        );
        return Deed.OfRow("a content added", "content", hash);
    }

    private async Task<Deed> CheckpointDeleted(Attacked on)
    {
        var row = Pick(await on.Read("SELECT size FROM checkpoint"));
        await on.Run("DELETE FROM checkpoint WHERE size = @a", row[0]);
        return new Deed(
            $"the checkpoint of {row[0]} deleted",
            fault => fault.Kind == AuditFaultKind.CheckpointMissing && fault.Place == $"{row[0]}"
        );
    }

    private async Task<Deed> CheckpointRoot(Attacked on)
    {
        var row = Pick(await on.Read("SELECT size, note FROM checkpoint"));
        var lines = ((string)row[1]!).Split('\n');
        lines[2] = default(Hash).ToBase64();
        await on.Run("UPDATE checkpoint SET note = @a WHERE size = @b", string.Join('\n', lines), row[0]);
        return Deed.OfRow($"the root of the checkpoint of {row[0]}", "checkpoint", $"{row[0]}");
    }

    private async Task<Deed> CheckpointsSwapped(Attacked on)
    {
        var rows = await on.Read("SELECT size, note FROM checkpoint ORDER BY size");
        var at = random.Next(rows.Count - 1);
        await on.Run("UPDATE checkpoint SET note = @a WHERE size = @b", rows[at][1], rows[at + 1][0]);
        await on.Run("UPDATE checkpoint SET note = @a WHERE size = @b", rows[at + 1][1], rows[at][0]);
        return Deed.OfRow(
            $"the checkpoints of {rows[at][0]} and {rows[at + 1][0]} swapped",
            "checkpoint",
            $"{rows[at][0]}"
        );
    }

    private async Task<Deed> CosignatureRemoved(Attacked on)
    {
        var row = Pick(await on.Read("SELECT size, note FROM checkpoint"));
        var note = ((string)row[1]!).TrimEnd('\n');
        await on.Run(
            "UPDATE checkpoint SET note = @a WHERE size = @b",
            note[..(note.LastIndexOf('\n') + 1)],
            row[0]
        );
        return Deed.OfRow(
            $"the cosignature of the checkpoint of {row[0]} removed",
            "checkpoint",
            $"{row[0]}"
        );
    }

    private async Task<Deed> ShownChanged(Attacked on)
    {
        var size = await on.Number("SELECT size FROM served");
        var forged = new Checkpoint(TestLog.Origin, size, default).ToText();
        await on.Run("UPDATE served SET note = @a", forged + "\n");
        return Deed.OfRow("the checkpoint that is shown", "served", $"{size}");
    }

    private async Task<Deed> TileByte(Attacked on)
    {
        var row = Pick(await on.Read("SELECT level, number, hashes FROM tile"));
        await on.Run(
            "UPDATE tile SET hashes = @a WHERE level = @b AND number = @c",
            Flipped((byte[])row[2]!),
            row[0],
            row[1]
        );
        return Deed.OfRow($"a bit of the tile {row[0]}/{row[1]}", "tile", $"{row[0]}/{row[1]}");
    }

    private async Task<Deed> TilesSwapped(Attacked on)
    {
        await on.Run("UPDATE tile SET number = 77 WHERE level = 0 AND number = 0");
        await on.Run("UPDATE tile SET number = 0 WHERE level = 0 AND number = 1");
        await on.Run("UPDATE tile SET number = 1 WHERE level = 0 AND number = 77");
        return Deed.OfRow("the tiles 0/0 and 0/1 swapped", "tile", "0/0");
    }

    private async Task<Deed> TileDeleted(Attacked on)
    {
        var row = Pick(await on.Read("SELECT level, number FROM tile"));
        await on.Run("DELETE FROM tile WHERE level = @a AND number = @b", row[0], row[1]);
        return Deed.OfRow($"the tile {row[0]}/{row[1]} deleted", "tile", $"{row[0]}/{row[1]}");
    }

    private async Task<Deed> TileCut(Attacked on)
    {
        var row = Pick(await on.Read("SELECT level, number, hashes FROM tile"));
        var hashes = (byte[])row[2]!;
        var cut = hashes[..random.Next(hashes.Length)];
        await on.Run("UPDATE tile SET hashes = @a WHERE level = @b AND number = @c", cut, row[0], row[1]);
        return Deed.OfRow(
            $"the tile {row[0]}/{row[1]} cut to {cut.Length} bytes",
            "tile",
            $"{row[0]}/{row[1]}"
        );
    }

    private async Task<Deed> TileAdded(Attacked on)
    {
        var (level, number) = ((long)random.Next(3), 4L + random.Next(9));
        await on.Run(
            "INSERT INTO tile (jurisdiction_id, level, number, hashes) VALUES (@a, @b, @c, @d)",
            Code,
            level,
            number,
            new byte[64]
        );
        return Deed.OfRow($"a tile {level}/{number} added", "tile", $"{level}/{number}");
    }

    private async Task<Deed> ActFirst(Attacked on)
    {
        var row = Pick(await on.Read("SELECT act_id, first_idx FROM act"));
        await on.Run("UPDATE act SET first_idx = first_idx + 100000 WHERE act_id = @a", row[0]);
        return OfAct($"the act {row[0]} begins elsewhere", (long)row[1]!, row[0]);
    }

    private async Task<Deed> ActParts(Attacked on)
    {
        var row = Pick(await on.Read("SELECT act_id, first_idx FROM act"));
        await on.Run("UPDATE act SET parts = parts + 1 WHERE act_id = @a", row[0]);
        return OfAct($"the act {row[0]} of more parts", (long)row[1]!, row[0]);
    }

    private async Task<Deed> ActId(Attacked on)
    {
        var row = Pick(await on.Read("SELECT act_id, first_idx FROM act"));
        await on.Run("UPDATE act SET act_id = 'forged' WHERE act_id = @a", row[0]);
        return OfAct($"the act {row[0]} under another id", (long)row[1]!, "forged", row[0]);
    }

    private async Task<Deed> ActDeleted(Attacked on)
    {
        var row = Pick(await on.Read("SELECT act_id, first_idx FROM act"));
        await on.Run("DELETE FROM act WHERE act_id = @a", row[0]);
        return OfAct($"the act {row[0]} deleted", (long)row[1]!, row[0], row[1]);
    }

    private async Task<Deed> StreamIndex(Attacked on)
    {
        var row = Pick(await on.Read("SELECT stream, version, idx FROM fact_stream"));
        var index = ((long)row[2]! + 1 + random.Next(100)) % await on.Number("SELECT max(idx) + 1 FROM fact");
        await on.Run(
            "UPDATE fact_stream SET idx = @a WHERE stream = @b AND version = @c",
            index,
            row[0],
            row[1]
        );
        return Deed.OfRow($"{row[0]} {row[1]} points to fact {index}", "fact_stream", $"{row[0]} {row[1]} ");
    }

    private async Task<Deed> StreamDeleted(Attacked on)
    {
        var row = Pick(await on.Read("SELECT stream, version FROM fact_stream"));
        await on.Run("DELETE FROM fact_stream WHERE stream = @a AND version = @b", row[0], row[1]);
        return Deed.OfRow($"{row[0]} {row[1]} deleted", "fact_stream", $"{row[0]} ");
    }

    private async Task<Deed> StreamMoved(Attacked on)
    {
        var row = Pick(await on.Read("SELECT stream, version FROM fact_stream"));
        await on.Run(
            "UPDATE fact_stream SET stream = 'forged' WHERE stream = @a AND version = @b",
            row[0],
            row[1]
        );
        return Deed.OfRow($"{row[0]} {row[1]} in another stream", "fact_stream", "forged ");
    }

    private async Task<Deed> StreamAdded(Attacked on)
    {
        var index = await AnyFact(on);
        await on.Run(
            "INSERT INTO fact_stream (jurisdiction_id, stream, version, idx) VALUES (@a, 'forged', 1, @b)",
            Code,
            index
        );
        return Deed.OfRow($"fact {index} in a stream of its own", "fact_stream", "forged 1 ");
    }

    private async Task<Deed> HeadLarger(Attacked on)
    {
        var more = 1 + random.Next(5);
        var size = await on.Number("SELECT size FROM log_head");
        await on.Run("UPDATE log_head SET size = size + @a", (long)more);
        return Deed.OfFact($"a head larger by {more}", size);
    }

    private async Task<Deed> HeadSmaller(Attacked on)
    {
        var less = 1 + random.Next(5);
        var size = await on.Number("SELECT size FROM log_head");
        await on.Run("UPDATE log_head SET size = size - @a", (long)less);
        return Deed.OfFact($"a head smaller by {less}", size - 1);
    }

    private async Task<Deed> HeadEdge(Attacked on)
    {
        var edge = (byte[])(await on.Read("SELECT edge FROM log_head"))[0][0]!;
        await on.Run("UPDATE log_head SET edge = @a", Flipped(edge));
        return new Deed("a bit of the edge", fault => fault.Table == "log_head");
    }

    private async Task<Deed> HeadDeleted(Attacked on)
    {
        await on.Run("DELETE FROM log_head");
        return Deed.OfRow("no head", "log_head", Code);
    }

    private async Task<Deed> CursorBeyond(Attacked on)
    {
        await on.Run(
            "INSERT INTO subscriber_cursor (jurisdiction_id, subscriber, next) VALUES (@a, 'somebody', @b)",
            Code,
            random.Next(2) == 0 ? -1L : 100_000L
        );
        return Deed.OfRow("a cursor beyond the log", "subscriber_cursor", "somebody");
    }

    private async Task<Deed> CursorAhead(Attacked on)
    {
        var size = await on.Number("SELECT size FROM log_head");
        await on.Run("UPDATE subscriber_cursor SET next = @a", size);
        return Deed.OfRow("a cursor moved to the end of the log", "subscriber_cursor", Echo.Named);
    }

    private async Task<Deed> DigestByte(Attacked on)
    {
        var row = Pick(await on.Read("SELECT act_id, digest FROM act"));
        var spoiled = random.Next(4) == 0 ? ((byte[])row[1]!)[..34] : Flipped((byte[])row[1]!);
        await on.Run("UPDATE act SET digest = @a WHERE act_id = @b", spoiled, row[0]);
        return Deed.OfRow($"the digest of act {row[0]}", "act", $"{row[0]}");
    }

    private async Task<Deed> DigestsSwapped(Attacked on)
    {
        var rows = await on.Read("SELECT act_id, digest FROM act ORDER BY act_id");
        var at = random.Next(rows.Count - 1);
        await on.Run("UPDATE act SET digest = @a WHERE act_id = @b", rows[at + 1][1], rows[at][0]);
        await on.Run("UPDATE act SET digest = @a WHERE act_id = @b", rows[at][1], rows[at + 1][0]);
        return Deed.OfRow($"the digests of {rows[at][0]} and the next act swapped", "act", $"{rows[at][0]}");
    }

    private static async Task<Deed> PoolDeleted(Attacked on)
    {
        await on.Run("DELETE FROM pool");
        return Deed.OfRow("the pool deleted", "pool", Code);
    }

    private async Task<Deed> PoolByte(Attacked on)
    {
        var row = (await on.Read("SELECT wrapped, box FROM pool"))[0];
        var (column, bytes) = random.Next(2) == 0 ? ("wrapped", row[0]) : ("box", row[1]);
        await on.Run($"UPDATE pool SET {column} = @a", Flipped((byte[])bytes!));
        return Deed.OfRow($"a bit of the {column} of the pool", "pool", Code);
    }

    private async Task<Deed> PoolOlder(Attacked on)
    {
        var older = ground.OlderPool!;
        await on.Run("UPDATE pool SET wrapped = @a, box = @b", older.Wrapped, older.Box);
        return Deed.OfRow("an older pool put back", "pool", Code);
    }

    private Task<Deed> FileByte(Attacked on)
    {
        var file = AnyFile();
        File.WriteAllBytes(file, Flipped(File.ReadAllBytes(file)));
        return Task.FromResult(OfFile($"a bit of the file {file}", file));
    }

    private Task<Deed> FilesSwapped(Attacked on)
    {
        var (one, other) = (AnyFile(), AnyFile());
        other = one == other ? AllFiles().First(file => file != one) : other;
        var bytes = File.ReadAllBytes(one);
        File.WriteAllBytes(one, File.ReadAllBytes(other));
        File.WriteAllBytes(other, bytes);
        return Task.FromResult(OfFile($"the files {one} and {other} swapped", one));
    }

    private Task<Deed> FileDeleted(Attacked on)
    {
        var file = AnyFile();
        File.Delete(file);
        return Task.FromResult(OfFile($"the file {file} deleted", file));
    }

    private async Task<Deed> FileRowDeleted(Attacked on)
    {
        var row = Pick(await on.Read("SELECT hash FROM attachment"));
        await on.Run("DELETE FROM attachment WHERE hash = @a", row[0]);
        return Deed.OfRow($"the row of the file {row[0]} deleted", "attachment", $"{row[0]}");
    }

    private async Task<Deed> CredentialByte(Attacked on)
    {
        var row = Pick(await on.Read("SELECT id, material FROM accounts_credential"));
        await on.Run(
            "UPDATE accounts_credential SET material = @a WHERE id = @b",
            Flipped([.. (byte[])row[1]!, 0]),
            row[0]
        );
        return Deed.OfRow($"what credential {row[0]} holds", "accounts_credential", $"{row[0]}");
    }

    private async Task<Deed> CredentialSwapped(Attacked on)
    {
        var rows = await on.Read("SELECT id, found_by FROM accounts_credential ORDER BY id");
        var at = random.Next(rows.Count - 1);
        await on.Run(
            "UPDATE accounts_credential SET found_by = @a WHERE id = @b",
            rows[at + 1][1],
            rows[at][0]
        );
        return Deed.OfRow(
            $"{rows[at][0]} opened by the secret of the next one",
            "accounts_credential",
            $"{rows[at][0]}"
        );
    }

    private async Task<Deed> CredentialDeleted(Attacked on)
    {
        var row = Pick(await on.Read("SELECT id FROM accounts_credential"));
        await on.Run("DELETE FROM accounts_credential WHERE id = @a", row[0]);
        return Deed.OfRow($"the credential {row[0]} deleted", "accounts_credential", $"{row[0]}");
    }

    private async Task<Deed> CredentialAdded(Attacked on)
    {
        await on.Run(
            "INSERT INTO accounts_credential (jurisdiction_id, id, account, kind, material, found_by, since_ms, until_ms) "
                + "SELECT jurisdiction_id, 'forged', account, kind, material, 'x', since_ms, until_ms FROM accounts_credential WHERE id = (SELECT min(id) FROM accounts_credential)"
        );
        return Deed.OfRow("a credential added", "accounts_credential", "forged");
    }

    private async Task<Deed> CredentialLonger(Attacked on)
    {
        var row = Pick(await on.Read("SELECT id FROM accounts_credential"));
        await on.Run(
            "UPDATE accounts_credential SET until_ms = until_ms + @a WHERE id = @b",
            1L + random.Next(1_000_000),
            row[0]
        );
        return Deed.OfRow($"the credential {row[0]} made to last longer", "accounts_credential", $"{row[0]}");
    }

    private string[] AllFiles() => Directory.GetFiles(ground.AttackedFiles, "*", SearchOption.AllDirectories);

    private string AnyFile() => AllFiles() is var files ? files[random.Next(files.Length)] : "";

    private static Deed OfFile(string says, string file) =>
        Deed.OfRow(says, "attachment", Path.GetFileName(file));

    private async Task<Deed> GuardDropped(Attacked on)
    {
        string[] tables = ["fact", "fact_stream", "act", "content"];
        var table = tables[random.Next(tables.Length)];
        await on.DropGuard(table);
        return new Deed(
            $"the guard of {table} dropped",
            fault =>
                fault.Kind == AuditFaultKind.GuardMissing
                && fault.Place.StartsWith($"{table}_", StringComparison.Ordinal)
        );
    }

    private async Task<Deed> OwnerUnknown(Attacked on)
    {
        await on.Run(
            "INSERT INTO content (jurisdiction_id, hash, bytes) VALUES ('330000', 'x', @a)",
            new byte[1]
        );
        return Deed.OfRow("rows of another jurisdiction", "content", "330000");
    }

    private async Task<(ViewTable Table, object?[] Row)> AnyRow(Attacked on)
    {
        foreach (var table in views.OrderBy(_ => random.Next()))
        {
            var names = string.Join(", ", table.Columns.Select(column => column.Name));
            var rows = await on.Read($"SELECT {names} FROM {table.Name}");
            if (rows.Count > 0)
            {
                return (table, Pick(rows));
            }
        }

        throw new InvalidOperationException("No view has a row.");
    }

    /// <summary>The row of an act, or its first fact: a sealed one opens only under the act that it was sealed for.</summary>
    private static Deed OfAct(string says, long first, params object?[] names) =>
        new(
            says,
            fault =>
                (
                    fault.Table == "act"
                    && names.Any(name => fault.Says.En.Contains($"{name}", StringComparison.Ordinal))
                ) || Deed.OfFact(says, first).Names(fault)
        );

    private static async Task<byte[]> Envelope(Attacked on, long index) =>
        (byte[])(await on.Read("SELECT envelope FROM fact WHERE idx = @a", index))[0][0]!;

    private static string Text(object? bytes) => Encoding.UTF8.GetString((byte[])bytes!);

    private object?[] Pick(List<object?[]> rows) => rows[random.Next(rows.Count)];

    private byte[] Flipped(byte[] bytes)
    {
        var flipped = bytes.ToArray();
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }
}
