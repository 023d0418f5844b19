using System.Text;
using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>Puts a rule pack into force. A pack with a fault is refused, and what was in force stays.</summary>
public static class AdoptPack
{
    public static readonly Power Power = new("rules.adopt");

    /// <param name="Content">The canonical content of a pack that was loaded from its files.</param>
    public sealed record Act(string Content) : Proceedings.Act
    {
        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams => [Adoptions.Ref];

        public override Decision Decide(Hearing hearing) =>
            AdoptPack.Decide(hearing.State(Adoptions.Ref), this);
    }

    internal static Decision Decide(Adoptions adoptions, Act act)
    {
        var loaded = RulePack.Open(act.Content);
        if (loaded.Pack is not { } pack)
        {
            return new PackHasFaults(loaded.Faults.Length, loaded.Faults[0].ToString());
        }

        var bytes = Encoding.UTF8.GetBytes(pack.Content);
        return adoptions.Packs.GetValueOrDefault(pack.Name) == ContentHash.Of(bytes)
            ? new PackIsInForce(pack.Name)
            : new PackAdopted(pack, bytes);
    }
}

[NoNorm("a pack with a fault cannot be asked")]
public sealed record PackHasFaults(int Count, string First) : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record PackIsInForce(string Pack) : Refusal;
