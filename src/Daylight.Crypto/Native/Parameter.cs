using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Daylight.Crypto.Native;

/// <summary>OpenSSL's OSSL_PARAM. <c>default</c> is the end mark of a list.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Parameter
{
    private const uint Utf8String = 4;

    private readonly nint _key;
    private readonly uint _type;
    private readonly nint _data;
    private readonly nuint _size;
    private readonly nuint _returned;

    /// <summary>Both arguments must be literals: only they never move and end in a zero byte.</summary>
    internal unsafe Parameter(ReadOnlySpan<byte> literalKey, ReadOnlySpan<byte> literalText)
    {
        _key = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(literalKey));
        _type = Utf8String;
        _data = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(literalText));
        _size = (nuint)literalText.Length;
        _returned = nuint.MaxValue;
    }
}
