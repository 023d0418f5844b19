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
internal sealed partial class Attacks(Random random, IReadOnlyList<ViewTable> views, Ground ground)
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
            ["the row of a file added"] = FileRowAdded,
            ["the hash of a credential"] = CredentialByte,
            ["a credential of somebody else"] = CredentialSwapped,
            ["a credential deleted"] = CredentialDeleted,
            ["a credential added"] = CredentialAdded,
            ["a credential that lasts longer"] = CredentialLonger,
            ["a guard dropped"] = GuardDropped,
            ["rows of a log that is not here"] = OwnerUnknown,
        };

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

    private static string Text(object? bytes) => Encoding.UTF8.GetString((byte[])bytes!);

    private object?[] Pick(List<object?[]> rows) => rows[random.Next(rows.Count)];

    private byte[] Flipped(byte[] bytes)
    {
        var flipped = bytes.ToArray();
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }
}
