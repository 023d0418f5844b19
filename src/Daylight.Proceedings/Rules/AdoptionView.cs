namespace Daylight.Proceedings;

/// <summary>What is a subject of adoption.</summary>
public enum AdoptionKind
{
    Pack,
    CalendarYear,
}

/// <summary>One row per pack and per year of the calendar: what is in force, and what waits for a second person.</summary>
/// <param name="Name">Name of the pack, or the year.</param>
/// <param name="Title">Title of the pack in force, or the year's notices.</param>
/// <param name="Content">Hash of the content in force; null while nothing is.</param>
/// <param name="AdoptedBy">Opaque id of the person whose act put it into force.</param>
/// <param name="Waiting">Hash of the content that waits; null while nothing does.</param>
/// <param name="WaitingBy">Opaque id of the person who proposed it.</param>
public sealed record AdoptionRow(
    AdoptionKind Kind,
    string Name,
    string Title,
    string? Content,
    DateTimeOffset? AdoptedAt,
    string? AdoptedBy,
    string? Waiting,
    string? WaitingTitle,
    string? WaitingBy,
    DateTimeOffset? WaitingSince
);

/// <summary>The packs and years of a log.</summary>
public sealed class AdoptionView() : View<AdoptionRow>("rules_adoption", version: 1, keyLength: 2)
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type>
        {
            typeof(PackProposed),
            typeof(PackDropped),
            typeof(PackAdopted),
            typeof(CalendarProposed),
            typeof(CalendarAdopted),
        };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            PackProposed f => [Key(AdoptionKind.Pack, f.Pack)],
            PackDropped f => [Key(AdoptionKind.Pack, f.Pack)],
            PackAdopted f => [Key(AdoptionKind.Pack, f.Pack)],
            CalendarProposed f => [Key(AdoptionKind.CalendarYear, $"{f.Year}")],
            CalendarAdopted f => [Key(AdoptionKind.CalendarYear, $"{f.Year}")],
            _ => [],
        };

    protected override AdoptionRow? Apply(object[] key, AdoptionRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            PackProposed f => Propose(row ?? Empty(AdoptionKind.Pack, f.Pack), f.Title, f.Content, recorded),
            PackDropped when row is not null => row.Content is null ? null : Settled(row),
            PackAdopted f => Adopt(row ?? Empty(AdoptionKind.Pack, f.Pack), f.Title, f.Content, recorded),
            CalendarProposed f => Propose(
                row ?? Empty(AdoptionKind.CalendarYear, $"{f.Year}"),
                f.Notice,
                f.Content,
                recorded
            ),
            CalendarAdopted f => Adopt(
                row ?? Empty(AdoptionKind.CalendarYear, $"{f.Year}"),
                f.Notice,
                f.Content,
                recorded
            ),
            _ => row,
        };

    private static object[] Key(AdoptionKind kind, string name) => [kind.ToString(), name];

    private static AdoptionRow Empty(AdoptionKind kind, string name) =>
        new(kind, name, "", null, null, null, null, null, null, null);

    private static AdoptionRow Propose(AdoptionRow row, string title, string content, Recorded recorded) =>
        row with
        {
            Waiting = content,
            WaitingTitle = title,
            WaitingBy = recorded.Person,
            WaitingSince = recorded.At,
        };

    private static AdoptionRow Adopt(AdoptionRow row, string title, string content, Recorded recorded) =>
        Settled(row) with
        {
            Title = title,
            Content = content,
            AdoptedAt = recorded.At,
            AdoptedBy = recorded.Person,
        };

    private static AdoptionRow Settled(AdoptionRow row) =>
        row with
        {
            Waiting = null,
            WaitingTitle = null,
            WaitingBy = null,
            WaitingSince = null,
        };
}
