using System.Globalization;

namespace Daylight.Proceedings.Publishing;

/// <summary>
/// How often the pool of waiting facts was written, as far as this node knows, in a file beside the key: a pool that was
/// removed from the database, or put back to an older state, does not fit it. It tells no time: the file bears that of its
/// day's beginning.
/// </summary>
public sealed class PoolMemory(string file, TimeProvider time)
{
    /// <summary>The least number that the pool must bear; 0 where nothing is remembered.</summary>
    /// <exception cref="KeyFaultException">when the file holds no number.</exception>
    public long Least =>
        !File.Exists(file) ? 0
        : long.TryParse(
            File.ReadAllText(file).AsSpan().Trim(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
        : throw KeyFile.Malformed(file, "一个数", "one number");

    /// <summary>Remembers a number, durably, before the acts of that change are answered.</summary>
    internal void Remember(long written)
    {
        DurableFile.Write(file, written.ToString(CultureInfo.InvariantCulture) + "\n");
        File.SetLastWriteTimeUtc(file, time.GetUtcNow().UtcDateTime.Date);
    }
}
