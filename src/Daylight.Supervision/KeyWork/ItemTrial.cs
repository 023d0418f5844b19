using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Figures;
using Daylight.Supervision.KeyWork.Intake;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// Which clocks the facts of items start and end, so that a changed pack can be tried on the past. It says the same as
/// the acts do when they open duties; a test holds the two together over histories at random.
/// </summary>
public sealed class ItemTrial : ITrialSource
{
    public ITrialReading Begin() => new Reading();

    private sealed class Reading : ITrialReading
    {
        private readonly Dictionary<string, Item> _items = new(StringComparer.Ordinal);

        /// <summary>Items that others were split into, by their own ids.</summary>
        private readonly Dictionary<string, string> _splitFrom = new(StringComparer.Ordinal);

        /// <summary>Units that have not signed yet and assistants that have not answered, by item: their duties bear their names.</summary>
        private readonly HashSet<(string Item, string Duty)> _ofUnits = [];

        private readonly ItemTotals _totals = new();

        public IEnumerable<TrialStep> Read(Recorded recorded)
        {
            if (recorded.Fact is not ItemFact fact)
            {
                return [];
            }

            if (fact is ItemCarriedOn { How: CarriedBy.Split } carried)
            {
                _splitFrom[carried.Item] = carried.From;
            }

            var before = _items.GetValueOrDefault(fact.Item) ?? Item.Start;
            var after = before.Apply(fact);
            _items[fact.Item] = after;
            _totals.Take(fact, recorded.At);
            if (fact is ItemCarriedOver over)
            {
                return [.. Over(over, before, after)];
            }

            Note(fact, before, after);
            return fact switch
            {
                ItemAssigned when _splitFrom.TryGetValue(fact.Item, out var from) =>
                [
                    new TrialStep.Continues(
                        Matter(after),
                        ItemDuties.Close,
                        ItemNorms.Closing,
                        after.Lead,
                        after.Title,
                        ItemStreams.Of(from),
                        ItemDuties.Close
                    ),
                    Signing(after, after.Lead),
                ],
                ItemImported f => Imported(f, after, recorded.Day),
                _ => [.. Steps(fact, before, after), .. Parts(fact, before, after)],
            };
        }

        public IEnumerable<TrialStep> End(TrialEnd end) =>
            [.. LadderTrial.Ask(_items, end), .. _totals.Ask(_items, end)];

        /// <summary>
        /// What bears the name of a unit goes on under that of its successor, unless that one owes it already; whatever else it
        /// owed is passed on as recorded.
        /// </summary>
        private IEnumerable<TrialStep> Over(ItemCarriedOver f, Item before, Item after)
        {
            if (before.Lead == f.From)
            {
                yield return Passes(after, f.To);
            }

            foreach (
                var (of, what) in new (Func<string, string>, string)[]
                {
                    (ItemDuties.Sign, "item.sign"),
                    (Opinions.DutyOf, "item.opinion"),
                }
            )
            {
                if (_ofUnits.Remove((f.Item, of(f.From))) && _ofUnits.Add((f.Item, of(f.To))))
                {
                    yield return new TrialStep.Continues(
                        Matter(after),
                        of(f.To),
                        what,
                        f.To,
                        after.Title,
                        Matter(after),
                        of(f.From)
                    );
                }

                yield return Ends(after, of(f.From), done: false);
            }
        }

        private void Note(ItemFact fact, Item before, Item after)
        {
            switch (fact)
            {
                case ItemAssigned:
                    // What another item was split into is signed for by its lead unit alone.
                    var called = _splitFrom.ContainsKey(fact.Item) ? [] : after.Assistants;
                    foreach (var unit in called.Prepend(after.Lead))
                    {
                        _ofUnits.Add((fact.Item, ItemDuties.Sign(unit)));
                    }

                    break;
                case ReturnRuled f when f.Handler != before.Lead:
                    _ofUnits.Remove((fact.Item, ItemDuties.Sign(before.Lead)));
                    _ofUnits.Add((fact.Item, ItemDuties.Sign(f.Handler)));
                    break;
                case OpinionAsked f:
                    _ofUnits.Add((fact.Item, Opinions.DutyOf(f.Unit)));
                    break;
                case OpinionGiven f:
                    _ofUnits.Remove((fact.Item, Opinions.DutyOf(f.Unit)));
                    break;
                case ItemSigned f:
                    _ofUnits.Remove((fact.Item, ItemDuties.Sign(f.Unit)));
                    break;
                case ItemClosed or ItemMerged or ItemWithdrawn or ItemSplit:
                    _ofUnits.RemoveWhere(owed => owed.Item == fact.Item);
                    break;
                default:
                    break;
            }
        }

        private static IEnumerable<TrialStep> Imported(ItemImported f, Item item, DateOnly today) =>
            f.Closed is null && f.Due >= today
                ? [Closing(item) with { From = Shanghai.StartOf(f.Opened) }]
                : [];

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
                ReviewAsked =>
                [
                    Starts(after, Review.Duty, "item.review", after.Giver) with
                    {
                        Under = ItemNorms.ObjectionDeciding,
                    },
                ],
                ReviewDecided { Stands: true } => [Ends(after, Review.Duty, done: true)],
                ReviewDecided => [Ends(after, Review.Duty, done: true), Closing(after with { Given = null })],
                OpinionAsked f =>
                [
                    Starts(after, Opinions.DutyOf(f.Unit), "item.opinion", f.Unit) with
                    {
                        Under = ItemNorms.Assisting,
                        Given = new Span.By(f.Until),
                    },
                ],
                OpinionGiven f => [Ends(after, Opinions.DutyOf(f.Unit), done: true)],
                ItemReopened => [Closing(after with { Given = null })],
                ItemMerged f =>
                [
                    new TrialStep.Joins(
                        ItemStreams.Of(f.Into),
                        ItemDuties.Close,
                        Matter(after),
                        ItemDuties.Close
                    ),
                    new TrialStep.Ends(Matter(after), null, Done: false),
                ],
                ItemWithdrawn or ItemSplit => [new TrialStep.Ends(Matter(after), null, Done: false)],
                _ => [],
            };

        /// <summary>Nodes, parts, obstacles and rungs: what runs beside the item's own clock.</summary>
        private static IEnumerable<TrialStep> Parts(ItemFact fact, Item before, Item after) =>
            fact switch
            {
                NodesSet f =>
                [
                    .. before.Nodes.Select(known => Ends(after, Nodes.DutyOf(known.Node.Id), done: false)),
                    .. f.Nodes.Select(node =>
                        Within(after, Nodes.DutyOf(node.Id), "item.node", after.Lead, node.Due) with
                        {
                            Anew = true,
                        }
                    ),
                ],
                NodeReached f => [Ends(after, Nodes.DutyOf(f.Node), done: true)],
                PartsAllotted f => f.Parts.Select(part => Part(after, part)),
                PartReported f => [Ends(after, Allot.DutyOf(f.Part), done: true)],
                PartChecked { Accepted: false } f => after
                    .Parts.Where(known => known.Part.Id == f.Part)
                    .Select(known => Part(after, known.Part)),
                ObstacleRaised f =>
                [
                    Starts(after, Obstacles.DutyOf(f.Obstacle), "item.obstacle", f.Body) with
                    {
                        Under = ItemNorms.Obstacle,
                    },
                ],
                ObstacleAnswered f => [Ends(after, Obstacles.DutyOf(f.Obstacle), done: true)],
                FigureAsked f =>
                [
                    Within(after, AskFigure.DutyOf(f.Unit, f.Figure), "item.figure", f.Unit, f.Until),
                ],
                FigureGiven f => [Ends(after, AskFigure.DutyOf(f.Unit, f.Figure), done: true)],
                RungTaken f =>
                [
                    Starts(after, Ladder.DutyOf(f.Rung), "item.rung", f.Unit) with
                    {
                        By = (rules, at) => Ladder.Clock(rules, f.Rung, at),
                    },
                ],
                _ => [],
            };

        private static TrialStep.Starts Closing(Item item) =>
            Starts(item, ItemDuties.Close, ItemNorms.Closing, item.Lead) with
            {
                Given = ItemNorms.GivenDate(item),
                Attributes = ItemNorms.ClosingAttributes(item),
            };

        private static TrialStep Signing(Item item, string unit) =>
            Starts(item, ItemDuties.Sign(unit), ItemNorms.Signing, unit);

        private static TrialStep Part(Item item, ItemPart part) =>
            Within(item, Allot.DutyOf(part.Id), "item.part", part.Unit, part.Due);

        private static TrialStep.Starts Within(
            Item item,
            string duty,
            string what,
            string owner,
            DateOnly day
        ) => Starts(item, duty, what, owner) with { Under = ItemNorms.Within, Given = new Span.By(day) };

        private static TrialStep.Starts Starts(Item item, string duty, string what, string owner) =>
            new(Matter(item), duty, what, owner, item.Title);

        private static TrialStep Ends(Item item, string duty, bool done) =>
            new TrialStep.Ends(Matter(item), duty, done);

        private static TrialStep Passes(Item item, string owner) =>
            new TrialStep.Passes(Matter(item), ItemDuties.Close, owner);

        private static string Matter(Item item) => ItemStreams.Of(item.Id);
    }
}
