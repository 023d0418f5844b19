using Daylight.Proceedings;
using Daylight.Registry;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 承接: what a merged unit had goes to the unit that carries on for it; of a split unit a person says what goes to the new one.
/// Every open duty goes over as it stands: the clock never starts anew, and the days of both are told apart.
/// </summary>
public static class CarryOver
{
    public sealed record Act(string Item, string From, string To, string Reason) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

        public override IReadOnlyList<StreamRef> Streams => [.. base.Streams, Unit.At(From), Unit.At(To)];

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            CarryOver.Decide(
                item,
                duties,
                hearing.State(Unit.At(From)),
                hearing.State(Unit.At(To)),
                this,
                hearing.Rules.Calendar.Hash
            );
    }

    internal static Decision Decide(
        Item item,
        MatterDuties duties,
        Unit from,
        Unit to,
        Act act,
        string calendar
    )
    {
        var parts = item
            .Parts.Where(known => known.Part.Unit == act.From && known.Standing is not PartStanding.Accepted)
            .Select(known => known.Part.Id)
            .ToList();
        var obstacles = item
            .Obstacles.Where(known => known.Value == act.From)
            .Select(known => known.Key)
            .Order(StringComparer.Ordinal)
            .ToList();
        return from.MergedInto != act.To && !from.SplitOff.Contains(act.To)
                ? new NoSuccessorOfThatUnit(from.IsRegistered ? from.Name : act.From, to.Name)
            : item.IsOver ? new ItemIsElsewhere(item.Number, item.Phase, "未办结")
            : item.Lead != act.From
            && !item.Assistants.Contains(act.From)
            && parts.Count == 0
            && obstacles.Count == 0
                ? new UnitHasNoPartInIt(item.Number, from.Name)
            : string.IsNullOrWhiteSpace(act.Reason) ? new ReasonIsMissing("承接")
            : Decision.Grant([
                new ItemCarriedOver(item.Id, act.From, act.To, parts, obstacles, act.Reason.Trim()),
                .. Passed(item, duties, act, calendar),
            ]);
    }

    /// <summary>
    /// Signatures are owed under the name of the unit, so they are written anew with the same start and due instant; where the
    /// successor owed one already, the earlier stands. All others change their owner and nothing else.
    /// </summary>
    private static IEnumerable<Fact> Passed(Item item, MatterDuties duties, Act act, string calendar)
    {
        var matter = ItemStreams.Of(item.Id);
        foreach (
            var (id, duty) in duties
                .Open.Where(open => open.Value.Owner == act.From)
                .OrderBy(open => open.Key, StringComparer.Ordinal)
        )
        {
            if (NamesItsUnit(id, act.From) is { } kind)
            {
                yield return new DutyLifted(matter, id, "承接");
                if (!duties.Open.ContainsKey(kind + act.To))
                {
                    yield return new DutyOpened(
                        matter,
                        kind + act.To,
                        duty.What,
                        act.To,
                        duty.Title,
                        duty.Norm,
                        duty.Start,
                        duty.Span,
                        duty.Due,
                        // A stop of the clock is within the date, and start and span alone no longer tell it.
                        duty.Provisional
                            && duty.Stopped == TimeSpan.Zero,
                        calendar
                    );
                }
            }
            else if (
                !id.StartsWith("hear-", StringComparison.Ordinal)
                && !id.StartsWith("review-", StringComparison.Ordinal)
            )
            {
                yield return new DutyPassed(matter, id, act.To);
            }
        }
    }

    private static string? NamesItsUnit(string duty, string unit) =>
        duty == ItemDuties.Sign(unit) ? ItemDuties.Sign("")
        : duty == Opinions.DutyOf(unit) ? Opinions.DutyOf("")
        : null;
}

[NoNorm("what a unit had goes on in the unit that the registry names as its successor")]
public sealed record NoSuccessorOfThatUnit(string From, string To) : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record UnitHasNoPartInIt(string Number, string Unit) : Refusal;
