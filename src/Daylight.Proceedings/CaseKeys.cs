using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>
/// Keys of cases: random, kept wrapped under the master key, which lies outside the database. Whoever holds the
/// database alone reads no sealed fact; once a wrap is erased, nobody reads the facts of that case.
/// </summary>
public sealed class CaseKeys
{
    private const int TagSize = 16;
    private const int NonceSize = 12;

    private readonly ConcurrentDictionary<string, byte[]> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, WrappedKey> _made = new(StringComparer.Ordinal);
    private readonly byte[] _master;
    private readonly string _jurisdiction;

    /// <param name="master">32 bytes.</param>
    public CaseKeys(byte[] master, string jurisdiction)
    {
        if (master.Length != 32)
        {
            throw new ArgumentException(
                $"The master key has {master.Length} bytes; it must have 32.",
                nameof(master)
            );
        }

        _master = master;
        _jurisdiction = jurisdiction;
    }

    /// <summary>The same master key, and no case key yet.</summary>
    internal CaseKeys Empty() => new(_master, _jurisdiction);

    /// <summary>The key of a case, or null where it was erased or never made here.</summary>
    public byte[]? Find(string keyId) => _open.GetValueOrDefault(keyId);

    /// <summary>The key of a case, made if there is none yet; a made one waits in <see cref="TakeMade"/> for the group.</summary>
    public byte[] For(string keyId)
    {
        if (_open.TryGetValue(keyId, out var known))
        {
            return known;
        }

        var key = RandomNumberGenerator.GetBytes(32);
        _made[keyId] = new WrappedKey(keyId, Wrap(keyId, key));
        return _open[keyId] = key;
    }

    /// <summary>The wraps made since the last call, to be written with the facts that they seal.</summary>
    public IReadOnlyList<WrappedKey> TakeMade()
    {
        var made = _made.Values.ToList();
        _made.Clear();
        return made;
    }

    /// <summary>The group was not written: the keys made for it do not exist.</summary>
    public void Drop(IEnumerable<WrappedKey> keys)
    {
        foreach (var key in keys)
        {
            _open.TryRemove(key.KeyId, out _);
        }
    }

    /// <summary>Opens wraps read from the store.</summary>
    /// <exception cref="CryptographicException">when a wrap was not made under this master key, or was swapped.</exception>
    public void Learn(IEnumerable<WrappedKey> keys)
    {
        foreach (var key in keys)
        {
            _open[key.KeyId] = Unwrap(key);
        }
    }

    /// <summary>Forgets an erased key.</summary>
    public void Forget(string keyId) => _open.TryRemove(keyId, out _);

    private byte[] Wrap(string keyId, byte[] key)
    {
        var wrapped = new byte[NonceSize + key.Length + TagSize];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceSize));
        using var gcm = new AesGcm(_master, TagSize);
        gcm.Encrypt(
            wrapped.AsSpan(0, NonceSize),
            key,
            wrapped.AsSpan(NonceSize, key.Length),
            wrapped.AsSpan(NonceSize + key.Length),
            Context(keyId)
        );
        return wrapped;
    }

    private byte[] Unwrap(WrappedKey key)
    {
        var plain = new byte[key.Wrapped.Length - NonceSize - TagSize];
        using var gcm = new AesGcm(_master, TagSize);
        gcm.Decrypt(
            key.Wrapped.AsSpan(0, NonceSize),
            key.Wrapped.AsSpan(NonceSize, plain.Length),
            key.Wrapped.AsSpan(NonceSize + plain.Length),
            plain,
            Context(key.KeyId)
        );
        return plain;
    }

    private byte[] Context(string keyId) =>
        Encoding.UTF8.GetBytes($"daylight/case-key/v1\n{_jurisdiction}\n{keyId}");
}
