using System.Collections.Immutable;

namespace Daylight.Proceedings;

/// <summary>What the stream of adoptions tells: which contents are in force and which years wait for a second person.</summary>
/// <param name="Packs">Content hash by pack name.</param>
/// <param name="Years">Content hash by year.</param>
/// <param name="Waiting">Proposed years, by year.</param>
/// <param name="WaitingPacks">Proposed packs, by name.</param>
internal sealed record Adoptions(
    ImmutableDictionary<string, string> Packs,
    ImmutableDictionary<int, string> Years,
    ImmutableDictionary<int, CalendarProposed> Waiting,
    ImmutableDictionary<string, PackProposed> WaitingPacks
) : IState<Adoptions>
{
    public static Adoptions Start { get; } =
        new(
            ImmutableDictionary<string, string>.Empty,
            ImmutableDictionary<int, string>.Empty,
            ImmutableDictionary<int, CalendarProposed>.Empty,
            ImmutableDictionary<string, PackProposed>.Empty
        );

    public static StreamRef<Adoptions> Ref { get; } = new(AdoptedRules.Stream);

    public Adoptions Apply(Fact fact) =>
        fact switch
        {
            PackProposed f => this with { WaitingPacks = WaitingPacks.SetItem(f.Pack, f) },
            PackDropped f => this with { WaitingPacks = WaitingPacks.Remove(f.Pack) },
            PackAdopted f => this with
            {
                Packs = Packs.SetItem(f.Pack, f.Content),
                WaitingPacks = WaitingPacks.Remove(f.Pack),
            },
            CalendarProposed f => this with { Waiting = Waiting.SetItem(f.Year, f) },
            CalendarAdopted f => this with
            {
                Years = Years.SetItem(f.Year, f.Content),
                Waiting = Waiting.Remove(f.Year),
            },
            _ => this,
        };
}
