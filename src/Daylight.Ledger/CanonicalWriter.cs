using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Daylight.Ledger;

/// <summary>Writes canonical JSON whose keys the caller gives in order, into a pooled buffer.</summary>
internal sealed class CanonicalWriter : IDisposable
{
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(1024);
    private int written;

    internal ReadOnlySpan<byte> Written => buffer.AsSpan(0, written);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        buffer = [];
    }

    /// <summary>Puts bytes as they are: punctuation, keys, and values known to be canonical.</summary>
    internal void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        written += bytes.Length;
    }

    internal void Number(long value)
    {
        value.TryFormat(Room(20), out var length, default, CultureInfo.InvariantCulture);
        written += length;
    }

    /// <summary>An instant as 2026-01-31T23:59:59.999Z.</summary>
    internal void Instant(DateTimeOffset value)
    {
        value.UtcDateTime.TryFormat(
            Room(32),
            out var length,
            CanonicalCursor.InstantFormat,
            CultureInfo.InvariantCulture
        );
        written += length;
    }

    internal void Day(DateOnly value)
    {
        value.TryFormat(Room(16), out var length, CanonicalCursor.DayFormat, CultureInfo.InvariantCulture);
        written += length;
    }

    internal void Base64(ReadOnlySpan<byte> bytes)
    {
        Raw("\""u8);
        System.Buffers.Text.Base64.EncodeToUtf8(
            bytes,
            Room(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length)),
            out _,
            out var length
        );
        written += length;
        Raw("\""u8);
    }

    internal void Text(ReadOnlySpan<char> value)
    {
        Raw("\""u8);
        while (true)
        {
            var run = value.IndexOfAny(s_escaped);
            Plain(run < 0 ? value : value[..run]);
            if (run < 0)
            {
                break;
            }

            written += JsonRewriter.EscapeOf(value[run], Room(6));
            value = value[(run + 1)..];
        }

        Raw("\""u8);
    }

    private void Plain(ReadOnlySpan<char> value)
    {
        var room = Room(value.Length * 3);
        var status = Utf8.FromUtf16(
            value,
            room,
            out var read,
            out var length,
            replaceInvalidSequences: false
        );
        if (status != OperationStatus.Done)
        {
            throw new MalformedJsonException(
                "A lone surrogate in a text to be written",
                written + length,
                value[read..].ToString()
            );
        }

        written += length;
    }

    private Span<byte> Room(int bytes)
    {
        if (buffer.Length - written < bytes)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, written + bytes));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            buffer = larger;
        }

        return buffer.AsSpan(written);
    }

    private static readonly SearchValues<char> s_escaped = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(c => (char)c),
        '"',
        '\\',
    ]);
}
