namespace Daylight.Crypto;

/// <summary>What both software modules do alike: everything whose format carries its suite.</summary>
internal abstract class SoftwareModule : ICryptoModule
{
    private const int KeyLength = 32;

    public abstract Suite Suite { get; }

    public abstract byte[] Hash(ReadOnlySpan<byte> data);

    public abstract Task<byte[]> HashAsync(Stream data, CancellationToken cancellation = default);

    public abstract SecretBytes NewSigningKey();

    public abstract byte[] SigningPublicKey(SecretBytes signingKey);

    public abstract byte[] Sign(SecretBytes signingKey, ReadOnlySpan<byte> message);

    public abstract bool Verify(
        ReadOnlySpan<byte> publicKey,
        ReadOnlySpan<byte> message,
        ReadOnlySpan<byte> signature
    );

    public abstract byte[] Seal(SecretBytes key, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> context);

    public abstract byte[] Open(SecretBytes key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> context);

    public SecretBytes NewKey() => SecretBytes.Random(KeyLength);

    public SecretBytes DeriveKey(SecretBytes key, ReadOnlySpan<byte> purpose) =>
        KeyDerivation.Hkdf(Suite, key.Span, [], purpose, KeyLength);

    public byte[] Wrap(SecretBytes master, SecretBytes key, ReadOnlySpan<byte> context) =>
        KeyWrap.Wrap(Suite, master.Span, key, context);

    public SecretBytes Unwrap(SecretBytes master, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context) =>
        KeyWrap.Unwrap(Suite, master.Span, wrapped, context);

    public SecretBytes NewRecipientKey() => SealedBox.NewRecipient(Suite);

    public byte[] RecipientPublicKey(SecretBytes recipientKey) =>
        SealedBox.RecipientPublicKey(Suite, recipientKey.Span);

    public byte[] SealTo(
        ReadOnlySpan<byte> recipientPublicKey,
        ReadOnlySpan<byte> plaintext,
        ReadOnlySpan<byte> context
    ) => SealedBox.Seal(Suite, recipientPublicKey, plaintext, context);

    public byte[] OpenSealed(SecretBytes recipientKey, ReadOnlySpan<byte> box, ReadOnlySpan<byte> context) =>
        SealedBox.Open(Suite, recipientKey.Span, box, context);

    public Task<long> SealStreamAsync(
        SecretBytes key,
        Stream source,
        Stream destination,
        ReadOnlyMemory<byte> context,
        CancellationToken cancellation = default
    ) => StreamSeal.SealAsync(Suite, key, source, destination, context, cancellation);

    public Task<long> OpenStreamAsync(
        SecretBytes key,
        Stream source,
        Stream destination,
        ReadOnlyMemory<byte> context,
        CancellationToken cancellation = default
    ) => StreamSeal.OpenAsync(Suite, key, source, destination, context, cancellation);
}
