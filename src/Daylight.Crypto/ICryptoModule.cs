namespace Daylight.Crypto;

/// <summary>
/// What Daylight asks of cryptography. There are two software modules (<see cref="CryptoModule"/>), one per
/// <see cref="Crypto.Suite"/>; hosts register them keyed by suite, and a hardware module replaces one by implementing
/// this.
/// </summary>
/// <remarks>
/// A <i>key</i> here is what the module gave out as one: the software modules give out the key itself; a hardware
/// module may give out the label of a key that never leaves it. Callers store and wrap it and look at nothing inside.
/// Everything that a module wrote, only a module of the same suite reads; the formats are in docs/formats/sealing.md.
/// All members may be called from many threads at once. Lengths that are wrong are an
/// <see cref="ArgumentException"/>; whatever does not open is a <see cref="SealBrokenException"/>.
/// </remarks>
public interface ICryptoModule
{
    Suite Suite { get; }

    /// <summary>32 bytes: SHA-256 or SM3.</summary>
    byte[] Hash(ReadOnlySpan<byte> data);

    /// <summary>32 bytes over everything from where the stream stands to its end; the stream stays open.</summary>
    Task<byte[]> HashAsync(Stream data, CancellationToken cancellation = default);

    /// <summary>A fresh private signing key.</summary>
    SecretBytes NewSigningKey();

    /// <summary>The public half: 32 bytes (Ed25519) or 65 (SM2).</summary>
    byte[] SigningPublicKey(SecretBytes signingKey);

    /// <summary>64 bytes.</summary>
    byte[] Sign(SecretBytes signingKey, ReadOnlySpan<byte> message);

    /// <summary>Whether the signature is that of the public key over the message; never throws for a bad signature.</summary>
    bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

    /// <summary>A fresh symmetric key, for boxes, streams and wrapping.</summary>
    SecretBytes NewKey();

    /// <summary>Another key out of a key, for one purpose (HKDF; the purpose is its info).</summary>
    SecretBytes DeriveKey(SecretBytes key, ReadOnlySpan<byte> purpose);

    /// <summary>An authenticated box over the plaintext, bound to its context.</summary>
    byte[] Seal(SecretBytes key, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> context);

    byte[] Open(SecretBytes key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> context);

    /// <summary>A key sealed under a master key, bound to its context; see <see cref="KeyWrap"/>.</summary>
    byte[] Wrap(SecretBytes master, SecretBytes key, ReadOnlySpan<byte> context);

    SecretBytes Unwrap(SecretBytes master, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context);

    /// <summary>A fresh private key of a recipient of sealed boxes.</summary>
    SecretBytes NewRecipientKey();

    /// <summary>The public half: 65 bytes.</summary>
    byte[] RecipientPublicKey(SecretBytes recipientKey);

    /// <summary>Seals to a public key; see <see cref="SealedBox"/>.</summary>
    byte[] SealTo(
        ReadOnlySpan<byte> recipientPublicKey,
        ReadOnlySpan<byte> plaintext,
        ReadOnlySpan<byte> context
    );

    byte[] OpenSealed(SecretBytes recipientKey, ReadOnlySpan<byte> box, ReadOnlySpan<byte> context);

    /// <summary>Seals a file without holding it; see <see cref="StreamSeal"/>.</summary>
    Task<long> SealStreamAsync(
        SecretBytes key,
        Stream source,
        Stream destination,
        ReadOnlyMemory<byte> context,
        CancellationToken cancellation = default
    );

    /// <summary>Opens a sealed file without holding it. On an exception, what was written must be thrown away.</summary>
    Task<long> OpenStreamAsync(
        SecretBytes key,
        Stream source,
        Stream destination,
        ReadOnlyMemory<byte> context,
        CancellationToken cancellation = default
    );
}
