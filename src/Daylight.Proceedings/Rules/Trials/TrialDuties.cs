using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Proceedings;

/// <summary>
/// The duties of a log on both sides: as the facts tell them, and as they would be under the changed rules. The side of
/// the facts is only folded; what the worker had not recorded yet when the log ends is foreseen on it, so that a slow
/// worker makes no difference.
/// </summary>
internal sealed class TrialDuties
{
    private readonly List<TrialEntry> _all = [];
    private readonly Dictionary<(string Matter, string Duty), TrialEntry> _live = [];
    private readonly Dictionary<string, HashSet<string>> _ofMatter = new(StringComparer.Ordinal);

    public IReadOnlyList<TrialEntry> All => _all;

    /// <summary>What a mechanism says of a fact; it concerns the changed side.</summary>
    public void Step(TrialStep step, DateTimeOffset at, AdoptedRules before, AdoptedRules after)
    {
        switch (step)
        {
            case TrialStep.Starts starts:
                Start(starts, at, after);
                break;
            case TrialStep.Continues continues:
                Continue(continues, at, after);
                break;
            case TrialStep.Joins joins:
                Join(joins, at, after);
                break;
            case TrialStep.Ends ends:
                foreach (var entry in Live(ends.Matter, ends.Duty).Where(entry => entry.Told).ToList())
                {
                    entry.After?.Settle(at, after);
                    entry.After?.End(ends.Done);
                }

                break;
            case TrialStep.Passes passes:
                foreach (var entry in Live(passes.Matter, passes.Duty))
                {
                    Pass(entry.After, passes.Owner, at, after);
                }

                break;
            case TrialStep.AsksExtension asks:
                foreach (var entry in Live(asks.Matter, asks.Duty))
                {
                    entry.Barred = entry.After is { IsOpen: true } clock
                        ? Bar(clock, asks.To, at, after)
                        : null;
                }

                break;
            default:
                break;
        }
    }

    /// <summary>What was recorded of a duty.</summary>
    public void Fact(Fact fact, DateTimeOffset at, AdoptedRules before, AdoptedRules after)
    {
        switch (fact)
        {
            case DutyOpened f:
                Open(f);
                break;
            case DutyRedated f when Recorded(f.Matter, f.Duty) is { } entry:
                Settle(entry, at, before, after);
                Redate(entry, f, at, before, after);
                break;
            case DutyPassed f when Recorded(f.Matter, f.Duty) is { } entry:
                Pass(entry.Before, f.Owner, at, before);
                Pass(entry.After, f.Owner, at, after);
                break;
            case DutyLapsed f when Recorded(f.Matter, f.Duty) is { Before: { } clock } entry:
                clock.Lapse(f.Due);
                entry.After?.Settle(at, after);
                break;
            case ProposalMade f when Lapsed(f) is { } lapsed:
                lapsed.Clock.Propose(lapsed.Id, new Consequence(f.Proposes, f.AfterHearing));
                break;
            case DutyDischarged f when Recorded(f.Matter, f.Duty) is { } entry:
                End(entry, done: true, at, before, after);
                break;
            case DutyLifted f when Recorded(f.Matter, f.Duty) is { } entry:
                End(entry, done: false, at, before, after);
                break;
            default:
                break;
        }
    }

    /// <summary>Before other rules come into force: what ran out under the old ones lapses under them.</summary>
    public void SettleAll(DateTimeOffset at, AdoptedRules before, AdoptedRules after)
    {
        foreach (var entry in _all.Where(entry => entry.IsOpen))
        {
            Settle(entry, at, before, after);
        }
    }

    /// <summary>After a year was adopted: both sides are recounted at once, so that a slow worker makes no difference.</summary>
    public void Recount(DateTimeOffset at, AdoptedRules before, AdoptedRules after)
    {
        foreach (var entry in _all)
        {
            entry.Before?.Recount(before, Shanghai.DayOf(at));
            entry.After?.Recount(after, Shanghai.DayOf(at));
        }
    }

    /// <summary>The end of the log: what the worker would record next is foreseen on both sides.</summary>
    public void End(DateTimeOffset now, AdoptedRules before, AdoptedRules after)
    {
        foreach (var entry in _all)
        {
            entry.Before?.Recount(before, Shanghai.DayOf(now));
            entry.After?.Recount(after, Shanghai.DayOf(now));
            Settle(entry, now, before, after);
        }
    }

    private void Start(TrialStep.Starts starts, DateTimeOffset at, AdoptedRules after)
    {
        if (Find(starts.Matter, starts.Duty) is { IsOpen: true } open)
        {
            if (!starts.Anew)
            {
                return;
            }

            open.After?.Settle(at, after);
            open.After?.End(done: false);
        }

        var clock = starts.Clock(after, at);
        var start = starts.From ?? at;
        var entry = new TrialEntry(starts.Matter, starts.Duty, starts.What, starts.Title, start)
        {
            Told = true,
            Why = clock?.Why,
        };
        Add(entry);
        if (clock is not null)
        {
            entry.After = TrialClock.Of(clock, start, starts.Owner).Again(entry.Former(known => known.After));
        }
    }

    private void Continue(TrialStep.Continues step, DateTimeOffset at, AdoptedRules after)
    {
        if (Find(step.FromMatter, step.FromDuty) is not { } from)
        {
            return;
        }

        from.After?.Settle(at, after);
        Add(
            new TrialEntry(step.Matter, step.Duty, step.What, step.Title, from.Start)
            {
                Told = from.Told,
                Why = from.Why,
                After = from.After?.For(step.Owner),
            }
        );
    }

    private void Join(TrialStep.Joins step, DateTimeOffset at, AdoptedRules after)
    {
        if (
            Find(step.Matter, step.Duty) is not { } entry
            || Find(step.FromMatter, step.FromDuty) is not { } from
        )
        {
            return;
        }

        entry.Joined = from.Before?.Due;
        from.After?.Settle(at, after);
        entry.After?.Settle(at, after);
        if (
            from.After is { IsOpen: true, Due: { } due }
            && entry.After is { IsOpen: true } clock
            && (clock.Due is not { } other || due < other)
        )
        {
            clock.Redate(due, provisional: false, clock.Calendar, RedateReason.GivenDate, at);
        }
    }

    private void Open(DutyOpened f)
    {
        var entry = Find(f.Matter, f.Duty);
        if (entry is not { Before: null } || entry.Start != f.Start)
        {
            entry = new TrialEntry(f.Matter, f.Duty, f.What, f.Title, f.Start);
            Add(entry);
        }

        entry.Before = new TrialClock(
            f.Norm,
            f.Span,
            f.Start,
            f.Due,
            f.Provisional,
            f.Calendar,
            f.Owner
        ).Again(entry.Former(known => known.Before));
        if (entry.After is { Owner: "" } told)
        {
            told.Owner = f.Owner;
        }
    }

    private void Add(TrialEntry entry)
    {
        entry.Earlier = Find(entry.Matter, entry.Duty);
        _all.Add(entry);
        _live[(entry.Matter, entry.Duty)] = entry;
        if (!_ofMatter.TryGetValue(entry.Matter, out var duties))
        {
            _ofMatter[entry.Matter] = duties = new HashSet<string>(StringComparer.Ordinal);
        }

        duties.Add(entry.Duty);
    }

    private TrialEntry? Find(string matter, string duty) => _live.GetValueOrDefault((matter, duty));

    /// <summary>The duty that recorded facts speak of: not one that a mechanism told just now and that is not recorded yet.</summary>
    private TrialEntry? Recorded(string matter, string duty)
    {
        var entry = Find(matter, duty);
        while (entry is { Before: null, Earlier: not null })
        {
            entry = entry.Earlier;
        }

        return entry;
    }

    private IEnumerable<TrialEntry> Live(string matter, string? duty) =>
        duty is not null
            ? Find(matter, duty) is { } entry
                ? [entry]
                : []
            : _ofMatter.TryGetValue(matter, out var duties)
                ? duties.Select(each => _live[(matter, each)])
                : [];

    private static void Settle(TrialEntry entry, DateTimeOffset at, AdoptedRules before, AdoptedRules after)
    {
        entry.Before?.Settle(at, before);
        entry.After?.Settle(at, after);
    }

    private static void End(
        TrialEntry entry,
        bool done,
        DateTimeOffset at,
        AdoptedRules before,
        AdoptedRules after
    )
    {
        Settle(entry, at, before, after);
        entry.Before?.End(done);
        entry.After?.End(done);
    }

    /// <summary>Whoever held it when it ran out is charged: it lapses before it passes.</summary>
    private static void Pass(TrialClock? clock, string owner, DateTimeOffset at, AdoptedRules rules)
    {
        if (clock is { IsOpen: true })
        {
            clock.Settle(at, rules);
            clock.Owner = owner;
        }
    }

    private static void Redate(
        TrialEntry entry,
        DutyRedated f,
        DateTimeOffset at,
        AdoptedRules before,
        AdoptedRules after
    )
    {
        var earlier = entry.Before?.Due;
        entry.Before?.Redate(f.Due, f.Provisional, f.Calendar, f.Reason, at);
        if (entry.After is not { IsOpen: true } clock)
        {
            return;
        }

        switch (f.Reason)
        {
            case RedateReason.Extension when entry.Barred is { } barred:
                entry.Notes.Add(barred);
                entry.Barred = null;
                break;
            case RedateReason.Extension when clock.Due is { } due && f.Due <= due:
                entry.Notes.Add(
                    new(
                        "按新规则，原期限已不早于延期后的日期，不需要延期",
                        "under the changed rules the date is no earlier than the extended one: no extension is needed"
                    )
                );
                break;
            case RedateReason.GivenDate when entry.Joined is not null && f.Due == entry.Joined:
                entry.Joined = null;
                break;
            case RedateReason.Extension or RedateReason.GivenDate:
                clock.Redate(f.Due, f.Provisional, f.Calendar, f.Reason, at);
                break;
            case RedateReason.Suspension when f.Due is null:
                if (!clock.Stop(at))
                {
                    entry.Notes.Add(
                        new(
                            "按新规则，暂缓时已经超过期限，不能暂缓",
                            "under the changed rules the time was over then: it could not rest"
                        )
                    );
                }

                break;
            case RedateReason.Suspension when earlier is null:
                clock.Resume(at);
                entry.Before?.Recount(before, Shanghai.DayOf(at));
                clock.Recount(after, Shanghai.DayOf(at));
                break;
            case RedateReason.Suspension when f.Due is { } to && earlier is { } from && clock.Due is { } due:
                // The stop is as long as it was recorded; a norm that does not know its reason is told by its explanation.
                clock.Redate(due + (to - from), clock.Provisional, clock.Calendar, f.Reason, at);
                break;
            case RedateReason.Calendar:
                // The changed side was recounted when the year was adopted.
                break;
            default:
                break;
        }
    }

    private (TrialClock Clock, string Id)? Lapsed(ProposalMade f)
    {
        // An id is "{duty}.{due}.{n}"; a duty's own id may hold points.
        var n = f.Proposal.LastIndexOf('.');
        var due = n <= 0 ? -1 : f.Proposal.LastIndexOf('.', n - 1);
        return due > 0 && Find(f.Matter, f.Proposal[..due]) is { Before: { } clock }
            ? (clock, f.Proposal[(due + 1)..])
            : null;
    }

    /// <summary>What the changed norm has against an extension, asked now, or null.</summary>
    private static Phrase? Bar(TrialClock clock, DateOnly to, DateTimeOffset at, AdoptedRules rules)
    {
        var deadline = rules.Find(clock.Norm.Id)?.On(Shanghai.DayOf(at))?.Parameters as Deadline;
        if (deadline?.Extending is not { } extending || clock.Due is not { } due)
        {
            return new("按新规则不能延期", "under the changed rules there is no extension");
        }

        if (clock.Extensions >= extending.AtMost)
        {
            return new(
                $"按新规则最多延期{extending.AtMost}次，此次延期不能批准",
                $"under the changed rules at most {extending.AtMost} extensions: this one could not be granted"
            );
        }

        if (extending.BeforeDue && at > due)
        {
            return new(
                "按新规则，提出延期时已经超过期限，不能批准",
                "under the changed rules the extension was asked for after the due date"
            );
        }

        return
            extending.By is { } by
            && rules.Calendar.Due(Shanghai.DayOf(due), by).Day is { } latest
            && to > latest
            ? new(
                $"按新规则最多延至{latest.Year}年{latest.Month}月{latest.Day}日，此次延期不能批准",
                $"under the changed rules an extension reaches {latest:yyyy-MM-dd} at most"
            )
            : null;
    }
}
