using System.Collections.Immutable;
using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>One side of a duty while the log is replayed.</summary>
internal sealed class TrialClock(
    NormRef norm,
    string span,
    DateTimeOffset start,
    DateTimeOffset? due,
    bool provisional,
    string calendar,
    string owner
)
{
    // By the id under which a lapse's proposals are recorded, so that what was recorded late takes the place of what was foreseen.
    private readonly SortedDictionary<string, Consequence> _proposals = new(StringComparer.Ordinal);
    private readonly SortedSet<DateTimeOffset> _lapses = [];
    private readonly DateTimeOffset? _originalDue = due;
    private bool _lapsed;
    private bool? _done;
    private int _extensions;

    public NormRef Norm { get; } = norm;

    public string Span { get; } = span;

    public DateTimeOffset? Due { get; private set; } = due;

    public bool Provisional { get; private set; } = provisional;

    public string Calendar { get; private set; } = calendar;

    public string Owner { get; set; } = owner;

    public int Extensions => _extensions;

    /// <summary>Still owed, lapsed or not.</summary>
    public bool IsOpen => _done is null;

    public static TrialClock Of(DutyClock clock, DateTimeOffset start, string owner) =>
        new(clock.Norm, clock.Span, start, clock.Due, clock.Provisional, clock.Calendar, owner);

    /// <summary>Lapses what ran out before an instant, as the worker would have recorded it.</summary>
    public void Settle(DateTimeOffset at, AdoptedRules rules)
    {
        if (IsOpen && !_lapsed && Due is { } due && due < at)
        {
            Lapse(due);
            foreach (
                var (consequence, n) in (rules.Find(Norm.Id)?.OnLapse ?? []).Select((each, n) => (each, n))
            )
            {
                _proposals[$"{due.ToUnixTimeMilliseconds()}.{n}"] = consequence;
            }
        }
    }

    /// <summary>A lapse as it was recorded; its proposals follow.</summary>
    public void Lapse(DateTimeOffset due)
    {
        _lapsed = true;
        _lapses.Add(due);
        var prefix = $"{due.ToUnixTimeMilliseconds()}.";
        foreach (
            var id in _proposals.Keys.Where(id => id.StartsWith(prefix, StringComparison.Ordinal)).ToList()
        )
        {
            _proposals.Remove(id);
        }
    }

    /// <param name="id">What follows the duty in the proposal's id.</param>
    public void Propose(string id, Consequence consequence) => _proposals[id] = consequence;

    public void Redate(DateTimeOffset? due, bool provisional, string calendar, bool extension)
    {
        _lapsed = _lapsed && due == Due;
        Due = due;
        Provisional = provisional;
        Calendar = calendar;
        _extensions += extension ? 1 : 0;
    }

    /// <summary>Works a provisional date out anew under the calendar in force; nothing where it is firm.</summary>
    public void Recount(AdoptedRules rules, DateOnly today)
    {
        if (
            IsOpen
            && Provisional
            && Calendar != rules.Calendar.Hash
            && Proceedings.Redate.Again(rules, Norm.Id, start, Span, today) is { } again
        )
        {
            Redate(again.Due, again.Provisional, rules.Calendar.Hash, extension: false);
        }
    }

    public void End(bool done) => _done ??= done;

    public TrialSide ToSide() =>
        new(
            Norm.Id,
            Span,
            _originalDue,
            Due,
            Provisional,
            _extensions,
            Owner,
            _done switch
            {
                false => TrialStanding.Lifted,
                true => _lapsed ? TrialStanding.DoneLate : TrialStanding.Done,
                null => _lapsed ? TrialStanding.Overdue : TrialStanding.Open,
            },
            [.. _lapses],
            [.. _proposals.Values]
        );
}

/// <summary>A duty on both sides.</summary>
internal sealed class TrialEntry(string matter, string duty, string what, string title, DateTimeOffset start)
{
    public string Matter { get; } = matter;

    public string Duty { get; } = duty;

    public DateTimeOffset Start { get; } = start;

    /// <summary>As recorded.</summary>
    public TrialClock? Before { get; set; }

    /// <summary>Under the changed rules.</summary>
    public TrialClock? After { get; set; }

    /// <summary>Its mechanism told the clock, so that the two sides can be compared.</summary>
    public bool Told { get; init; }

    public Explanation? Why { get; init; }

    /// <summary>Why the changed rules would have refused the extension that waits for its answer.</summary>
    public Phrase? Barred { get; set; }

    public List<Phrase> Notes { get; } = [];

    public bool IsOpen => Before is { IsOpen: true } || After is { IsOpen: true };

    public TrialDuty ToDuty() =>
        new(Matter, Duty, what, title, Start, Before?.ToSide(), After?.ToSide(), Why, [.. Notes]);
}
