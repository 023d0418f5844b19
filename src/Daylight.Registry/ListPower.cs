using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>
/// Enters a power into the list of a post, or strikes it. A power needs its legal basis, the duty that goes with it and
/// one post; the same power at two posts is refused.
/// </summary>
public static class ListPower
{
    private static readonly NormId s_ownLicences = NormId.Parse("registry.own-licences");
    private static readonly NormId s_powerDuty = NormId.Parse("registry.power-duty");
    private static readonly NormId s_oneOwner = NormId.Parse("registry.one-owner");

    public sealed record Act(
        string Power,
        string Post,
        string Title,
        PowerClass Class,
        string LegalBasis,
        string Duty
    ) : Proceedings.Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams =>
            [PowerItem.At(Power), PowerTitle.At(Title.Trim()), Registry.Post.At(Post)];

        public override Decision Decide(Hearing hearing) =>
            ListPower.Decide(
                hearing.State(PowerItem.At(Power)),
                hearing.State(PowerTitle.At(Title.Trim())),
                hearing.State(Registry.Post.At(Post)),
                this,
                hearing.Rules
            );
    }

    /// <summary>Takes a power off the list.</summary>
    public sealed record StrikeAct(string Power, string Title, string Post, string Reason) : Proceedings.Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams =>
            [PowerItem.At(Power), PowerTitle.At(Title), Registry.Post.At(Post)];

        public override Decision Decide(Hearing hearing) => Strike(hearing.State(PowerItem.At(Power)), this);
    }

    internal static Decision Decide(
        PowerItem item,
        PowerTitle title,
        Post post,
        Act act,
        AdoptedRules rules
    ) =>
        item.Id.Length > 0 ? new PowerIsListed(item.Title)
        : !post.Exists ? new NoSuchPost(act.Post)
        : post.AbolishedOn is { } gone ? new PostIsAbolished(post.Name, gone, post.Successor!)
        : !RegistryIds.IsId(act.Power) || string.IsNullOrWhiteSpace(act.Title) ? new PowerNeedsItsName()
        : string.IsNullOrWhiteSpace(act.LegalBasis)
            ? new PowerNeedsItsLegalBasis(rules.Find(s_ownLicences)?.Ref)
        : string.IsNullOrWhiteSpace(act.Duty) ? new PowerNeedsItsDuty(rules.Find(s_powerDuty)?.Ref)
        : title.Post is { } owner ? new PowerHasAnOwner(rules.Find(s_oneOwner)?.Ref, act.Title.Trim(), owner)
        : new PowerListed(
            act.Power,
            act.Post,
            act.Title.Trim(),
            act.Class,
            act.LegalBasis.Trim(),
            act.Duty.Trim()
        );

    internal static Decision Strike(PowerItem item, StrikeAct act) =>
        item.Id.Length == 0 || item.Title != act.Title || item.Post != act.Post ? new NoSuchPower(act.Power)
        : string.IsNullOrWhiteSpace(act.Reason) ? new StrikingNeedsAReason()
        : new PowerStruck(item.Id, item.Title, item.Post, act.Reason.Trim());
}

/// <summary>Gives a node of the responsibility tree its place and its owner.</summary>
public static class PlaceResponsibility
{
    public sealed record Act(int Year, string Node, string Parent, string Title, string Post)
        : Proceedings.Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams =>
            [ResponsibilityTree.Of(Year), Registry.Post.At(Post)];

        public override Decision Decide(Hearing hearing) =>
            PlaceResponsibility.Decide(
                hearing.State(ResponsibilityTree.Of(Year)),
                hearing.State(Registry.Post.At(Post)),
                this
            );
    }

    internal static Decision Decide(ResponsibilityTree tree, Post post, Act act) =>
        tree.Nodes.ContainsKey(act.Node) ? new NodeHasItsPlace(act.Title)
        : !post.Exists ? new NoSuchPost(act.Post)
        : post.AbolishedOn is { } gone ? new PostIsAbolished(post.Name, gone, post.Successor!)
        : !RegistryIds.IsId(act.Node) || string.IsNullOrWhiteSpace(act.Title) ? new PowerNeedsItsName()
        : act.Parent.Length == 0
            ? tree.Nodes.IsEmpty ? Placed(act)
                : new TreeHasOneRoot(act.Year)
        : tree.Nodes.ContainsKey(act.Parent) ? Placed(act)
        : new NodeNeedsItsParent(act.Title, act.Parent);

    private static Decision Placed(Act act) =>
        new ResponsibilityPlaced(act.Year, act.Node, act.Parent, act.Title.Trim(), act.Post);
}
