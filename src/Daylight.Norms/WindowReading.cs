namespace Daylight.Norms;

/// <summary>
/// Makes <see cref="WindowTotals"/> of packed occurrences, one subject after the other, as a scan of a table yields them. Only
/// what the windows of one threshold can reach on one day or later is taken.
/// </summary>
/// <remarks>One thread. The rows of subjects that were not taken are none.</remarks>
public sealed class WindowReading
{
    private readonly int[] _firstRow;
    private readonly int _earliest;
    private readonly int _scale;
    private int[] _days;
    private long[] _amounts;
    private int _next;
    private int _rows;

    /// <param name="subjects">How many subjects there are; they are numbered from 0.</param>
    /// <param name="threshold">The threshold that will be asked about.</param>
    /// <param name="on">The first day on which it will be asked.</param>
    /// <param name="scale">Amounts are whole numbers of ten to the minus this: 0 to 9.</param>
    /// <exception cref="ArgumentException">The threshold is none that <see cref="WindowTotals.CanJudge"/>.</exception>
    public WindowReading(int subjects, Threshold threshold, DateOnly on, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(subjects);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 9);
        _earliest = WindowRungs.Of(threshold, on, scale).Earliest;
        _scale = scale;
        _firstRow = new int[subjects + 1];
        _days = GC.AllocateUninitializedArray<int>(Math.Max(16, subjects * 4));
        _amounts = GC.AllocateUninitializedArray<long>(_days.Length);
    }

    /// <summary>Takes the occurrences of a subject.</summary>
    /// <param name="subject">Greater than the one taken before.</param>
    /// <exception cref="FormatException">The bytes are no packed occurrences.</exception>
    public void Take(int subject, ReadOnlySpan<byte> packed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(subject, _next);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(subject, _firstRow.Length - 1);
        for (; _next <= subject; _next++)
        {
            _firstRow[_next] = _rows;
        }

        // An occurrence is at least two bytes.
        var first = _rows;
        if (_days.Length - _rows < packed.Length / 2)
        {
            Array.Resize(ref _days, Math.Max(_days.Length * 2, _rows + packed.Length));
            Array.Resize(ref _amounts, _days.Length);
        }

        var (at, day) = (0, 0);
        while (at < packed.Length)
        {
            var isFirst = at == 0;
            var back = (int)PackedOccurrences.Number(packed, ref at);
            day = isFirst ? back : day - back;
            if (day < _earliest)
            {
                break;
            }

            _days[_rows] = day;
            _amounts[_rows++] = PackedOccurrences.Amount(PackedOccurrences.Number(packed, ref at));
        }

        // Packed they lie the latest first; the totals want the earliest first.
        _days.AsSpan(first, _rows - first).Reverse();
        _amounts.AsSpan(first, _rows - first).Reverse();
    }

    /// <summary>The totals. Nothing is taken afterwards; ids of rows are not known, so that only what is added can be reversed.</summary>
    public WindowTotals Done()
    {
        for (; _next < _firstRow.Length; _next++)
        {
            _firstRow[_next] = _rows;
        }

        Array.Resize(ref _days, _rows);
        Array.Resize(ref _amounts, _rows);
        return new WindowTotals(_firstRow, _days, _amounts, _scale);
    }
}
