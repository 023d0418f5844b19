using System.Collections.Immutable;
using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>A duty as the facts of its matter tell it.</summary>
/// <param name="OriginalDue">As it was opened; shown beside every later date.</param>
/// <param name="Redated">How often it was moved, by reason.</param>
/// <param name="LapsedAt">The due instant at which it lapsed, or null.</param>
/// <param name="Calendar">Hash of the calendar by which the date was worked out.</param>
/// <param name="Stopped">How long its clock has stood still altogether, while it was suspended.</param>
/// <param name="StoppedDue">The due instant that it had when it was stopped; null while its clock runs.</param>
public sealed record Duty(
    string Id,
    string What,
    string Owner,
    string Title,
    NormRef Norm,
    DateTimeOffset Start,
    string Span,
    DateTimeOffset? Due,
    DateTimeOffset? OriginalDue,
    bool Provisional,
    ImmutableArray<RedateReason> Redated,
    DateTimeOffset? LapsedAt,
    string Calendar,
    TimeSpan Stopped,
    DateTimeOffset? StoppedDue
)
{
    public bool Lapsed => LapsedAt is not null;

    /// <summary>How often it was extended.</summary>
    public int Extensions => Redated.Count(reason => reason is RedateReason.Extension);

    /// <summary>The same duty at another date: what a stop of the clock took is remembered, so that a recount keeps it.</summary>
    internal Duty Moved(DutyRedated f, bool lapsed)
    {
        var stops = f is { Reason: RedateReason.Suspension, Due: null };
        var was = Due ?? StoppedDue;
        return this with
        {
            Due = f.Due,
            Provisional = f.Provisional,
            Calendar = f.Calendar,
            Redated = Redated.Add(f.Reason),
            LapsedAt = lapsed ? f.Due : null,
            StoppedDue = stops ? was : null,
            Stopped =
                f is { Reason: RedateReason.Suspension, Due: { } to } && was is { } from
                    ? Stopped + (to - from)
                    : Stopped,
        };
    }
}

/// <summary>The duties of one matter that are still open, folded from its stream whatever mechanism it belongs to.</summary>
/// <param name="Past">Every lapse of the matter, of duties that are done too.</param>
public sealed record MatterDuties(
    ImmutableDictionary<string, Duty> Open,
    ImmutableHashSet<(string Duty, DateTimeOffset Due)> Past
) : IState<MatterDuties>
{
    public static MatterDuties Start { get; } = new(ImmutableDictionary<string, Duty>.Empty, []);

    public static StreamRef<MatterDuties> Of(string matter) => new(matter);

    public MatterDuties Apply(Fact fact) =>
        fact switch
        {
            DutyOpened f => this with { Open = Open.SetItem(f.Duty, Opened(f)) },
            DutyRedated f when Open.TryGetValue(f.Duty, out var duty) => Put(
                duty.Moved(f, PastLapses.Hold(Past, f.Duty, f.Due))
            ),
            DutyPassed f when Open.TryGetValue(f.Duty, out var duty) => Put(duty with { Owner = f.Owner }),
            DutyLapsed f when Open.TryGetValue(f.Duty, out var duty) => Put(
                duty with
                {
                    LapsedAt = f.Due,
                }
            ) with
            {
                Past = Past.Add((f.Duty, f.Due)),
            },
            DutyDischarged f => this with { Open = Open.Remove(f.Duty) },
            DutyLifted f => this with { Open = Open.Remove(f.Duty) },
            _ => this,
        };

    private Duty Opened(DutyOpened f) =>
        new(
            f.Duty,
            f.What,
            f.Owner,
            f.Title,
            f.Norm,
            f.Start,
            f.Span,
            f.Due,
            f.Due,
            f.Provisional,
            [],
            PastLapses.Hold(Past, f.Duty, f.Due) ? f.Due : null,
            f.Calendar,
            TimeSpan.Zero,
            null
        );

    private MatterDuties Put(Duty duty) => this with { Open = Open.SetItem(duty.Id, duty) };
}
