using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>Sets a post up in a unit: a name and its traits. The five-field description follows in an act of its own.</summary>
public static class CreatePost
{
    public sealed record Act(string Post, string Unit, string Name, PostTraits Traits) : Proceedings.Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams => [Registry.Post.At(Post), Registry.Unit.At(Unit)];

        public override Decision Decide(Hearing hearing) =>
            CreatePost.Decide(
                hearing.State(Registry.Post.At(Post)),
                hearing.State(Registry.Unit.At(Unit)),
                this
            );
    }

    internal static Decision Decide(Post post, Unit unit, Act act) =>
        post.Exists ? new PostExistsAlready(post.Id, post.Name)
        : !unit.IsRegistered ? new NoSuchUnit(act.Unit)
        : unit.MergedInto is { } into ? new UnitIsMerged(unit.Id, unit.Name, into)
        : !RegistryIds.IsId(act.Post) || string.IsNullOrWhiteSpace(act.Name) ? new PostNeedsIdAndName()
        : new PostCreated(act.Post, act.Unit, act.Name.Trim(), act.Traits);
}
