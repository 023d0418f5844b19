using System.Collections.Immutable;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Norms.Calendar;

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
    private HashSet<DateTimeOffset> _past = [];
    private bool _lapsed;
    private bool? _done;
    private int _extensions;
    private TimeSpan _stopped = TimeSpan.Zero;
    private (DateTimeOffset Due, DateTimeOffset At)? _stop;

    public NormRef Norm { get; } = norm;

    public string Span { get; } = span;

    public DateTimeOffset? Due { get; private set; } = due;

    public bool Provisional { get; private set; } = provisional;

    public string Calendar { get; private set; } = calendar;

    public string Owner { get; set; } = owner;

    public int Extensions => _extensions;

    /// <summary>Still owed, lapsed or not.</summary>
    public bool IsOpen => _done is null;

    public bool Lapsed => _lapsed;

    public static TrialClock Of(DutyClock clock, DateTimeOffset start, string owner) =>
        new(clock.Norm, clock.Span, start, clock.Due, clock.Provisional, clock.Calendar, owner);

    /// <summary>The same clock in another matter, with the date that it has.</summary>
    public TrialClock For(string owner) =>
        new(Norm, Span, start, Due, Provisional && _stopped == TimeSpan.Zero, Calendar, owner);

    /// <summary>The same duty, opened again: at an instant at which it lapsed before it does not lapse once more.</summary>
    public TrialClock Again(TrialClock? earlier)
    {
        if (earlier is not null)
        {
            _past = [.. earlier._past, .. earlier._lapses];
            _lapsed = Past(Due);
        }

        return this;
    }

    /// <summary>Lapses what ran out before an instant, as the worker would have recorded it.</summary>
    public void Settle(DateTimeOffset at, AdoptedRules rules)
    {
        if (IsOpen && !_lapsed && Due is { } due && due < at)
        {
            if (Past(due))
            {
                _lapsed = true;
                return;
            }

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
        if (Past(due))
        {
            // It was foreseen when the same duty was last open, and the worker came only now.
            return;
        }

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
    public void Propose(string id, Consequence consequence)
    {
        if (!_past.Any(due => id.StartsWith($"{due.ToUnixTimeMilliseconds()}.", StringComparison.Ordinal)))
        {
            _proposals[id] = consequence;
        }
    }

    /// <summary>Another date, as recorded or worked out; see <see cref="Proceedings.Duty"/> for stops of the clock.</summary>
    public void Redate(
        DateTimeOffset? due,
        bool provisional,
        string calendar,
        RedateReason reason,
        DateTimeOffset at
    )
    {
        if (reason is RedateReason.Suspension)
        {
            var was = Due ?? _stop?.Due;
            _stop = due is null && was is { } stopped ? (stopped, at) : null;
            _stopped += due is { } to && was is { } from ? to - from : TimeSpan.Zero;
        }

        Due = due;
        Provisional = provisional;
        Calendar = calendar;
        _lapsed = Past(due) || (due is { } known && _lapses.Contains(known));
        _extensions += reason is RedateReason.Extension ? 1 : 0;
    }

    /// <summary>The clock stands still. False where the time is over: what is overdue cannot rest.</summary>
    public bool Stop(DateTimeOffset at)
    {
        if (_lapsed)
        {
            return false;
        }

        Redate(null, Provisional, Calendar, RedateReason.Suspension, at);
        return true;
    }

    /// <summary>The clock goes on with what was left; nothing where it does not stand still.</summary>
    public void Resume(DateTimeOffset at)
    {
        if (_stop is { } stop)
        {
            Redate(
                Envelope.WholeMillisecond(stop.Due + (at - stop.At)),
                Provisional,
                Calendar,
                RedateReason.Suspension,
                at
            );
        }
    }

    /// <summary>Works a provisional date out anew under the calendar in force; nothing where it is firm.</summary>
    public void Recount(AdoptedRules rules, DateOnly today)
    {
        if (
            IsOpen
            && Provisional
            && Due is not null
            && Calendar != rules.Calendar.Hash
            && Proceedings.Redate.Again(rules, Norm.Id, start, Span, today) is { } again
        )
        {
            Redate(
                again.Due + _stopped,
                again.Provisional,
                rules.Calendar.Hash,
                RedateReason.Calendar,
                Shanghai.StartOf(today)
            );
        }
    }

    public void End(bool done) => _done ??= done;

    private bool Past(DateTimeOffset? due) => due is { } at && _past.Contains(at);

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

    /// <summary>The same duty when it was opened before; null for the first time.</summary>
    public TrialEntry? Earlier { get; set; }

    /// <summary>The recorded date of a matter that joined this one: its redating was worked out for the changed side too.</summary>
    public DateTimeOffset? Joined { get; set; }

    /// <summary>Why the changed rules would have refused the extension that waits for its answer.</summary>
    public Phrase? Barred { get; set; }

    public List<Phrase> Notes { get; } = [];

    public bool IsOpen => Before is { IsOpen: true } || After is { IsOpen: true };

    /// <summary>One side of the same duty when it was last open before.</summary>
    public TrialClock? Former(Func<TrialEntry, TrialClock?> side)
    {
        var former = Earlier;
        while (former is not null && side(former) is null)
        {
            former = former.Earlier;
        }

        return former is null ? null : side(former);
    }

    public TrialDuty ToDuty() =>
        new(Matter, Duty, what, title, Start, Before?.ToSide(), After?.ToSide(), Why, [.. Notes]);
}
