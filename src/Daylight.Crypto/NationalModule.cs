namespace Daylight.Crypto;

/// <summary>国密. Signatures use the default user id.</summary>
internal sealed class NationalModule : SoftwareModule
{
    private const int PieceLength = 1 << 16;

    public override Suite Suite => Suite.National;

    public override byte[] Hash(ReadOnlySpan<byte> data) => Sm3.Hash(data);

    public override async Task<byte[]> HashAsync(Stream data, CancellationToken cancellation = default)
    {
        using var running = new Sm3Run();
        var piece = new byte[PieceLength];
        while (await data.ReadAsync(piece, cancellation) is > 0 and var read)
        {
            running.Append(piece.AsSpan(0, read));
        }

        return running.Finish();
    }

    public override SecretBytes NewSigningKey() => Sm2.NewSecret();

    public override byte[] SigningPublicKey(SecretBytes signingKey) => Sm2.PublicKey(signingKey.Span);

    public override byte[] Sign(SecretBytes signingKey, ReadOnlySpan<byte> message) =>
        Sm2.Sign(signingKey.Span, message);

    public override bool Verify(
        ReadOnlySpan<byte> publicKey,
        ReadOnlySpan<byte> message,
        ReadOnlySpan<byte> signature
    ) => Sm2.Verify(publicKey, message, signature);

    public override byte[] Seal(SecretBytes key, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> context) =>
        Sm4Box.Seal(key.Span, plaintext, context);

    public override byte[] Open(SecretBytes key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> context) =>
        Sm4Box.Open(key.Span, box, context);
}
