using System.Buffers.Binary;
using Daylight.Crypto;

namespace Daylight.Ledger;

/// <summary>A private key that signs notes, in the text form of Go's note package: <c>PRIVATE+KEY+name+id+base64(type || seed)</c>.</summary>
/// <remarks><see cref="ToString"/> shows the public half only; <see cref="ToSecretText"/> shows all.</remarks>
public sealed class SignerKey
{
    private const string Head = "PRIVATE+KEY+";

    private readonly byte[] seed;

    /// <param name="name">Name of the key; for a log its origin.</param>
    /// <param name="type">Log key or witness key.</param>
    /// <param name="seed">32 bytes from a cryptographic random source.</param>
    /// <exception cref="MalformedKeyException">when the name or the length of the seed is not allowed.</exception>
    public SignerKey(string name, KeyType type, ReadOnlySpan<byte> seed)
    {
        if (seed.Length != Ed25519.SeedLength)
        {
            throw new MalformedKeyException(
                $"an Ed25519 seed has {Ed25519.SeedLength} bytes, not {seed.Length}"
            );
        }

        this.seed = seed.ToArray();
        Verifier = new VerifierKey(name, type, Ed25519.PublicKey(seed));
    }

    /// <summary>The public half.</summary>
    public VerifierKey Verifier { get; }

    /// <exception cref="MalformedKeyException">when the text is no signer key; the message shows nothing of it.</exception>
    public static SignerKey Parse(string text)
    {
        var parts = text.StartsWith(Head, StringComparison.Ordinal) ? text[Head.Length..].Split('+', 3) : [];
        if (parts.Length != 3)
        {
            throw new MalformedKeyException($"a signer key has the form {Head}name+id+key");
        }

        var (type, seed) = VerifierKey.Decode(parts[2]);
        var key = new SignerKey(parts[0], type, seed);
        return key.Verifier.IdText == parts[1]
            ? key
            : throw new MalformedKeyException(
                $"{parts[0]} has the id {key.Verifier.IdText}, not the one written"
            );
    }

    /// <summary>Signs a note's text with a log key.</summary>
    /// <exception cref="InvalidOperationException">on a witness key, which needs the time too.</exception>
    public NoteSignature Sign(string text) =>
        Verifier.Type == KeyType.Ed25519
            ? new(Verifier.Name, Verifier.Id, Ed25519.Sign(seed, LedgerText.ToBytes(text)))
            : throw new InvalidOperationException($"{Verifier.Name} is a witness key: cosign with a time.");

    /// <summary>Cosigns a checkpoint's text with a witness key.</summary>
    /// <param name="text">The whole text of the checkpoint's note.</param>
    /// <param name="time">When the witness saw it; kept to the second.</param>
    /// <exception cref="InvalidOperationException">on a log key.</exception>
    public NoteSignature Cosign(string text, DateTimeOffset time)
    {
        if (Verifier.Type != KeyType.Cosignature)
        {
            throw new InvalidOperationException($"{Verifier.Name} is a log key: it signs without a time.");
        }

        var seconds = time.ToUnixTimeSeconds();
        var signature = new byte[Cosignature.Size];
        BinaryPrimitives.WriteInt64BigEndian(signature, seconds);
        Ed25519
            .Sign(seed, Cosignature.Message(seconds, LedgerText.ToBytes(text)))
            .CopyTo(signature.AsSpan(sizeof(long)));
        return new(Verifier.Name, Verifier.Id, signature);
    }

    /// <summary>The key with its secret, for the key folder and nowhere else.</summary>
    public string ToSecretText() =>
        $"{Head}{Verifier.Name}+{Verifier.IdText}+{Convert.ToBase64String([(byte)Verifier.Type, .. seed])}";

    public override string ToString() => Verifier.ToString();
}
