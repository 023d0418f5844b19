using System.Collections.Immutable;
using Daylight.Norms;

namespace Daylight.Proceedings.Sealing;

/// <summary>Why the key of a case is erased. No words of one's own: they could name what is to be forgotten.</summary>
public enum ErasureReason
{
    /// <summary>保存期满: the time for which it had to be kept is over.</summary>
    RetentionEnded,

    /// <summary>本人申请: the person whom it is about asked for it and may.</summary>
    AskedByThePerson,

    /// <summary>不应收集: it should not have been collected.</summary>
    WronglyCollected,

    /// <summary>有权机关决定: a court or a competent authority ordered it.</summary>
    Ordered,
}

/// <summary>Somebody proposes to erase a case, and names the norm that asks for it.</summary>
/// <param name="Key">Id of the case's key, a pseudonym.</param>
/// <param name="By">Who proposes it; another one must decide.</param>
public sealed record ErasureProposed(string Key, ErasureReason Reason, NormRef Norm, string By) : Fact
{
    public override IReadOnlyList<string> Streams => [Erasures.Stream];

    public override IReadOnlyList<NormRef> Norms => [Norm];
}

/// <summary>A proposed erasure was laid aside.</summary>
public sealed record ErasureDropped(string Key) : Fact
{
    public override IReadOnlyList<string> Streams => [Erasures.Stream];
}

/// <summary>
/// The key of a case was erased: what it sealed stays in the log as hashes and ciphertext that nobody can open. Who decided
/// it is in the envelope; nobody whom the case was about is named.
/// </summary>
/// <param name="Key">Id of the case's key, a pseudonym.</param>
/// <param name="Norm">The norm that asks for it.</param>
/// <param name="ProposedBy">Opaque id of the first of the two persons.</param>
public sealed record KeyErased(string Key, ErasureReason Reason, NormRef Norm, string ProposedBy) : Fact
{
    public override IReadOnlyList<string> Streams => [Erasures.Stream];

    public override IReadOnlyList<NormRef> Norms => [Norm];
}

/// <summary>Which keys were erased, and which wait for a second person. Every node follows this stream and forgets them.</summary>
public sealed record Erasures(
    ImmutableHashSet<string> Keys,
    ImmutableDictionary<string, ErasureProposed> Waiting
) : IState<Erasures>
{
    /// <summary>One stream per jurisdiction.</summary>
    public const string Stream = "erasures";

    public static StreamRef<Erasures> Ref { get; } = new(Stream);

    public static Erasures Start { get; } =
        new(ImmutableHashSet<string>.Empty, ImmutableDictionary<string, ErasureProposed>.Empty);

    public Erasures Apply(Fact fact) =>
        fact switch
        {
            ErasureProposed f => this with { Waiting = Waiting.SetItem(f.Key, f) },
            ErasureDropped f => this with { Waiting = Waiting.Remove(f.Key) },
            KeyErased f => new Erasures(Keys.Add(f.Key), Waiting.Remove(f.Key)),
            _ => this,
        };
}
