using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Daylight.Store;

namespace Daylight.Proceedings.Sealing;

/// <summary>An act whose facts wait for the end of the day; it knows its day and no finer time.</summary>
/// <param name="ActId">Not the id that the client chose, which may tell the time.</param>
/// <param name="Mandate">Opaque id of the mandate that acted.</param>
/// <param name="Facts">The facts, each under the key of its case while it waits.</param>
/// <param name="Keys">Wraps of cases whose first facts these are.</param>
internal sealed record WaitingAct(
    string ActId,
    byte[] Digest,
    DateOnly Day,
    string Mandate,
    string? Cause,
    IReadOnlyList<SealedFact> Facts,
    IReadOnlyList<WaitingFact> Sealed,
    IReadOnlyList<WrappedKey> Keys
);

/// <summary>A waiting fact as it is kept.</summary>
internal sealed record WaitingFact(string Kind, int KindVersion, string Case, byte[] Box);

/// <summary>
/// Everything that waits. It is kept as one box in one row, shuffled and under a fresh key with each change, so that neither
/// rows nor their order nor their number tell who acted before whom. Immutable.
/// </summary>
/// <remarks>
/// The row stays once there was one, empty as it may be, and the box holds how often it was written: a row that is gone, or
/// older than one that a node remembers outside the database (<see cref="Publishing.PoolMemory"/>), is told from one that was drained.
/// </remarks>
internal sealed record WaitingPool(IReadOnlyList<WaitingAct> Acts)
{
    /// <summary>Largest pool, in bytes; more acts on one day are refused.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>The box grows in steps of this many bytes.</summary>
    private const int Step = 16 * 1024;

    private const int FactStep = 256;

    public static WaitingPool Empty { get; } = new([]);

    /// <summary>How often the row was written; 0 before the first time.</summary>
    public long Written { get; init; }

    /// <summary>What one act adds to the box, at most; its boxes stand in base64.</summary>
    private long Size { get; init; }

    public WaitingAct? Find(string actId) => Acts.FirstOrDefault(act => act.ActId == actId);

    public bool Holds(string keyId) => Acts.Any(act => act.Facts.Any(fact => fact.Case == keyId));

    /// <summary>With one act more, or null where the pool is full.</summary>
    public WaitingPool? With(WaitingAct act) =>
        Size + SizeOf(act) is var size && size > MostBytes
            ? null
            : new WaitingPool([.. Acts, act]) { Size = size, Written = Written };

    public WaitingPool Without(IReadOnlyCollection<WaitingAct> acts) =>
        new([.. Acts.Where(act => !acts.Contains(act))])
        {
            Size = Size - acts.Sum(SizeOf),
            Written = Written,
        };

    /// <summary>As it stands in the table after a change.</summary>
    public WaitingPool AfterWriting() => this with { Written = Written + 1 };

    /// <summary>A fact under the key of its case while it waits.</summary>
    public static WaitingFact Close(
        SealedFact fact,
        (string Name, int Version) kind,
        string actId,
        int part,
        CaseKey key
    )
    {
        using var own = key.Derive(Purpose);
        var plain = Padding.ToMultiple(FactKinds.Write(fact), FactStep);
        return new WaitingFact(
            kind.Name,
            kind.Version,
            fact.Case,
            key.Module.Seal(own, plain, Context(actId, part))
        );
    }

    /// <summary>Opens the row; an act whose case was erased is left out.</summary>
    /// <exception cref="CryptographicException">when it was not written under this master key, or was changed.</exception>
    public static WaitingPool Open(PoolRow? row, string jurisdiction, CaseKeys keys, FactKinds kinds)
    {
        if (row is null)
        {
            return Empty;
        }

        var (module, own) = keys.OpenPoolKey(row.Wrapped);
        using var secret = own;
        var plain = module.Open(secret, row.Box, PoolContext(jurisdiction));
        var pool = JsonSerializer.Deserialize<PoolText>(Padding.Strip(plain), FactJson.Options)!;
        var acts = new List<WaitingAct>(pool.Acts.Count);
        foreach (var text in pool.Acts)
        {
            keys.LearnWaiting(text.Keys.Select(key => new WrappedKey(key.Id, key.Wrapped)));
            if (Facts(text, keys, kinds) is { } facts)
            {
                acts.Add(
                    new WaitingAct(
                        text.ActId,
                        text.Digest,
                        text.Day,
                        text.Mandate,
                        text.Cause,
                        facts,
                        text.Facts,
                        [.. text.Keys.Select(key => new WrappedKey(key.Id, key.Wrapped))]
                    )
                );
            }
        }

        return new WaitingPool(acts) { Size = acts.Sum(SizeOf), Written = pool.Written };
    }

    /// <summary>The row for this pool, written once more.</summary>
    public PoolChange ToChange(string jurisdiction, CaseKeys keys)
    {
        var texts = Acts.Select(act => new ActText(
                act.ActId,
                act.Digest,
                act.Day,
                act.Mandate,
                act.Cause,
                act.Sealed,
                [.. act.Keys.Select(key => new KeyText(key.KeyId, key.Wrapped))]
            ))
            .ToArray();
        RandomNumberGenerator.Shuffle(texts.AsSpan());
        var (own, wrapped) = keys.NewPoolKey();
        using var secret = own;
        var plain = Padding.ToMultiple(
            JsonSerializer.SerializeToUtf8Bytes(new PoolText(Written + 1, texts), FactJson.Options),
            Step
        );
        var box = keys.Modules.Of(keys.Modules.Makes).Seal(secret, plain, PoolContext(jurisdiction));
        CryptographicOperations.ZeroMemory(plain);
        return new PoolChange(new PoolRow(wrapped, box));
    }

    private const string Purpose = "daylight/pool/v1";

    private static byte[] Context(string actId, int part) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Purpose}\n{actId}\n{part}"));

    private static byte[] PoolContext(string jurisdiction) =>
        Encoding.UTF8.GetBytes($"{Purpose}\n{jurisdiction}");

    private static List<SealedFact>? Facts(ActText text, CaseKeys keys, FactKinds kinds)
    {
        var facts = new List<SealedFact>(text.Facts.Count);
        foreach (var (fact, at) in text.Facts.Select((fact, at) => (fact, at)))
        {
            if (keys.Find(fact.Case) is not { } key)
            {
                return null;
            }

            using var own = key.Derive(Purpose);
            var plain = key.Module.Open(own, fact.Box, Context(text.ActId, at + 1));
            facts.Add((SealedFact)kinds.Read(fact.Kind, fact.KindVersion, Padding.Strip(plain)));
        }

        return facts;
    }

    private static long SizeOf(WaitingAct act) =>
        512 + act.Sealed.Sum(fact => 256 + (fact.Box.Length * 4L / 3)) + (act.Keys.Count * 256);

    private sealed record PoolText(long Written, IReadOnlyList<ActText> Acts);

    private sealed record ActText(
        string ActId,
        byte[] Digest,
        DateOnly Day,
        string Mandate,
        string? Cause,
        IReadOnlyList<WaitingFact> Facts,
        IReadOnlyList<KeyText> Keys
    );

    private sealed record KeyText(string Id, byte[] Wrapped);
}
