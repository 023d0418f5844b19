namespace Daylight.Crypto;

/// <summary>The first byte of a wrapped key and of a sealed box: its suite, and by it the version of the format.</summary>
internal static class Form
{
    internal static void MustBe(Suite suite, ReadOnlySpan<byte> value, string what)
    {
        if (value.IsEmpty)
        {
            throw SealBrokenException.TooShort(what, 0, 1);
        }

        if (value[0] != (byte)suite)
        {
            throw new SealBrokenException(
                what,
                $"its first byte is {value[0]} where the {suite} suite writes {(byte)suite}"
            );
        }
    }
}
