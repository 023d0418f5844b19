using Daylight.Proceedings;

namespace Daylight.Registry.Views;

/// <summary>One row per stretch of a person in a post.</summary>
/// <param name="FromDay">The first day.</param>
/// <param name="ToDay">The last day; null while it lasts.</param>
/// <param name="Reason">Why it ended, or null.</param>
public sealed record OfficeRow(
    string Office,
    string Post,
    string Person,
    OfficeKind Kind,
    DateOnly FromDay,
    DateOnly? ToDay,
    LeavingReason? Reason,
    string Paper
);

/// <summary>Who held which post from when to when.</summary>
public sealed class OfficeView()
    : View<OfficeRow>("registry_office", version: 1, keyLength: 1, "post, from_day", "person, from_day")
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(OfficeTaken), typeof(OfficeLeft) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            OfficeTaken f =>
            [
                [f.Office],
            ],
            OfficeLeft f =>
            [
                [f.Office],
            ],
            _ => [],
        };

    protected override OfficeRow? Apply(object[] key, OfficeRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            OfficeTaken f => new(f.Office, f.Post, f.Person, f.Kind, f.From, f.To, null, f.Paper),
            OfficeLeft f when row is not null => row with { ToDay = f.On, Reason = f.Reason },
            _ => row,
        };
}
