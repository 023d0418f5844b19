using System.Globalization;
using Daylight.Proceedings;

namespace Daylight.Registry.Views;

/// <summary>One row per post, existing or abolished.</summary>
/// <param name="Moves">The units to which it belonged before, each with its last day: <c>u1@2026-04-30;</c>.</param>
/// <param name="Version">The version of the post's stream, for forms.</param>
public sealed record PostRow(
    string Post,
    string Unit,
    string Name,
    PostLevel Level,
    bool InTeam,
    bool Sensitive,
    PostFunction Duty,
    bool Specialist,
    string Basics,
    string Duties,
    string Flow,
    string Abilities,
    string CostOfFailure,
    DateOnly? AbolishedOn,
    string? Successor,
    string Moves,
    long Version
)
{
    public PostTraits Traits => new(Level, InTeam, Sensitive, Duty, Specialist);

    /// <summary>The unit to which it belonged on a day.</summary>
    public string UnitOn(DateOnly day)
    {
        foreach (var move in Moves.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = move.Split('@');
            if (day <= DateOnly.ParseExact(parts[1], "yyyy-MM-dd", CultureInfo.InvariantCulture))
            {
                return parts[0];
            }
        }

        return Unit;
    }
}

/// <summary>The list of posts.</summary>
public sealed class PostView()
    : View<PostRow>("registry_post", version: 1, keyLength: 1, "unit, level", "name", "sensitive")
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type>
        {
            typeof(PostCreated),
            typeof(PostDescribed),
            typeof(PostChanged),
            typeof(PostMoved),
            typeof(PostAbolished),
            typeof(OfficeTaken),
            typeof(OfficeLeft),
        };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            PostCreated f =>
            [
                [f.Post],
            ],
            PostDescribed f =>
            [
                [f.Post],
            ],
            PostChanged f =>
            [
                [f.Post],
            ],
            PostMoved f =>
            [
                [f.Post],
            ],
            PostAbolished f =>
            [
                [f.Post],
            ],
            OfficeTaken f =>
            [
                [f.Post],
            ],
            OfficeLeft f =>
            [
                [f.Post],
            ],
            _ => [],
        };

    protected override PostRow? Apply(object[] key, PostRow? row, Recorded recorded)
    {
        var next =
            recorded.Fact is PostCreated f ? Created(f)
            : row is null ? null
            : Next(row, recorded.Fact);
        return next is null
            ? row
            : next with
            {
                Version = recorded.VersionOf(PostStreams.Of((string)key[0])),
            };
    }

    private static PostRow Next(PostRow row, Fact fact) =>
        fact switch
        {
            PostDescribed { Description: var d } => row with
            {
                Basics = d.Basics,
                Duties = d.Duties,
                Flow = d.Flow,
                Abilities = d.Abilities,
                CostOfFailure = d.CostOfFailure,
            },
            PostChanged f => Marked(row with { Name = f.Name }, f.Traits),
            PostMoved f => row with
            {
                Unit = f.To,
                Moves = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Moves}{f.From}@{f.On.AddDays(-1):yyyy-MM-dd};"
                ),
            },
            PostAbolished f => row with { AbolishedOn = f.On, Successor = f.Successor },
            _ => row,
        };

    private static PostRow Created(PostCreated f) =>
        Marked(
            new(
                f.Post,
                f.Unit,
                f.Name,
                default,
                false,
                false,
                default,
                false,
                "",
                "",
                "",
                "",
                "",
                null,
                null,
                "",
                0
            ),
            f.Traits
        );

    private static PostRow Marked(PostRow row, PostTraits traits) =>
        row with
        {
            Level = traits.Level,
            InTeam = traits.InTeam,
            Sensitive = traits.Sensitive,
            Duty = traits.Function,
            Specialist = traits.Specialist,
        };
}
