using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Daylight.Ledger;

/// <summary>A SHA-256 value: 32 bytes, held without an allocation.</summary>
/// <remarks><c>default</c> is 32 zero bytes. It is a value like any other; no known input hashes to it.</remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Hash : IComparable<Hash>, ISpanParsable<Hash>
{
    /// <summary>Bytes of a hash.</summary>
    public const int Size = 32;

    /// <summary>Characters of a hash in padded standard base64.</summary>
    public const int Base64Size = 44;

    // The words hold the bytes in memory order, so that copying is a plain move on any machine.
    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    private Hash(ReadOnlySpan<byte> bytes) => this = MemoryMarshal.Read<Hash>(bytes);

    /// <exception cref="ArgumentException">when <paramref name="bytes"/> are not 32.</exception>
    public static Hash FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size
            ? new Hash(bytes)
            : throw new ArgumentException($"A hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Writes the 32 bytes to the beginning of <paramref name="destination"/>.</summary>
    public void CopyTo(Span<byte> destination) => MemoryMarshal.Write(destination, in this);

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Padded standard base64, as notes and proofs carry it.</summary>
    public string ToBase64() => Convert.ToBase64String(Bytes(in this));

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string ToHex() => Convert.ToHexStringLower(Bytes(in this));

    /// <summary>The same as <see cref="ToHex"/>.</summary>
    public override string ToString() => ToHex();

    /// <summary>Order of the bytes.</summary>
    public int CompareTo(Hash other) => Bytes(in this).SequenceCompareTo(Bytes(in other));

    public override int GetHashCode() => (int)(first ^ (first >> 32));

    /// <summary>Reads exactly 44 characters of padded base64 without spaces, and only the form that <see cref="ToBase64"/> writes.</summary>
    public static bool TryParseBase64(ReadOnlySpan<char> text, out Hash hash)
    {
        hash = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (
            text.Length != Base64Size
            || !Convert.TryFromBase64Chars(text, bytes, out var written)
            || written != Size
        )
        {
            return false;
        }

        hash = new Hash(bytes);
        Span<char> again = stackalloc char[Base64Size];
        return Convert.TryToBase64Chars(bytes, again, out _) && text.SequenceEqual(again);
    }

    /// <summary>Reads 64 hexadecimal digits, upper or lower case.</summary>
    public static bool TryParseHex(ReadOnlySpan<char> text, out Hash hash)
    {
        hash = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (
            text.Length != 2 * Size
            || Convert.FromHexString(text, bytes, out _, out _) != System.Buffers.OperationStatus.Done
        )
        {
            return false;
        }

        hash = new Hash(bytes);
        return true;
    }

    /// <summary>Reads base64 (44 characters) or hexadecimal (64), told apart by length.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Hash result) =>
        s.Length == Base64Size ? TryParseBase64(s, out result) : TryParseHex(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Hash result) =>
        TryParse(s.AsSpan(), provider, out result);

    public static Hash Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out var hash)
            ? hash
            : throw new FormatException(
                $"\"{MalformedException.Shown(s.ToString())}\" is no hash. Give 44 characters of base64 or 64 hexadecimal digits."
            );

    /// <summary>Reads base64 or hexadecimal.</summary>
    /// <exception cref="FormatException">when <paramref name="s"/> is neither.</exception>
    public static Hash Parse(string s) => Parse(s.AsSpan(), null);

    public static Hash Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan(), provider);

    public static bool operator <(Hash left, Hash right) => left.CompareTo(right) < 0;

    public static bool operator >(Hash left, Hash right) => left.CompareTo(right) > 0;

    public static bool operator <=(Hash left, Hash right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Hash left, Hash right) => left.CompareTo(right) >= 0;

    /// <summary>The bytes in place; valid only while <paramref name="hash"/> is.</summary>
    internal static ReadOnlySpan<byte> Bytes(ref readonly Hash hash) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<Hash>(in hash));
}
