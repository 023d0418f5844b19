namespace Daylight.Crypto;

/// <summary>
/// Wraps a key (of a case, of an attachment) under a master key: <c>suite (1) || box</c>. The box is that of the
/// suite, under a key derived from the master key for wrapping alone, with the caller's context as associated data.
/// </summary>
/// <remarks>
/// Why not AES Key Wrap (RFC 3394): it takes no associated data, so a wrapped key copied into another case's row
/// would unwrap there unseen; it shows which wraps hold the same key; and it has no national counterpart.
/// </remarks>
public static class KeyWrap
{
    private const string What = "wrapped key";

    /// <param name="suite">Which box.</param>
    /// <param name="master32">The master key.</param>
    /// <param name="key">The key to wrap, of any length.</param>
    /// <param name="context">Whose key it is: the id of the case and of the key. Needed again to unwrap.</param>
    public static byte[] Wrap(
        Suite suite,
        ReadOnlySpan<byte> master32,
        SecretBytes key,
        ReadOnlySpan<byte> context
    )
    {
        using var wrapping = WrappingKey(suite, master32);
        var box = suite switch
        {
            Suite.International => AesBox.Seal(wrapping.Span, key.Span, context),
            Suite.National => Sm4Box.Seal(wrapping.Span, key.Span, context),
        };
        return [(byte)suite, .. box];
    }

    /// <exception cref="SealBrokenException">Changed, of another suite, master key or context.</exception>
    public static SecretBytes Unwrap(
        Suite suite,
        ReadOnlySpan<byte> master32,
        ReadOnlySpan<byte> wrapped,
        ReadOnlySpan<byte> context
    )
    {
        using var wrapping = WrappingKey(suite, master32);
        Form.MustBe(suite, wrapped, What);
        return SecretBytes.TakeFrom(
            suite switch
            {
                Suite.International => AesBox.Open(wrapping.Span, wrapped[1..], context),
                Suite.National => Sm4Box.Open(wrapping.Span, wrapped[1..], context),
            }
        );
    }

    private static SecretBytes WrappingKey(Suite suite, ReadOnlySpan<byte> master32)
    {
        Length.MustBe(32, master32);
        return KeyDerivation.Hkdf(suite, master32, [], "daylight wrap v1"u8, 32);
    }
}
