using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>Writes a post's description, or changes its name and traits.</summary>
public static class ChangePost
{
    private static readonly NormId s_description = NormId.Parse("registry.post-description");

    /// <summary>The five fields, all of them.</summary>
    public sealed record DescribeAct(string Post, PostDescription Description) : Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams => [Registry.Post.At(Post)];

        public override Decision Decide(Hearing hearing) =>
            Describe(hearing.State(Registry.Post.At(Post)), this, hearing.Rules);
    }

    /// <summary>Another name, or other traits: the sensitive-post flag, membership in the leading group.</summary>
    public sealed record TraitsAct(string Post, string Name, PostTraits Traits) : Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams =>
            [Registry.Post.At(Post), MatterDuties.Of(PostStreams.Of(Post))];

        public override Decision Decide(Hearing hearing) =>
            Change(
                hearing.State(Registry.Post.At(Post)),
                hearing.State(MatterDuties.Of(PostStreams.Of(Post))),
                this,
                hearing
            );
    }

    internal static Decision Describe(Post post, DescribeAct act, AdoptedRules rules) =>
        !post.Exists ? new NoSuchPost(act.Post)
        : Empty(act.Description) is { } field
            ? new DescriptionLacksAField(rules.Find(s_description)?.Ref, field)
        : act.Description == post.Description ? new NothingChanges(post.Name)
        : new PostDescribed(post.Id, act.Description);

    internal static Decision Change(Post post, MatterDuties duties, TraitsAct act, Hearing hearing)
    {
        if (!post.Exists)
        {
            return new NoSuchPost(act.Post);
        }

        if (string.IsNullOrWhiteSpace(act.Name))
        {
            return new PostNeedsIdAndName();
        }

        var changed = new PostChanged(post.Id, act.Name.Trim(), act.Traits);
        return act.Name.Trim() == post.Name && act.Traits == post.Traits
            ? new NothingChanges(post.Name)
            : Decision.Grant([changed, .. NewClock(post, (Post)post.Apply(changed), duties, hearing)]);
    }

    /// <summary>Other traits, other norms: the holder's clock starts from the day on which he took the post, as before.</summary>
    private static IEnumerable<Fact> NewClock(Post before, Post after, MatterDuties duties, Hearing hearing)
    {
        if (after.On(hearing.Today) is not { } holder)
        {
            return [];
        }

        var duty = RotationClock.DutyOf(holder.Office);
        var opened = RotationClock.Open(
            after,
            new(holder.Office, after.Id, holder.Person, holder.Kind, holder.From, holder.To, ""),
            hearing
        );
        return duties.Open.ContainsKey(duty)
            ? [new DutyLifted(PostStreams.Of(before.Id), duty, "岗位性质变更"), .. opened]
            : opened;
    }

    private static string? Empty(PostDescription description) =>
        string.IsNullOrWhiteSpace(description.Basics) ? "岗位基本情况"
        : string.IsNullOrWhiteSpace(description.Duties) ? "岗位职责"
        : string.IsNullOrWhiteSpace(description.Flow) ? "工作流程"
        : string.IsNullOrWhiteSpace(description.Abilities) ? "必需的能力"
        : string.IsNullOrWhiteSpace(description.CostOfFailure) ? "失职的责任代价"
        : null;
}
