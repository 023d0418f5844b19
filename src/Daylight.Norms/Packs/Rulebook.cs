using System.Collections.Frozen;
using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>
/// The rule packs that a jurisdiction has adopted, in order: the country first, then the province, the city, the county.
/// A later pack may take the place of a norm of an earlier one only as far as that norm's <c>override</c> lets it;
/// whatever it may not, is a fault, and the earlier norm stays in force.
/// </summary>
public sealed class Rulebook
{
    private readonly FrozenDictionary<NormId, Norm> _inForce;
    private readonly FrozenSet<NormId> _legacyOn;

    private Rulebook(
        ImmutableArray<RulePack> packs,
        FrozenDictionary<NormId, Norm> inForce,
        ImmutableArray<Fault> faults,
        FrozenSet<NormId> legacyOn
    )
    {
        Packs = packs;
        Faults = faults;
        Words = packs.Aggregate(Words.None, (words, pack) => pack.Words.Over(words));
        _inForce = inForce;
        _legacyOn = legacyOn;
    }

    public ImmutableArray<RulePack> Packs { get; }

    /// <summary>Conflicts between packs. The rulebook works all the same: where packs conflict the earlier norm is in force.</summary>
    public ImmutableArray<Fault> Faults { get; }

    /// <summary>The words of all packs; a later pack's words go before an earlier one's.</summary>
    public Words Words { get; }

    public IEnumerable<Norm> Norms => _inForce.Values.OrderBy(norm => norm.Id.Text, StringComparer.Ordinal);

    /// <param name="packs">In the order of adoption.</param>
    /// <param name="legacyOn">Legacy norms that the jurisdiction has switched on knowingly.</param>
    public static Rulebook Of(IEnumerable<RulePack> packs, IEnumerable<NormId>? legacyOn = null)
    {
        var order = packs.ToImmutableArray();
        var inForce = new Dictionary<NormId, Norm>();
        var faults = ImmutableArray.CreateBuilder<Fault>();
        foreach (var (pack, norm) in order.SelectMany(pack => pack.Norms.Select(norm => (pack, norm))))
        {
            if (!inForce.TryGetValue(norm.Id, out var upper))
            {
                inForce.Add(norm.Id, norm);
            }
            else if (Layering.Conflict(pack, upper, norm) is { } conflict)
            {
                faults.Add(conflict);
            }
            else
            {
                inForce[norm.Id] = norm;
            }
        }

        return new Rulebook(
            order,
            inForce.ToFrozenDictionary(),
            faults.ToImmutable(),
            (legacyOn ?? []).ToFrozenSet()
        );
    }

    /// <summary>The norm in force under that id, or null. Prefer asking, which always answers.</summary>
    public Norm? Find(NormId id) => _inForce.GetValueOrDefault(id);

    public bool IsOn(Norm norm) => norm.Legacy is null || _legacyOn.Contains(norm.Id);

    /// <summary>Asks a norm. The answer also says when no such norm is in force, or why it does not apply.</summary>
    public Answer Ask(NormId id, Situation situation, WorkCalendar calendar) =>
        Find(id) is { } norm ? Ask(norm, situation, calendar) : NotApplying.Nothing(id);

    public Answer Ask(Norm norm, Situation situation, WorkCalendar calendar) =>
        norm.Ask(situation, calendar, Words, IsOn(norm));

    /// <summary>The norms that hold in the situation: in force on the day, switched on, conditions met.</summary>
    /// <param name="kind">Null for every kind.</param>
    /// <param name="about">The matter (<c>about:</c>); null for every matter.</param>
    public ImmutableArray<Norm> Applicable(NormKind? kind, string? about, Situation situation) =>
        [
            .. Norms.Where(norm =>
                (kind is null || norm.Kind == kind)
                && (about is null || norm.About == about)
                && IsOn(norm)
                && norm.On(
                    norm.CountsBy is CountsBy.Conduct ? situation.Conduct ?? situation.Today : situation.Today
                )
                    is not null
                && norm.When.Holds(situation.Attributes)
            ),
        ];

    /// <summary>Runs every clock about a matter at once. All are shown; the earliest due date binds whoever owes it.</summary>
    public Clocks Clocks(string about, Situation situation, WorkCalendar calendar) =>
        Daylight.Norms.Clocks.Of(
            about,
            [
                .. Applicable(NormKind.Deadline, about, situation)
                    .Select(norm => (norm, Ask(norm, situation, calendar))),
            ],
            Words
        );
}
