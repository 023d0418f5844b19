using System.Collections.Immutable;
using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>An entry of the lists of powers and duties.</summary>
/// <param name="Id">Empty before it was listed and after it was struck.</param>
public sealed record PowerItem(string Id, string Title, string Post, PowerClass Class) : IState<PowerItem>
{
    public static PowerItem Start { get; } = new("", "", "", default);

    public static StreamRef<PowerItem> At(string id) => new(PowerStreams.Of(id));

    public PowerItem Apply(Fact fact) =>
        fact switch
        {
            PowerListed f => new(f.Power, f.Title, f.Post, f.Class),
            PowerPassed f => this with { Post = f.To },
            PowerStruck => Start,
            _ => this,
        };
}

/// <summary>Which post has the power of that name: one, or none.</summary>
internal sealed record PowerTitle(string? Post) : IState<PowerTitle>
{
    public static PowerTitle Start { get; } = new((string?)null);

    public static StreamRef<PowerTitle> At(string title) => new(PowerStreams.OfTitle(title));

    public PowerTitle Apply(Fact fact) =>
        fact switch
        {
            PowerListed f => new(f.Post),
            PowerStruck => Start,
            _ => this,
        };
}

/// <summary>The responsibility tree of a year: every node has one place and one owner.</summary>
public sealed record ResponsibilityTree(ImmutableDictionary<string, (string Parent, string Post)> Nodes)
    : IState<ResponsibilityTree>
{
    public static ResponsibilityTree Start { get; } =
        new(ImmutableDictionary<string, (string, string)>.Empty);

    public static StreamRef<ResponsibilityTree> Of(int year) => new(PowerStreams.OfYear(year));

    public ResponsibilityTree Apply(Fact fact) =>
        fact switch
        {
            ResponsibilityPlaced f => new(Nodes.SetItem(f.Node, (f.Parent, f.Post))),
            ResponsibilityPassed f when Nodes.TryGetValue(f.Node, out var node) => new(
                Nodes.SetItem(f.Node, (node.Parent, f.To))
            ),
            _ => this,
        };
}
