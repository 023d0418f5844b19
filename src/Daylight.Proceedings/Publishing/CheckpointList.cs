using System.Globalization;
using System.Text;
using Daylight.Ledger;

namespace Daylight.Proceedings.Publishing;

/// <summary>
/// Every checkpoint that was stored, one line each, beside the key: whoever removes one from the database, or its
/// cosignature, cannot remove it here. Lines: <c>size root stored cosigned</c>, instants in UTC milliseconds, <c>-</c>
/// before the first cosignature. A size may stand twice: before and after it was cosigned; the last line counts.
/// </summary>
internal sealed class CheckpointList(string file)
{
    /// <summary>Checkpoints that old are thinned out to the last one of each hour.</summary>
    private static readonly TimeSpan s_recent = TimeSpan.FromDays(1);

    private const long Hour = 3_600_000;

    /// <summary>Adds a line, durably.</summary>
    public void Add(ListedCheckpoint checkpoint)
    {
        var torn = EndsInMiddle();
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var to = new FileStream(file, options);
        to.Write(Encoding.ASCII.GetBytes((torn ? "\n" : "") + Line(checkpoint)));
        to.Flush(flushToDisk: true);
    }

    /// <summary>What is listed, by size. A line that a power cut tore is passed over.</summary>
    public IReadOnlyList<ListedCheckpoint> Read()
    {
        if (!File.Exists(file))
        {
            return [];
        }

        var bySize = new SortedDictionary<long, ListedCheckpoint>();
        foreach (var line in File.ReadLines(file))
        {
            if (Parse(line) is { } listed)
            {
                bySize[listed.Size] = listed;
            }
        }

        return [.. bySize.Values];
    }

    /// <summary>Those that need not be kept: older than a day, and not the last of their hour.</summary>
    public static IReadOnlyList<ListedCheckpoint> Spare(
        IReadOnlyList<ListedCheckpoint> listed,
        DateTimeOffset now
    )
    {
        var recent = (now - s_recent).ToUnixTimeMilliseconds();
        return
        [
            .. listed
                .Where(one => one.Stored < recent)
                .GroupBy(one => one.Stored / Hour)
                .SelectMany(hour => hour.OrderBy(one => one.Size).SkipLast(1)),
        ];
    }

    /// <summary>
    /// Whether a listed checkpoint may be gone from the database: another node thins out by its own list, and a machine
    /// may stop between database and list. The last of its hour always stays.
    /// </summary>
    public static bool MayBeGone(ListedCheckpoint one, IReadOnlyList<ListedCheckpoint> listed) =>
        one.Stored < listed[^1].Stored - (long)s_recent.TotalMilliseconds
        && listed.Any(other => other.Size > one.Size && other.Stored / Hour == one.Stored / Hour);

    /// <summary>Writes the list anew without some.</summary>
    public void Remove(IReadOnlyCollection<long> sizes)
    {
        var gone = sizes.ToHashSet();
        DurableFile.Write(file, string.Concat(Read().Where(one => !gone.Contains(one.Size)).Select(Line)));
    }

    private static string Line(ListedCheckpoint one) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{one.Size} {one.Root.ToBase64()} {one.Stored} {one.Cosigned?.ToString(CultureInfo.InvariantCulture) ?? "-"}\n"
        );

    private static ListedCheckpoint? Parse(string line)
    {
        var invariant = CultureInfo.InvariantCulture;
        return
            line.Split(' ') is [var size, var root, var stored, var cosigned]
            && long.TryParse(size, NumberStyles.None, invariant, out var facts)
            && Hash.TryParseBase64(root, out var hash)
            && long.TryParse(stored, NumberStyles.None, invariant, out var at)
            && (cosigned == "-" || long.TryParse(cosigned, NumberStyles.None, invariant, out _))
            ? new ListedCheckpoint(facts, hash, at, cosigned == "-" ? null : long.Parse(cosigned, invariant))
            : null;
    }

    private bool EndsInMiddle()
    {
        if (!File.Exists(file))
        {
            return false;
        }

        using var from = File.OpenRead(file);
        if (from.Length == 0)
        {
            return false;
        }

        from.Seek(-1, SeekOrigin.End);
        return from.ReadByte() != '\n';
    }
}

/// <summary>A checkpoint as the list beside the key remembers it.</summary>
/// <param name="Stored">UTC milliseconds of this host's clock.</param>
/// <param name="Cosigned">UTC milliseconds of its earliest cosignature, or null before the first.</param>
public sealed record ListedCheckpoint(long Size, Hash Root, long Stored, long? Cosigned);
