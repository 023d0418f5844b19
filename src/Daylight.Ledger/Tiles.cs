using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Daylight.Ledger;

/// <summary>Which tiles a log of some size has, and what is in them.</summary>
public static class Tiles
{
    /// <summary>Every tile and entry bundle of a log of this size, bundles first, then level by level.</summary>
    public static IEnumerable<TileAt> Of(long size) => Between(0, size);

    /// <summary>
    /// What must be written when a log grows from one size to another: every tile and bundle that is new or
    /// wider than before. Bundles come first, so that a crash between two writes leaves no hash without its entry.
    /// </summary>
    public static IEnumerable<TileAt> Between(long oldSize, long newSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        foreach (var bundle in OneLevel(TileAt.Entries, oldSize, newSize))
        {
            yield return bundle;
        }

        var level = 0;
        for (
            var (was, width) = (oldSize, newSize);
            width > 0;
            (was, width) = (was >> TileAt.Height, width >> TileAt.Height)
        )
        {
            foreach (var tile in OneLevel(level, was, width))
            {
                yield return tile;
            }

            level++;
        }
    }

    /// <summary>Widest form in which a log of this size has the tile, or null where it has none.</summary>
    public static TileAt? Widest(int level, long index, long size)
    {
        var hashes = level <= 0 ? size : size >> Math.Min(63, TileAt.Height * level);
        var full = hashes / TileAt.FullWidth;
        var width = index.CompareTo(full) switch
        {
            < 0 => TileAt.FullWidth,
            0 => (int)(hashes % TileAt.FullWidth),
            _ => 0,
        };
        return width == 0 ? null : new TileAt(level, index, width);
    }

    /// <summary>The hashes of a tile.</summary>
    /// <exception cref="MalformedTileException">when the bytes are not as many hashes as its path says.</exception>
    public static Hash[] Parse(TileAt tile, ReadOnlySpan<byte> bytes) =>
        bytes.Length == tile.Width * Hash.Size
            ? MemoryMarshal.Cast<byte, Hash>(bytes).ToArray()
            : throw new MalformedTileException(
                tile.Path,
                $"{tile.Width} hashes take {tile.Width * Hash.Size} bytes; there are {bytes.Length}"
            );

    /// <summary>The bytes of a tile with these hashes.</summary>
    public static byte[] ToBytes(ReadOnlySpan<Hash> hashes) => MemoryMarshal.AsBytes(hashes).ToArray();

    /// <summary>The hash of a full tile in the level above it.</summary>
    public static Hash RootOf(ReadOnlySpan<Hash> full) =>
        full.Length == TileAt.FullWidth
            ? Tree.Root(full)
            : throw new ArgumentException(
                $"A full tile has {TileAt.FullWidth} hashes, not {full.Length}.",
                nameof(full)
            );

    /// <summary>The entries of a bundle, each a slice of <paramref name="bytes"/>.</summary>
    /// <exception cref="MalformedTileException">when the bytes are not as many entries as the path says.</exception>
    public static ReadOnlyMemory<byte>[] ParseBundle(TileAt bundle, ReadOnlyMemory<byte> bytes)
    {
        var entries = new ReadOnlyMemory<byte>[bundle.Width];
        var rest = bytes;
        for (var i = 0; i < entries.Length; i++)
        {
            if (rest.Length < sizeof(ushort))
            {
                throw new MalformedTileException(
                    bundle.Path,
                    $"ends before the length of entry {i} of {bundle.Width}"
                );
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(rest.Span);
            rest = rest[sizeof(ushort)..];
            if (rest.Length < length)
            {
                throw new MalformedTileException(
                    bundle.Path,
                    $"entry {i} says {length} bytes, but {rest.Length} are left"
                );
            }

            entries[i] = rest[..length];
            rest = rest[length..];
        }

        return rest.IsEmpty
            ? entries
            : throw new MalformedTileException(
                bundle.Path,
                $"{rest.Length} bytes follow its {bundle.Width} entries"
            );
    }

    /// <summary>The bytes of a bundle of entries of our log: commitments.</summary>
    public static byte[] BundleOf(ReadOnlySpan<Hash> commitments)
    {
        const int each = sizeof(ushort) + Hash.Size;
        var bytes = new byte[commitments.Length * each];
        for (var i = 0; i < commitments.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(i * each), Hash.Size);
            commitments[i].CopyTo(bytes.AsSpan((i * each) + sizeof(ushort)));
        }

        return bytes;
    }

    /// <summary>The bytes of a bundle of any entries.</summary>
    /// <exception cref="ArgumentException">when an entry exceeds <see cref="Limits.EntryBytes"/>.</exception>
    public static byte[] BundleOf(IEnumerable<ReadOnlyMemory<byte>> entries)
    {
        using var bytes = new MemoryStream();
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        foreach (var entry in entries)
        {
            if (entry.Length > Limits.EntryBytes)
            {
                throw new ArgumentException(
                    $"An entry has at most {Limits.EntryBytes} bytes, not {entry.Length}.",
                    nameof(entries)
                );
            }

            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)entry.Length);
            bytes.Write(length);
            bytes.Write(entry.Span);
        }

        return bytes.ToArray();
    }

    private static IEnumerable<TileAt> OneLevel(int level, long was, long hashes)
    {
        if (was == hashes)
        {
            yield break;
        }

        for (var index = was / TileAt.FullWidth; index * TileAt.FullWidth < hashes; index++)
        {
            yield return new(
                level,
                index,
                (int)Math.Min(TileAt.FullWidth, hashes - (index * TileAt.FullWidth))
            );
        }
    }
}
