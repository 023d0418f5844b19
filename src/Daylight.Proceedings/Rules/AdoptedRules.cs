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
        Calendar = calendar;
        Words = packs.Aggregate(Words.None, (under, pack) => pack.Words.Over(under));
    }

    /// <summary>Before anything was adopted: no norm, and a calendar without a single notice.</summary>
    public static AdoptedRules None { get; } = new([], WorkCalendar.Of([]));

    /// <summary>In order of adoption; a later pack may override what an earlier one lets be overridden.</summary>
    public IReadOnlyList<RulePack> Packs => _packs;

    public WorkCalendar Calendar { get; }

    /// <summary>The words for the terms of all packs.</summary>
    public Words Words { get; }

    /// <summary>The norm of that id that is in force, or null where no adopted pack has one.</summary>
    public Norm? Find(NormId id)
    {
        for (var i = _packs.Length - 1; i >= 0; i--)
        {
            if (_packs[i].Find(id) is { } norm)
            {
                return norm;
            }
        }

        return null;
    }

    /// <summary>Asks a norm; null where no adopted pack has one of that id.</summary>
    public Answer? Ask(NormId id, Situation situation) => Find(id)?.Ask(situation, Calendar, Words);

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

    private AdoptedRules With(RulePack pack)
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
