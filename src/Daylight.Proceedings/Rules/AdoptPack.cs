using System.Text;
using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>
/// Puts a rule pack into force: one person lays it before another, who confirms what he saw. A pack with a fault is
/// refused, and what was in force stays.
/// </summary>
public static class AdoptPack
{
    public static readonly Power Power = new("rules.adopt");

    /// <param name="Content">The canonical content of a pack that was loaded from its files.</param>
    public sealed record ProposeAct(string Content) : Act
    {
        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams => [Adoptions.Ref];

        public override Decision Decide(Hearing hearing) =>
            Propose(hearing.State(Adoptions.Ref), this, hearing.Mandate.Person);
    }

    /// <param name="Content">Hash of the content that the second person saw; it must be the proposed one.</param>
    public sealed record ConfirmAct(string Pack, string Content) : Act
    {
        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams => [Adoptions.Ref];

        public override Decision Decide(Hearing hearing) =>
            Confirm(hearing.State(Adoptions.Ref), this, hearing.Mandate.Person);
    }

    /// <summary>Lays a proposed pack aside. Whoever may adopt may do so, the proposer too.</summary>
    public sealed record DropAct(string Pack, string Reason) : Act
    {
        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams => [Adoptions.Ref];

        public override Decision Decide(Hearing hearing) =>
            !hearing.State(Adoptions.Ref).WaitingPacks.ContainsKey(Pack) ? new NoPackWaits(Pack)
            : string.IsNullOrWhiteSpace(Reason) ? new DroppingNeedsAReason()
            : new PackDropped(Pack, Reason.Trim());
    }

    internal static Decision Propose(Adoptions adoptions, ProposeAct act, string person) =>
        Readable(adoptions, act.Content, out var pack, out var bytes) is { } refusal
            ? refusal
            : new PackProposed(pack!, bytes, person);

    internal static Decision Confirm(Adoptions adoptions, ConfirmAct act, string person) =>
        !adoptions.WaitingPacks.TryGetValue(act.Pack, out var proposed) ? new NoPackWaits(act.Pack)
        : proposed.Content != act.Content ? new PackIsAnother(act.Pack)
        : proposed.By == person ? new AnotherPersonConfirmsThePack(act.Pack)
        : new PackAdopted(proposed.Pack, proposed.Title, proposed.Hash, proposed.Content);

    /// <summary>What speaks against this content, or null and the pack that it is.</summary>
    internal static Refusal? Readable(
        Adoptions adoptions,
        string content,
        out RulePack? pack,
        out byte[] bytes
    )
    {
        var loaded = RulePack.Open(content);
        pack = loaded.Pack;
        bytes = Encoding.UTF8.GetBytes(pack?.Content ?? "");
        return pack is null ? new PackHasFaults(loaded.Faults.Length, loaded.Faults[0].ToString())
            : adoptions.Packs.GetValueOrDefault(pack.Name) == ContentHash.Of(bytes)
                ? new PackIsInForce(pack.Name)
            : null;
    }
}

[NoNorm("a pack with a fault cannot be asked")]
public sealed record PackHasFaults(int Count, string First) : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record PackIsInForce(string Pack) : Refusal;

[NoNorm("a confirmation needs something to confirm")]
public sealed record NoPackWaits(string Pack) : Refusal;

[NoNorm("the second person confirms what he saw")]
public sealed record PackIsAnother(string Pack) : Refusal;

[NoNorm("the clocks of a whole county hang on it: two pairs of eyes")]
public sealed record AnotherPersonConfirmsThePack(string Pack) : Refusal;

[NoNorm("whoever proposed it must be able to read why it was laid aside")]
public sealed record DroppingNeedsAReason : Refusal;
