using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Daylight.Crypto;
using Daylight.Proceedings.Sealing;
using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>
/// Keys of cases: random, kept wrapped under the master key, which lies outside the database. Whoever holds the
/// database alone reads no sealed fact; once a wrap is erased, nobody reads the facts of that case.
/// </summary>
/// <remarks>
/// Thread safe. An erasure is learned from the log (<see cref="Erase"/>), so that every node forgets the key; an id that
/// was erased never gets a key again, also when somebody puts an old wrap back into the table.
/// </remarks>
public sealed class CaseKeys
{
    private const int MasterLength = 32;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _erased = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _made = new();
    private readonly SecretBytes _master;
    private readonly string _jurisdiction;

    /// <summary>Keys in both suites by the software modules; new ones in the international suite.</summary>
    /// <param name="master">32 bytes.</param>
    public CaseKeys(byte[] master, string jurisdiction)
        : this(master, jurisdiction, SealingModules.Software()) { }

    /// <param name="master">32 bytes.</param>
    public CaseKeys(byte[] master, string jurisdiction, SealingModules modules)
    {
        if (master.Length != MasterLength)
        {
            throw new ArgumentException(
                $"The master key has {master.Length} bytes; it must have {MasterLength}.",
                nameof(master)
            );
        }

        _master = SecretBytes.CopyOf(master);
        _jurisdiction = jurisdiction;
        Modules = modules;
        Digests = new ActDigests(_master, jurisdiction, modules.Makes);
    }

    private CaseKeys(CaseKeys like)
    {
        _master = like._master;
        _jurisdiction = like._jurisdiction;
        Modules = like.Modules;
        Digests = like.Digests;
    }

    internal SealingModules Modules { get; }

    internal ActDigests Digests { get; }

    /// <summary>The same master key, and no case key yet.</summary>
    internal CaseKeys Empty() => new(this);

    /// <summary>Whether what this case sealed can be read here.</summary>
    public bool Holds(string keyId) => Find(keyId) is not null;

    /// <summary>Whether the log says that the key was erased.</summary>
    public bool IsErased(string keyId) => _erased.ContainsKey(keyId);

    /// <summary>Ids of the keys that are known to be erased.</summary>
    public IEnumerable<string> Erased => _erased.Keys;

    /// <summary>The key of a case, or null where it was erased or is not known here.</summary>
    internal CaseKey? Find(string keyId) =>
        !_erased.ContainsKey(keyId) && _entries.TryGetValue(keyId, out var entry) ? entry.Key : null;

    /// <summary>The key of a case, made if there is none yet; a made one waits for the group that stores it.</summary>
    /// <exception cref="CaseErasedException">when it was erased.</exception>
    internal CaseKey For(string keyId) =>
        _erased.ContainsKey(keyId)
            ? throw new CaseErasedException(keyId)
            : _entries.GetOrAdd(keyId, MakeForGroup).Key;

    /// <summary>Those of some cases whose wrap is in no row of the table yet, in order of their ids.</summary>
    internal IReadOnlyList<WrappedKey> NotStored(IEnumerable<string> keyIds) =>
        [
            .. keyIds
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(id => _entries.GetValueOrDefault(id))
                .OfType<Entry>()
                .Where(entry => entry.Standing != KeyStanding.Stored)
                .Select(entry => entry.Key.Wrap),
        ];

    /// <summary>The group was written: its wraps stand in the table, or in the pool.</summary>
    internal void Keep(IEnumerable<WrappedKey> keys, bool inPool = false)
    {
        foreach (var key in keys)
        {
            if (
                _entries.TryGetValue(key.KeyId, out var entry)
                && (entry.Standing == KeyStanding.Made || !inPool)
            )
            {
                _entries[key.KeyId] = entry with
                {
                    Standing = inPool ? KeyStanding.Waiting : KeyStanding.Stored,
                };
            }
        }
    }

    /// <summary>Keys that were made and not kept do not exist. Returns their ids: another node may have made them.</summary>
    internal IReadOnlyList<string> DropMade()
    {
        var dropped = new List<string>();
        while (_made.TryDequeue(out var id))
        {
            if (
                _entries.TryGetValue(id, out var entry)
                && entry.Standing == KeyStanding.Made
                && _entries.TryRemove(id, out _)
            )
            {
                entry.Key.Secret.Dispose();
                dropped.Add(id);
            }
        }

        return dropped;
    }

    /// <summary>Opens wraps read from the store; those of erased keys are passed over.</summary>
    /// <exception cref="CryptographicException">when a wrap was not made under this master key, or was swapped.</exception>
    public void Learn(IEnumerable<WrappedKey> keys) => Learn(keys, KeyStanding.Stored);

    /// <summary>Opens wraps that stand in the pool only.</summary>
    internal void LearnWaiting(IEnumerable<WrappedKey> keys) =>
        Learn(keys.Where(key => !_entries.ContainsKey(key.KeyId)), KeyStanding.Waiting);

    /// <summary>Reads those of some keys that are not known here yet.</summary>
    internal async ValueTask Need(ILogStore store, IEnumerable<string> keyIds, CancellationToken cancel)
    {
        var missing = keyIds
            .Where(id => !_entries.ContainsKey(id) && !_erased.ContainsKey(id))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (missing.Count > 0)
        {
            Learn(await store.WrappedKeys(_jurisdiction, missing, cancel));
        }
    }

    /// <summary>The key of a case, made and stored if there is none, before any fact: attachments come first.</summary>
    /// <exception cref="CaseErasedException">when it was erased.</exception>
    internal async ValueTask<CaseKey> Ensure(ILogStore store, string keyId, CancellationToken cancel)
    {
        await Need(store, [keyId], cancel);
        if (Find(keyId) is { } known && NotStored([keyId]).Count == 0)
        {
            return known;
        }

        if (IsErased(keyId))
        {
            throw new CaseErasedException(keyId);
        }

        var wrap = Find(keyId) is { } waiting ? waiting.Wrap : Make(keyId).Wrap;
        if (!await store.AddKey(_jurisdiction, wrap, cancel))
        {
            var found = await store.WrappedKeys(_jurisdiction, [keyId], cancel);
            wrap = found.Count == 0 ? throw new CaseErasedException(keyId) : found[0];
        }

        Learn([wrap]);
        return Find(keyId) ?? throw new CaseErasedException(keyId);
    }

    /// <summary>The log says that a key was erased: it is wiped here, and never learned or made again.</summary>
    public void Erase(string keyId)
    {
        _erased[keyId] = true;
        if (_entries.TryRemove(keyId, out var entry))
        {
            entry.Key.Secret.Dispose();
        }
    }

    /// <summary>A box key made anew for the pool, with its wrap.</summary>
    internal (SecretBytes Key, byte[] Wrapped) NewPoolKey()
    {
        var module = Modules.Of(Modules.Makes);
        var key = module.NewKey();
        return (key, module.Wrap(_master, key, PoolContext));
    }

    /// <exception cref="CryptographicException">when it was not made under this master key.</exception>
    internal (ICryptoModule Module, SecretBytes Key) OpenPoolKey(ReadOnlySpan<byte> wrapped)
    {
        var module = ModuleOf(wrapped);
        return (module, module.Unwrap(_master, wrapped, PoolContext));
    }

    private byte[] PoolContext => Encoding.UTF8.GetBytes($"daylight/pool-key/v1\n{_jurisdiction}");

    private void Learn(IEnumerable<WrappedKey> keys, KeyStanding standing)
    {
        foreach (var key in keys.Where(key => !_erased.ContainsKey(key.KeyId)))
        {
            if (
                _entries.TryGetValue(key.KeyId, out var held)
                && held.Key.Wrap.Wrapped.AsSpan().SequenceEqual(key.Wrapped)
            )
            {
                _entries[key.KeyId] = held with { Standing = standing };
                continue;
            }

            _entries[key.KeyId] = new Entry(Open(key), standing);
            if (_erased.ContainsKey(key.KeyId))
            {
                Erase(key.KeyId);
            }
        }
    }

    private Entry MakeForGroup(string keyId)
    {
        _made.Enqueue(keyId);
        return new Entry(Make(keyId), KeyStanding.Made);
    }

    private CaseKey Make(string keyId)
    {
        var module = Modules.Of(Modules.Makes);
        var secret = module.NewKey();
        return new CaseKey(
            keyId,
            module,
            secret,
            new WrappedKey(keyId, module.Wrap(_master, secret, Context(keyId)))
        );
    }

    private CaseKey Open(WrappedKey key)
    {
        var module = ModuleOf(key.Wrapped);
        return new CaseKey(key.KeyId, module, module.Unwrap(_master, key.Wrapped, Context(key.KeyId)), key);
    }

    private ICryptoModule ModuleOf(ReadOnlySpan<byte> wrapped) =>
        wrapped.IsEmpty || wrapped[0] is not ((byte)Suite.International or (byte)Suite.National)
            ? throw new CryptographicException(
                $"A wrapped key begins with the number of its suite, 1 or 2; this one with {(wrapped.IsEmpty ? "nothing" : wrapped[0])}."
            )
            : Modules.Of((Suite)wrapped[0]);

    private byte[] Context(string keyId) =>
        Encoding.UTF8.GetBytes($"daylight/case-key/v1\n{_jurisdiction}\n{keyId}");

    private sealed record Entry(CaseKey Key, KeyStanding Standing);

    private enum KeyStanding
    {
        /// <summary>Made for the group at hand.</summary>
        Made,

        /// <summary>Durable in the pool only.</summary>
        Waiting,

        /// <summary>Durable in the table.</summary>
        Stored,
    }
}
