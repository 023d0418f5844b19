using System.Data.Common;
using Dapper;
using Daylight.Ledger;

namespace Daylight.Openness;

/// <summary>Tiles and bundles of a published database, as far as they are filled; a narrower one is a prefix.</summary>
internal sealed class PublishedTiles(Func<DbConnection> connection, string jurisdiction, Func<long> size)
    : ILogReader
{
    private const int EntryBytes = sizeof(ushort) + Hash.Size;

    public ValueTask<byte[]?> ReadAsync(string path, CancellationToken cancel) =>
        ValueTask.FromResult(TileAt.TryParse(path, out var tile) ? Read(tile) : null);

    public byte[]? Read(TileAt tile)
    {
        if (Tiles.Widest(tile.Level, tile.Index, size()) is not { } widest || widest.Width < tile.Width)
        {
            return null;
        }

        var bytes = connection()
            .QueryFirstOrDefault<byte[]>(
                "SELECT bytes FROM published_tile WHERE jurisdiction_id = @jurisdiction AND level = @level AND tile = @index",
                new
                {
                    jurisdiction,
                    level = tile.Level,
                    index = tile.Index,
                }
            );
        var length = tile.Width * Each(tile.Level);
        return bytes is null || bytes.Length < length ? null
            : bytes.Length == length ? bytes
            : bytes[..length];
    }

    /// <summary>Bytes of one hash or entry on that level.</summary>
    public static int Each(int level) => level == TileAt.Entries ? EntryBytes : Hash.Size;
}
