namespace Daylight.Norms;

/// <summary>
/// The occurrences of one subject in one value of a table: days and amounts, the latest first. A scan over many subjects reads
/// one row of each, and stops within it where the longest window ends.
/// </summary>
/// <remarks>
/// For each occurrence two numbers, each in groups of seven bits, the lowest first, the highest bit set on all but the last:
/// how many days it lies before the one in front of it (the first: its <see cref="DateOnly.DayNumber"/>), and its amount
/// with the sign in the lowest bit. Of one day the later recorded lies in front. Immutable: every change makes new bytes.
/// </remarks>
public static class PackedOccurrences
{
    /// <summary>All of these, in whatever order; of one day the later given lies in front.</summary>
    public static byte[] Of(IEnumerable<(DateOnly Day, long Amount)> all) =>
        Pack([.. all.Reverse().OrderByDescending(one => one.Day)]);

    /// <summary>With one more.</summary>
    public static byte[] With(ReadOnlySpan<byte> packed, DateOnly day, long amount)
    {
        var all = Read(packed);
        var at = all.FindIndex(one => one.Day <= day);
        all.Insert(at < 0 ? all.Count : at, (day, amount));
        return Pack(all);
    }

    /// <summary>Without one of that day and amount, as a reversal takes it back; the same bytes where there is none.</summary>
    public static byte[] Without(ReadOnlySpan<byte> packed, DateOnly day, long amount)
    {
        var all = Read(packed);
        return all.Remove((day, amount)) ? Pack(all) : packed.ToArray();
    }

    /// <summary>All of them, the latest first.</summary>
    /// <exception cref="FormatException">The bytes are no packed occurrences.</exception>
    public static List<(DateOnly Day, long Amount)> Read(ReadOnlySpan<byte> packed)
    {
        var (all, at, day) = (new List<(DateOnly, long)>(), 0, 0);
        while (at < packed.Length)
        {
            var back = Number(packed, ref at);
            day = all.Count == 0 ? checked((int)back) : checked(day - (int)back);
            all.Add((DateOnly.FromDayNumber(day), Amount(Number(packed, ref at))));
        }

        return all;
    }

    internal static long Amount(ulong signed) => (long)(signed >> 1) ^ -(long)(signed & 1);

    internal static ulong Number(ReadOnlySpan<byte> packed, ref int at)
    {
        var (number, shift) = (0UL, 0);
        while (at < packed.Length && shift < 64)
        {
            var part = packed[at++];
            number |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return number;
            }

            shift += 7;
        }

        throw new FormatException(
            $"Packed occurrences break off at byte {at} of {packed.Length}. The row was changed by hand; rebuild the view from the log."
        );
    }

    private static byte[] Pack(List<(DateOnly Day, long Amount)> all)
    {
        var (bytes, before) = (new List<byte>(all.Count * 4), 0);
        foreach (var (day, amount) in all)
        {
            Write(bytes, (ulong)(bytes.Count == 0 ? day.DayNumber : before - day.DayNumber));
            Write(bytes, (ulong)((amount << 1) ^ (amount >> 63)));
            before = day.DayNumber;
        }

        return [.. bytes];
    }

    private static void Write(List<byte> bytes, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            bytes.Add((byte)(number | 0x80));
        }

        bytes.Add((byte)number);
    }
}
