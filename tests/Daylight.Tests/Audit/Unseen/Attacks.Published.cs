using System.Globalization;
using System.Text;
using Daylight.Ledger;
using Daylight.Proceedings.Audit;
using Daylight.Store;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Audit.Unseen;

/// <content>On checkpoints and tiles.</content>
internal sealed partial class Attacks
{
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
}
