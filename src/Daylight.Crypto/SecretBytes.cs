using System.Diagnostics;
using System.Security.Cryptography;

namespace Daylight.Crypto;

/// <summary>
/// Owns a secret and wipes it when disposed. The buffer is pinned, so that the garbage collector leaves no copy
/// behind when it moves objects. It never prints its content.
/// </summary>
[DebuggerDisplay("secret")]
public sealed class SecretBytes : IDisposable
{
    private readonly byte[] _bytes;
    private bool _disposed;

    private SecretBytes(int length) => _bytes = GC.AllocateArray<byte>(length, pinned: true);

    /// <summary>Bytes of the secret; known also after it was wiped.</summary>
    public int Length => _bytes.Length;

    /// <summary>The secret itself; valid until this is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The secret was wiped.</exception>
    public ReadOnlySpan<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

    /// <summary>A fresh secret from the system's generator.</summary>
    public static SecretBytes Random(int length)
    {
        var secret = new SecretBytes(length);
        RandomNumberGenerator.Fill(secret._bytes);
        return secret;
    }

    /// <summary>A copy; wiping the original stays with its owner.</summary>
    public static SecretBytes CopyOf(ReadOnlySpan<byte> secret)
    {
        var copy = new SecretBytes(secret.Length);
        secret.CopyTo(copy._bytes);
        return copy;
    }

    /// <summary>Copies and wipes the original.</summary>
    public static SecretBytes TakeFrom(Span<byte> secret)
    {
        var taken = CopyOf(secret);
        CryptographicOperations.ZeroMemory(secret);
        return taken;
    }

    /// <summary>Whether both hold the same bytes, in a time that depends on the lengths only.</summary>
    public bool SameAs(SecretBytes other) => CryptographicOperations.FixedTimeEquals(Span, other.Span);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _disposed = true;
    }

    /// <summary>Never the content.</summary>
    public override string ToString() => $"(secret of {Length} bytes)";

    /// <summary>For the one who makes the secret, before anybody else sees it.</summary>
    internal Span<byte> Buffer => _bytes;
}
