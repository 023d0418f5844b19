using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Daylight.Crypto;

namespace Daylight.Ledger;

/// <summary>What a key of a signed note signs with; the value is the type byte of c2sp.org/signed-note.</summary>
public enum KeyType
{
    /// <summary>Ed25519 over the note's text: a log's own key.</summary>
    Ed25519 = 0x01,

    /// <summary>Ed25519 over a time and the note's text: a witness's key (c2sp.org/tlog-cosignature).</summary>
    Cosignature = 0x04,
}

/// <summary>A public key that verifies signatures on notes, known by name and key id.</summary>
/// <remarks>Its text is <c>name+8 hexadecimal digits+base64(type || key)</c>. Keys are equal when their texts are.</remarks>
public sealed class VerifierKey : IEquatable<VerifierKey>
{
    private readonly byte[] publicKey;

    /// <exception cref="MalformedKeyException">when the name or the length of the key is not allowed.</exception>
    public VerifierKey(string name, KeyType type, ReadOnlySpan<byte> publicKey)
    {
        if (!LedgerText.IsKeyName(name))
        {
            throw new MalformedKeyException(
                $"the name \"{MalformedException.Shown(name)}\" is empty or holds a space, a plus or a control character"
            );
        }

        if (publicKey.Length != Ed25519.PublicKeyLength)
        {
            throw new MalformedKeyException(
                $"an Ed25519 key has {Ed25519.PublicKeyLength} bytes, not {publicKey.Length}"
            );
        }

        (Name, Type, this.publicKey) = (name, type, publicKey.ToArray());
        Id = IdOf(name, type, publicKey);
    }

    /// <summary>Name of the key; for a log its origin.</summary>
    public string Name { get; }

    public KeyType Type { get; }

    /// <summary>First four bytes of SHA-256(name || newline || type || public key), big-endian.</summary>
    public uint Id { get; }

    /// <summary>The 32 bytes of the Ed25519 public key.</summary>
    public ReadOnlyMemory<byte> PublicKey => publicKey;

    /// <exception cref="MalformedKeyException">when the text is no key, its id is another's, or its type is not one of <see cref="KeyType"/>.</exception>
    public static VerifierKey Parse(string text)
    {
        var parts = text.Split('+', 3);
        if (parts.Length != 3)
        {
            throw new MalformedKeyException(
                $"\"{MalformedException.Shown(text)}\" is not of the form name+id+key; copy the whole line that the log publishes as its key"
            );
        }

        var (type, bytes) = Decode(parts[2]);
        var key = new VerifierKey(parts[0], type, bytes);
        return key.IdText == parts[1]
            ? key
            : throw new MalformedKeyException(
                $"{parts[0]} has the id {key.IdText}, but \"{MalformedException.Shown(parts[1])}\" is written"
            );
    }

    /// <summary>Whether the signature (without its key id) is this key's over the text. False for a wrong length.</summary>
    public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) =>
        Type switch
        {
            KeyType.Ed25519 => signature.Length == Ed25519.SignatureLength
                && Ed25519.Verify(publicKey, text, signature),
            KeyType.Cosignature => Cosignature.Verify(publicKey, text, signature),
        };

    public override string ToString() =>
        $"{Name}+{IdText}+{Convert.ToBase64String([(byte)Type, .. publicKey])}";

    public bool Equals(VerifierKey? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as VerifierKey);

    public override int GetHashCode() => (int)Id;

    internal string IdText => Id.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>The type and the bytes of the last field of a verifier or signer key.</summary>
    internal static (KeyType Type, byte[] Bytes) Decode(string base64)
    {
        if (!StrictBase64.TryDecode(base64, out var bytes) || bytes.Length < 1)
        {
            throw new MalformedKeyException("its last field is no base64");
        }

        var type = (KeyType)bytes[0];
        return Enum.IsDefined(type)
            ? (type, bytes[1..])
            : throw new MalformedKeyException(
                $"type 0x{bytes[0]:x2} is not known; known are 0x01 and 0x04, both Ed25519"
            );
    }

    private static uint IdOf(string name, KeyType type, ReadOnlySpan<byte> publicKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(
            SHA256.HashData([.. LedgerText.ToBytes(name), (byte)'\n', (byte)type, .. publicKey])
        );
}
