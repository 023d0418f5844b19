using System.Security.Cryptography;

namespace Daylight.Crypto;

internal sealed class InternationalModule : SoftwareModule
{
    public override Suite Suite => Suite.International;

    public override byte[] Hash(ReadOnlySpan<byte> data) => SHA256.HashData(data);

    public override Task<byte[]> HashAsync(Stream data, CancellationToken cancellation = default) =>
        SHA256.HashDataAsync(data, cancellation).AsTask();

    public override SecretBytes NewSigningKey() => SecretBytes.Random(Ed25519.SeedLength);

    public override byte[] SigningPublicKey(SecretBytes signingKey) => Ed25519.PublicKey(signingKey.Span);

    public override byte[] Sign(SecretBytes signingKey, ReadOnlySpan<byte> message) =>
        Ed25519.Sign(signingKey.Span, message);

    public override bool Verify(
        ReadOnlySpan<byte> publicKey,
        ReadOnlySpan<byte> message,
        ReadOnlySpan<byte> signature
    ) => Ed25519.Verify(publicKey, message, signature);

    public override byte[] Seal(SecretBytes key, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> context) =>
        AesBox.Seal(key.Span, plaintext, context);

    public override byte[] Open(SecretBytes key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> context) =>
        AesBox.Open(key.Span, box, context);
}
