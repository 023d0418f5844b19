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

    private AdoptedRules(
        ImmutableArray<RulePack> packs,
        WorkCalendar calendar,
        ImmutableArray<UnreadRules> unread
    )
    {
        _packs = packs;
        Book = Rulebook.Of(packs);
        Calendar = calendar;
        Unread = unread;
    }

    /// <summary>Before anything was adopted: no norm, and a calendar without a single notice.</summary>
    public static AdoptedRules None { get; } = new([], WorkCalendar.Of([]), []);

    /// <summary>The packs, layered in the order of their adoption.</summary>
    public Rulebook Book { get; }

    /// <summary>The packs in force, in the order of their adoption.</summary>
    public IReadOnlyList<RulePack> Packs => _packs;

    public WorkCalendar Calendar { get; }

    /// <summary>
    /// What was adopted and cannot be read by this program, such as a pack from before a change of the language. The last
    /// one that can be read stays in force: a fault in a pack never takes the service down, and is shown instead.
    /// </summary>
    public ImmutableArray<UnreadRules> Unread { get; }

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
            PackAdopted adopted => Adopt(adopted, Encoding.UTF8.GetString(content(adopted.Content))),
            CalendarAdopted year => Adopt(year, Encoding.UTF8.GetString(content(year.Content))),
            _ => this,
        };

    /// <summary>With a pack in the place of the one of its name, or behind the others.</summary>
    internal AdoptedRules With(RulePack pack)
    {
        var at = _packs.ToList().FindIndex(held => held.Name == pack.Name);
        return new(at < 0 ? _packs.Add(pack) : _packs.SetItem(at, pack), Calendar, Without(pack.Name));
    }

    private AdoptedRules Adopt(PackAdopted adopted, string content)
    {
        var loaded = RulePack.Open(content);
        return loaded.Pack is { } pack
            ? With(pack)
            : new(
                _packs,
                Calendar,
                Without(adopted.Pack).Add(new(adopted.Pack, adopted.Title, loaded.Faults[0].What))
            );
    }

    private AdoptedRules Adopt(CalendarAdopted adopted, string content)
    {
        var name = $"{adopted.Year}";
        try
        {
            return new(_packs, Calendar.With(CalendarYear.Parse(content)), Without(name));
        }
        catch (FormatException fault)
        {
            return new(
                _packs,
                Calendar,
                Without(name).Add(new(name, adopted.Notice, new Phrase(fault.Message, fault.Message)))
            );
        }
    }

    private ImmutableArray<UnreadRules> Without(string name) => Unread.RemoveAll(entry => entry.Name == name);
}

/// <summary>A pack or a year that was adopted and cannot be read by this program.</summary>
/// <param name="Name">Name of the pack, or the year.</param>
/// <param name="Why">The first fault.</param>
public sealed record UnreadRules(string Name, string Title, Phrase Why);
