using System.Globalization;
using System.Text;
using Daylight.Ledger;
using Daylight.Proceedings.Audit;
using Daylight.Store;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Audit.Unseen;

/// <content>On facts, acts, streams, and the head.</content>
internal sealed partial class Attacks
{
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
}
