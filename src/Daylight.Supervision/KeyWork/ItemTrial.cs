using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// Which clocks the facts of items start and end, so that a changed pack can be tried on the past. It says the same as
/// the acts do when they open duties; a test holds the two together on the demo county.
/// </summary>
public sealed class ItemTrial : ITrialSource
{
    public ITrialReading Begin() => new Reading();

    private sealed class Reading : ITrialReading
    {
        private readonly Dictionary<string, Item> _items = new(StringComparer.Ordinal);

        public IEnumerable<TrialStep> Read(Recorded recorded)
        {
            if (recorded.Fact is not ItemFact fact)
            {
                return [];
            }

            var before = _items.GetValueOrDefault(fact.Item) ?? Item.Start;
            var after = before.Apply(fact);
            _items[fact.Item] = after;
            return Steps(fact, before, after);
        }

        private static IEnumerable<TrialStep> Steps(ItemFact fact, Item before, Item after) =>
            fact switch
            {
                ItemAssigned =>
                [
                    Closing(after),
                    .. after.Assistants.Prepend(after.Lead).Select(unit => Signing(after, unit)),
                ],
                ItemSigned f => [Ends(after, ItemDuties.Sign(f.Unit), done: true)],
                ExtensionAsked f => [new TrialStep.AsksExtension(Matter(after), ItemDuties.Close, f.To)],
                ReturnAsked => [Starts(after, ItemDuties.Rule, ItemNorms.Ruling, after.Office)],
                ReturnRuled f when f.Handler == before.Lead => [Ends(after, ItemDuties.Rule, done: true)],
                ReturnRuled f =>
                [
                    Ends(after, ItemDuties.Rule, done: true),
                    Ends(after, ItemDuties.Sign(before.Lead), done: false),
                    Passes(after, f.Handler),
                    Signing(after, f.Handler),
                ],
                DoneReported =>
                [
                    Passes(after, after.Office),
                    Starts(after, ItemDuties.Check, ItemNorms.Checking, after.Office),
                ],
                DoneSentBack => [Passes(after, after.Lead), Ends(after, ItemDuties.Check, done: true)],
                LaidBeforeGiver => [Passes(after, after.Giver), Ends(after, ItemDuties.Check, done: true)],
                GiverSpoke f => [Passes(after, f.Content ? after.Office : after.Lead)],
                ItemClosed =>
                [
                    Ends(after, ItemDuties.Close, done: true),
                    new TrialStep.Ends(Matter(after), null, Done: false),
                ],
                ItemReopened => [Closing(after with { Given = null })],
                ItemWithdrawn => [new TrialStep.Ends(Matter(after), null, Done: false)],
                _ => [],
            };

        private static TrialStep Closing(Item item) =>
            Starts(item, ItemDuties.Close, ItemNorms.Closing, item.Lead) with
            {
                Given = ItemNorms.GivenDate(item),
                Attributes = ItemNorms.ClosingAttributes(item),
            };

        private static TrialStep Signing(Item item, string unit) =>
            Starts(item, ItemDuties.Sign(unit), ItemNorms.Signing, unit);

        private static TrialStep.Starts Starts(Item item, string duty, string what, string owner) =>
            new(Matter(item), duty, what, owner, item.Title);

        private static TrialStep Ends(Item item, string duty, bool done) =>
            new TrialStep.Ends(Matter(item), duty, done);

        private static TrialStep Passes(Item item, string owner) =>
            new TrialStep.Passes(Matter(item), ItemDuties.Close, owner);

        private static string Matter(Item item) => ItemStreams.Of(item.Id);
    }
}
