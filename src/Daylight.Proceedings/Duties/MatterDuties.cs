using System.Collections.Immutable;
using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>A duty as the facts of its matter tell it.</summary>
/// <param name="OriginalDue">As it was opened; shown beside every later date.</param>
/// <param name="Redated">How often it was moved, by reason.</param>
/// <param name="LapsedAt">The due instant at which it lapsed, or null.</param>
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
    DateTimeOffset? LapsedAt
)
{
    public bool Lapsed => LapsedAt is not null;

    /// <summary>How often it was extended.</summary>
    public int Extensions => Redated.Count(reason => reason is RedateReason.Extension);
}

/// <summary>The duties of one matter that are still open, folded from its stream whatever mechanism it belongs to.</summary>
public sealed record MatterDuties(ImmutableDictionary<string, Duty> Open) : IState<MatterDuties>
{
    public static MatterDuties Start { get; } = new(ImmutableDictionary<string, Duty>.Empty);

    public static StreamRef<MatterDuties> Of(string matter) => new(matter);

    public MatterDuties Apply(Fact fact) =>
        fact switch
        {
            DutyOpened f => this with { Open = Open.SetItem(f.Duty, Opened(f)) },
            DutyRedated f when Open.TryGetValue(f.Duty, out var duty) => Put(
                duty with
                {
                    Due = f.Due,
                    Provisional = f.Provisional,
                    Redated = duty.Redated.Add(f.Reason),
                    LapsedAt = f.Due == duty.LapsedAt ? duty.LapsedAt : null,
                }
            ),
            DutyPassed f when Open.TryGetValue(f.Duty, out var duty) => Put(duty with { Owner = f.Owner }),
            DutyLapsed f when Open.TryGetValue(f.Duty, out var duty) => Put(duty with { LapsedAt = f.Due }),
            DutyDischarged f => this with { Open = Open.Remove(f.Duty) },
            DutyLifted f => this with { Open = Open.Remove(f.Duty) },
            _ => this,
        };

    private static Duty Opened(DutyOpened f) =>
        new(f.Duty, f.What, f.Owner, f.Title, f.Norm, f.Start, f.Span, f.Due, f.Due, f.Provisional, [], null);

    private MatterDuties Put(Duty duty) => this with { Open = Open.SetItem(duty.Id, duty) };
}
