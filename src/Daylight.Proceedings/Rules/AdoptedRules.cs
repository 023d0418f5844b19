using System.Collections.Immutable;
using System.Text;
using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Proceedings;

/// <summary>
/// The rule packs and the work calendar that a jurisdiction has adopted, as its facts left them. Immutable; adopting
/// makes another one, so that within a group each act sees the rules of its own moment.
/// </summary>
public sealed class AdoptedRules
{
    /// <summary>The stream of adoptions; there is one per log.</summary>
    public const string Stream = "rules";

    private readonly ImmutableArray<RulePack> _packs;

    private AdoptedRules(ImmutableArray<RulePack> packs, WorkCalendar calendar)
    {
        _packs = packs;
        Book = Rulebook.Of(packs);
        Calendar = calendar;
    }

    /// <summary>Before anything was adopted: no norm, and a calendar without a single notice.</summary>
    public static AdoptedRules None { get; } = new([], WorkCalendar.Of([]));

    /// <summary>The packs, layered in the order of their adoption.</summary>
    public Rulebook Book { get; }

    public WorkCalendar Calendar { get; }

    /// <summary>The norm in force under that id, or null. Prefer asking, which always answers.</summary>
    public Norm? Find(NormId id) => Book.Find(id);

    /// <summary>Asks a norm; the answer also says where none is in force or why it does not apply.</summary>
    public Answer Ask(NormId id, Situation situation) => Book.Ask(id, situation, Calendar);

    /// <summary>Every clock about a matter; the stricter one binds.</summary>
    public Clocks Clocks(string about, Situation situation) => Book.Clocks(about, situation, Calendar);

    /// <summary>After one more fact. <paramref name="content"/> gives the bytes that the fact names by hash.</summary>
    internal AdoptedRules Apply(Fact fact, Func<string, byte[]> content) =>
        fact switch
        {
            PackAdopted adopted => With(ReadPack(adopted, content(adopted.Content))),
            CalendarAdopted year => new(
                _packs,
                Calendar.With(CalendarYear.Parse(Encoding.UTF8.GetString(content(year.Content))))
            ),
            _ => this,
        };

    /// <summary>With a pack in the place of the one of its name, or behind the others.</summary>
    internal AdoptedRules With(RulePack pack)
    {
        var at = _packs.ToList().FindIndex(held => held.Name == pack.Name);
        return new(at < 0 ? _packs.Add(pack) : _packs.SetItem(at, pack), Calendar);
    }

    private static RulePack ReadPack(PackAdopted adopted, byte[] content) =>
        RulePack.Open(Encoding.UTF8.GetString(content)).Pack
        ?? throw new InvalidOperationException(
            $"Bug in Daylight: the pack {adopted.Pack} was adopted without faults and cannot be read any more."
        );
}
