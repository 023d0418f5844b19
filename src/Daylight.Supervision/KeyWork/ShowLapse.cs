using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 提请公开逾期情况: proposes that the lapse of an item be shown to the public, whether or not the norm of the deadline proposes
/// anything. The unit is then heard and a named person decides; only after that may the item be published.
/// </summary>
public static class ShowLapse
{
    /// <summary>The consequence, as a term of the rule packs.</summary>
    public const string Consequence = "public-column";

    /// <summary>The proposal for one lapse.</summary>
    public static string ProposalOf(DateTimeOffset lapse) =>
        $"{Consequence}.{lapse.ToUnixTimeMilliseconds()}";

    /// <param name="Grounds">Why the public should know, and what the office found.</param>
    public sealed record Act(string Item, string Grounds) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

        public override IReadOnlyList<StreamRef> Streams =>
            [.. base.Streams, MatterProposals.Of(ItemStreams.Of(Item))];

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            item.OverdueSince is not { } since ? new ItemIsNotOverdue(item.Number)
            : string.IsNullOrWhiteSpace(Grounds) ? new ReasonIsMissing("提请公开逾期情况")
            : hearing.State(MatterProposals.Of(ItemStreams.Of(item.Id))).Find(ProposalOf(since)) is not null
                ? new ThatIsProposedAlready(item.Number)
            : ItemNorms.Ref(hearing.Rules, ItemNorms.Publishing) is not { } norm
                ? new OverdueNeedsAHearing(item.Number, null)
            : new ProposalMade(
                ItemStreams.Of(item.Id),
                ProposalOf(since),
                item.OverdueBy,
                Consequence,
                AfterHearing: true,
                norm,
                item.Title,
                Grounds.Trim(),
                hearing.Mandate.Person
            );
    }

    /// <summary>Whether somebody decided that this lapse is shown, and no review took it back.</summary>
    internal static bool MayShowLapse(this MatterProposals proposals, DateTimeOffset lapse) =>
        proposals.Find(ProposalOf(lapse)) is { } proposal && proposal.Adopts(Consequence);
}
