namespace Daylight.Crypto;

/// <summary>
/// Seals a small payload to the holder of a private key; who sealed it stays unknown and cannot open it again.
/// International: <c>0x01 || HPKE (RFC 9180, P-256, AES-256-GCM)</c>. National: <c>0x02 || SM2 encryption of a fresh
/// key (129) || box of SM4-CTR with HMAC-SM3 under it</c>.
/// </summary>
public static class SealedBox
{
    private const string What = "sealed box";
    private const int ContentKeyLength = 32;
    private const int EncryptedKeyLength = Sm2Encryption.Overhead + ContentKeyLength;

    private static ReadOnlySpan<byte> Label => "daylight sealed box v1"u8;

    /// <summary>A fresh private key of a recipient: 32 bytes.</summary>
    public static SecretBytes NewRecipient(Suite suite) =>
        suite switch
        {
            Suite.International => Hpke.NewSecret(),
            Suite.National => Sm2.NewSecret(),
        };

    /// <summary>The 65 bytes that senders need.</summary>
    public static byte[] RecipientPublicKey(Suite suite, ReadOnlySpan<byte> recipient32) =>
        suite switch
        {
            Suite.International => Hpke.PublicKey(recipient32),
            Suite.National => Sm2.PublicKey(recipient32),
        };

    /// <param name="suite">Which form.</param>
    /// <param name="recipientPublicKey65">A point of the suite's curve.</param>
    /// <param name="plaintext">Small: it is held in memory. For files, seal a stream and seal its key here.</param>
    /// <param name="context">What the payload is for; needed again to open.</param>
    public static byte[] Seal(
        Suite suite,
        ReadOnlySpan<byte> recipientPublicKey65,
        ReadOnlySpan<byte> plaintext,
        ReadOnlySpan<byte> context
    ) =>
        suite switch
        {
            Suite.International => SealInternational(recipientPublicKey65, plaintext, context),
            Suite.National => SealNational(recipientPublicKey65, plaintext, context),
        };

    /// <exception cref="SealBrokenException">Changed, cut, or for another recipient, suite or context.</exception>
    public static byte[] Open(
        Suite suite,
        ReadOnlySpan<byte> recipient32,
        ReadOnlySpan<byte> box,
        ReadOnlySpan<byte> context
    )
    {
        Form.MustBe(suite, box, What);
        var least = 1 + Overhead(suite);
        if (box.Length < least)
        {
            throw SealBrokenException.TooShort(What, box.Length, least);
        }

        return suite switch
        {
            Suite.International => Hpke.Aes256.Open(recipient32, [.. Label, .. context], [], box[1..])
                ?? throw SealBrokenException.NotAuthentic(What),
            Suite.National => OpenNational(recipient32, box[1..], context),
        };
    }

    private static int Overhead(Suite suite) =>
        suite switch
        {
            Suite.International => Hpke.PublicKeyLength + Hpke.TagLength,
            Suite.National => EncryptedKeyLength + Sm4Box.Overhead,
        };

    private static byte[] SealInternational(
        ReadOnlySpan<byte> recipient,
        ReadOnlySpan<byte> plaintext,
        ReadOnlySpan<byte> context
    )
    {
        using var ephemeral = Hpke.NewSecret();
        var box = Hpke.Aes256.Seal(recipient, [.. Label, .. context], [], plaintext, ephemeral);
        return [(byte)Suite.International, .. box];
    }

    private static byte[] SealNational(
        ReadOnlySpan<byte> recipient,
        ReadOnlySpan<byte> plaintext,
        ReadOnlySpan<byte> context
    )
    {
        using var contentKey = SecretBytes.Random(ContentKeyLength);
        var encryptedKey = Sm2Encryption.Encrypt(recipient, contentKey.Span);
        using var boxKey = BoxKey(contentKey, encryptedKey);
        return [(byte)Suite.National, .. encryptedKey, .. Sm4Box.Seal(boxKey.Span, plaintext, context)];
    }

    private static byte[] OpenNational(
        ReadOnlySpan<byte> recipient32,
        ReadOnlySpan<byte> box,
        ReadOnlySpan<byte> context
    )
    {
        var encryptedKey = box[..EncryptedKeyLength];
        using var contentKey =
            Sm2Encryption.Decrypt(recipient32, encryptedKey) ?? throw SealBrokenException.NotAuthentic(What);
        using var boxKey = BoxKey(contentKey, encryptedKey);
        return Sm4Box.Open(boxKey.Span, box[EncryptedKeyLength..], context);
    }

    private static SecretBytes BoxKey(SecretBytes contentKey, ReadOnlySpan<byte> encryptedKey) =>
        KeyDerivation.Hkdf(
            Suite.National,
            contentKey.Span,
            [],
            [.. Label, .. encryptedKey],
            Sm4Box.KeyLength
        );
}
