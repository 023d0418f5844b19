using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 拆分: an item goes on in several, each under the same due date and with the same first date. Splitting wins no time, and the
/// on-time rate counts each part from the first date.
/// </summary>
public static class SplitUp
{
    /// <summary>One part: its new id, what it is called, what it demands, and who leads.</summary>
    public sealed record Part(string Id, string Title, string Demand, string Lead);

    public sealed record Act(string Item, IReadOnlyList<Part> Parts, string Reason) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Approve;

        public override IReadOnlyList<StreamRef> Streams =>
            [.. base.Streams, ItemProposals.Of(Item), .. Parts.Select(part => KeyWork.Item.At(part.Id))];

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            SplitUp.Decide(item, duties, this, hearing);
    }

    internal static Decision Decide(Item item, MatterDuties duties, Act act, Hearing hearing)
    {
        if (
            item.Phase is not (ItemPhase.Assigned or ItemPhase.InHand)
            || duties.Open.GetValueOrDefault(ItemDuties.Close) is not { } close
        )
        {
            return new ItemIsElsewhere(item.Number, item.Phase, "办理中");
        }

        if (
            act.Parts.Count < 2
            || act.Parts.Any(part =>
                string.IsNullOrWhiteSpace(part.Title)
                || string.IsNullOrWhiteSpace(part.Demand)
                || part.Lead.Length == 0
            )
            || act.Parts.Select(part => part.Id).Append(item.Id).Distinct(StringComparer.Ordinal).Count()
                != act.Parts.Count + 1
        )
        {
            return new ItemNeedsItsWords("拆分后的事项名称、要求和牵头单位");
        }

        if (
            act.Parts.FirstOrDefault(part =>
                hearing.State(KeyWork.Item.At(part.Id)).Phase is not ItemPhase.None
            ) is
            { } taken
        )
        {
            return new ItemExistsAlready(taken.Id);
        }

        return string.IsNullOrWhiteSpace(act.Reason) ? new ReasonIsMissing("拆分")
            : SecrecyMark.In([
                .. act.Parts.Select(part => part.Title),
                .. act.Parts.Select(part => part.Demand),
            ])
                is { } mark
                ? new TextBearsASecrecyMark(mark)
            : Decision.Grant([
                new ItemSplit(item.Id, [.. act.Parts.Select(part => part.Id)], act.Reason.Trim()),
                .. ItemDuties.LiftAll(duties, item, "拆分"),
                .. ItemProposals.Settle(hearing, item.Id, "拆分"),
                .. act.Parts.SelectMany((part, at) => Carried(item, close, part, at + 1, hearing)),
            ]);
    }

    private static IEnumerable<Fact> Carried(Item item, Duty close, Part part, int at, Hearing hearing)
    {
        yield return new ItemProposed(
            part.Id,
            part.Title.Trim(),
            item.Source,
            $"{item.Number}（拆分）",
            part.Demand.Trim(),
            item.Giver,
            part.Lead,
            [],
            item.Given,
            item.Urgent,
            hearing.Mandate.Person
        );
        yield return new ItemNumbered(part.Id, $"{item.Number}-{at}");
        yield return new ItemCarriedOn(part.Id, item.Id, item.Number, CarriedBy.Split, item.FirstDue);
        yield return new ItemAssigned(part.Id, item.Office, part.Lead, [], "");
        yield return new DutyOpened(
            ItemStreams.Of(part.Id),
            ItemDuties.Close,
            "item.close",
            part.Lead,
            part.Title.Trim(),
            close.Norm,
            close.Start,
            close.Span,
            close.Due,
            // A stop of the clock is within the date, and start and span alone no longer tell it.
            close.Provisional
                && close.Stopped == TimeSpan.Zero,
            close.Calendar
        );
        if (DutyClock.Of(hearing.Rules, ItemNorms.Signing, hearing.Now, hearing.Now) is { } clock)
        {
            var now = Daylight.Supervision.KeyWork.Item.Start with
            {
                Id = part.Id,
                Title = part.Title.Trim(),
            };
            yield return ItemDuties.Open(
                now,
                ItemDuties.Sign(part.Lead),
                "item.sign",
                part.Lead,
                hearing.Now,
                clock
            );
        }
    }
}

/// <summary>重立: an item that was withdrawn or closed is proposed anew as another one, and carries its first date on.</summary>
public static class ProposeAgain
{
    /// <param name="From">The item that it takes up again.</param>
    public sealed record Act(string From, Propose.Act Anew) : Proceedings.Act
    {
        public override Power Needs => SupervisionPowers.Run;

        public override IReadOnlyList<StreamRef> Streams => [.. Anew.Streams, KeyWork.Item.At(From)];

        public override Decision Decide(Hearing hearing)
        {
            var from = hearing.State(KeyWork.Item.At(From));
            return from.Phase is ItemPhase.None || From == Anew.Item ? new NoSuchItem(From)
                : from.Phase is not (ItemPhase.Withdrawn or ItemPhase.Closed or ItemPhase.StruckOff)
                    ? new ItemIsElsewhere(from.Number, from.Phase, "已撤项、已办结或者已销号")
                : Anew.Decide(hearing) is Decision.Granted granted
                    ? Decision.Grant([
                        .. granted.Facts,
                        new ItemCarriedOn(Anew.Item, From, from.Number, CarriedBy.Again, from.FirstDue),
                    ])
                : Anew.Decide(hearing);
        }
    }
}
