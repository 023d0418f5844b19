using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Daylight.Ledger;

/// <summary>The place of one tile or entry bundle in a log, after c2sp.org/tlog-tiles.</summary>
/// <param name="Level">0 for leaf hashes, L for the roots of full tiles of level L-1, <see cref="Entries"/> for an entry bundle.</param>
/// <param name="Index">Which tile of the level, from 0, left to right.</param>
/// <param name="Width">How many hashes or entries it holds: 1 to 256. Below 256 it is partial.</param>
/// <remarks><c>default</c> has width 0 and is no tile; its path is refused.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TileAt(int Level, long Index, int Width)
{
    /// <summary>Hashes of a full tile, entries of a full bundle.</summary>
    public const int FullWidth = 256;

    /// <summary>The level that stands for entry bundles.</summary>
    public const int Entries = -1;

    /// <summary>Levels of hashes that one tile spans: 256 is two to the power of 8.</summary>
    public const int Height = 8;

    private const int HighestLevel = 63;

    public bool IsPartial => Width < FullWidth;

    /// <summary>Path below the log's URL or folder, such as <c>tile/0/x001/x234/067</c> or <c>tile/entries/273.p/112</c>.</summary>
    public string Path
    {
        get
        {
            if (Width is < 1 or > FullWidth || Index < 0 || Level is < Entries or > HighestLevel)
            {
                throw new MalformedTileException(ToString(), "is no tile of any log");
            }

            var path = new StringBuilder("tile/");
            path.Append(Level == Entries ? "entries" : Level.ToString(CultureInfo.InvariantCulture))
                .Append('/');
            AppendGroups(path, Index);
            return IsPartial
                ? path.Append(CultureInfo.InvariantCulture, $".p/{Width}").ToString()
                : path.ToString();
        }
    }

    /// <summary>Level, index and width in words; unlike <see cref="Path"/> also where they are out of range.</summary>
    public override string ToString() => $"tile {Index} of level {Level}, width {Width}";

    /// <summary>Reads a path, and only in the form in which <see cref="Path"/> writes it.</summary>
    public static bool TryParse(string path, out TileAt tile)
    {
        tile = default;
        var parts = path.Split('/');
        if (parts.Length < 3 || parts.Length > 16 || parts[0] != "tile")
        {
            return false;
        }

        var groups = parts[2..];
        var width = FullWidth;
        if (groups.Length >= 2 && groups[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!Number(groups[^1], out width))
            {
                return false;
            }

            groups = [.. groups[..^2], groups[^2][..^2]];
        }

        if (
            !LevelOf(parts[1], out var level)
            || !Groups(groups, out var index)
            || width is < 1 or > FullWidth
        )
        {
            return false;
        }

        tile = new TileAt(level, index, width);
        return tile.Path == path;
    }

    /// <exception cref="MalformedTileException">when it is none.</exception>
    public static TileAt Parse(string path) =>
        TryParse(path, out var tile) ? tile : throw new MalformedTileException(path, "is no path of a tile");

    private static void AppendGroups(StringBuilder path, long index)
    {
        if (index >= 1000)
        {
            AppendLeadingGroups(path, index / 1000);
        }

        path.Append(CultureInfo.InvariantCulture, $"{index % 1000:D3}");
    }

    private static void AppendLeadingGroups(StringBuilder path, long index)
    {
        if (index >= 1000)
        {
            AppendLeadingGroups(path, index / 1000);
        }

        path.Append(CultureInfo.InvariantCulture, $"x{index % 1000:D3}/");
    }

    private static bool LevelOf(string text, out int level)
    {
        level = Entries;
        return text == "entries" || (Number(text, out level) && level <= HighestLevel);
    }

    private static bool Groups(string[] groups, out long index)
    {
        index = 0;
        for (var i = 0; i < groups.Length; i++)
        {
            var digits = i < groups.Length - 1 && groups[i].StartsWith('x') ? groups[i][1..] : groups[i];
            if (
                digits.Length != 3
                || !Number(digits, out var group)
                || index > (long.MaxValue - group) / 1000
            )
            {
                return false;
            }

            index = (index * 1000) + group;
        }

        return groups.Length > 0;
    }

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
