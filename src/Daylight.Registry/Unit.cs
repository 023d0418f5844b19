using System.Collections.Immutable;
using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>A unit as its stream tells it.</summary>
/// <param name="Id">Empty before it is registered.</param>
/// <param name="FormerNames">Oldest first.</param>
/// <param name="MergedInto">The unit that carries on for it, or null while it is open.</param>
/// <param name="Posts">Posts that exist in it.</param>
/// <param name="Liaisons">Who is its liaison, by field, and who the deputy.</param>
/// <param name="LastChange">Day from which its present name or state holds.</param>
public sealed record Unit(
    string Id,
    string Code,
    string Name,
    string ShortName,
    UnitKind Kind,
    IReadOnlyList<string> FormerNames,
    string? MergedInto,
    DateOnly LastChange,
    ImmutableSortedSet<string> Posts,
    ImmutableDictionary<(LiaisonField Field, bool Deputy), string> Liaisons
) : IState<Unit>
{
    public static Unit Start { get; } =
        new(
            "",
            "",
            "",
            "",
            default,
            [],
            null,
            DateOnly.MinValue,
            ImmutableSortedSet<string>.Empty.WithComparer(StringComparer.Ordinal),
            ImmutableDictionary<(LiaisonField, bool), string>.Empty
        );

    /// <summary>Units that parts of it became.</summary>
    public ImmutableSortedSet<string> SplitOff { get; init; } =
        ImmutableSortedSet<string>.Empty.WithComparer(StringComparer.Ordinal);

    public bool IsRegistered => Id.Length > 0;

    public static StreamRef<Unit> At(string id) => new(UnitStreams.Of(id));

    public Unit Apply(Fact fact) =>
        fact switch
        {
            UnitRegistered f => Start with
            {
                Id = f.Unit,
                Code = f.Code,
                Name = f.Name,
                ShortName = f.ShortName,
                Kind = f.Kind,
            },
            UnitRenamed f => this with
            {
                Name = f.Name,
                ShortName = f.ShortName,
                FormerNames = [.. FormerNames, f.FormerName],
                LastChange = f.From,
            },
            UnitMerged f when f.Unit == Id => this with { MergedInto = f.Into, LastChange = f.From },
            UnitSplit f when f.Unit == Id => this with { SplitOff = SplitOff.Add(f.NewUnit) },
            PostCreated f => this with { Posts = Posts.Add(f.Post) },
            PostMoved f => this with { Posts = f.To == Id ? Posts.Add(f.Post) : Posts.Remove(f.Post) },
            PostAbolished f => this with { Posts = Posts.Remove(f.Post) },
            LiaisonNamed f => this with { Liaisons = Liaisons.SetItem((f.Field, f.Deputy), f.Person) },
            _ => this,
        };
}

/// <summary>Who bears a code now.</summary>
internal sealed record CodeHolder(string? Unit) : IState<CodeHolder>
{
    public static CodeHolder Start { get; } = new((string?)null);

    public static StreamRef<CodeHolder> At(string code) => new(UnitStreams.OfCode(code));

    public CodeHolder Apply(Fact fact) =>
        fact switch
        {
            UnitRegistered f => new(f.Unit),
            UnitMerged => Start,
            _ => this,
        };
}
