using System.Globalization;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;

namespace Daylight.Supervision.Levels;

/// <summary>下交: gives an item to a lower level's Daylight. The closing duty stays here and its clock goes on.</summary>
public static class SendDown
{
    public sealed record Act(string Item, string To) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

        public override IReadOnlyList<StreamRef> Streams => [.. base.Streams, Level.At(Item)];

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            item.Phase is not (ItemPhase.Assigned or ItemPhase.InHand)
                ? new ItemIsElsewhere(item.Number, item.Phase, "待签收或者办理中")
            : hearing.State(Level.At(Item)).Item.Length > 0 || hearing.State(Level.At(Item)).From.Length > 0
                ? new ItemIsWithAnotherLevel(item.Number)
            : To.Length == 0 || To == hearing.Jurisdiction ? new NoSuchLevel(To)
            : new ItemSentDown(
                item.Id,
                To,
                item.Title,
                item.Number,
                item.Demand,
                duties.Open.TryGetValue(ItemDuties.Close, out var close) && close.Due is { } due
                    ? Norms.Calendar.Shanghai.DayOf(due.AddMilliseconds(-1))
                    : null,
                item.Urgent
            );
    }
}

/// <summary>What the worker does with letters of other levels that it verified. Each is done once: its id follows from the letter.</summary>
public static class Exchange
{
    public static readonly Power Power = new("levels.exchange");

    /// <summary>Takes what an upper level gave.</summary>
    public sealed record TakeAct(ItemSentDown Sent, Letter Letter) : Act
    {
        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams => [Level.At(Sent.Item)];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(Level.At(Sent.Item)) != Level.Start
                ? new ItemIsWithAnotherLevel(Sent.Reference)
                : new ItemCameDown(Sent, Letter);
    }

    /// <summary>Tells the upper level how the item stands, where that changed.</summary>
    public sealed record TellAct(string Matter, string Item, string Text) : Act
    {
        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams => [Level.At(Matter), KeyWork.Item.At(Item)];

        public override Decision Decide(Hearing hearing)
        {
            var level = hearing.State(Level.At(Matter));
            var phase = hearing.State(KeyWork.Item.At(Item)).Phase;
            return level.From.Length == 0 || level.Withdrawn || level.Item != Item || level.Told == phase
                ? new NothingNewToTell(Matter)
                : new AnswerSentUp(Matter, level.From, phase, Text);
        }
    }

    /// <summary>Takes the word of the upper level that it withdrew what it gave.</summary>
    /// <param name="Item">The item that this level opened for it; empty where it opened none.</param>
    public sealed record TakeBackAct(string Matter, string Item, string Reason, Letter Letter) : Act
    {
        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams =>
            Item.Length > 0 ? [Level.At(Matter), KeyWork.Item.At(Item)] : [Level.At(Matter)];

        public override Decision Decide(Hearing hearing)
        {
            var level = hearing.State(Level.At(Matter));
            return level.From != Letter.From || level.Heard >= Letter.Index || level.Item != Item
                ? new ItemIsWithAnotherLevel(Matter)
                : new UpperWithdrew(Matter, Item, Reason, Letter);
        }
    }

    /// <summary>Takes the answer of the lower level to which the item was given; what it did there is done here.</summary>
    public sealed record HearAct(string Item, ItemPhase Phase, string Text, Letter Letter) : ItemAct(Item)
    {
        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams => [.. base.Streams, Level.At(Item)];

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing)
        {
            var level = hearing.State(Level.At(Item));
            if (level.To != Letter.From || level.Heard >= Letter.Index)
            {
                return new ItemIsWithAnotherLevel(item.Number);
            }

            var came = new AnswerCameUp(item.Id, Phase, Text, Letter);
            IEnumerable<Fact> signed =
                item.Phase is ItemPhase.Assigned
                    ?
                    [
                        new ItemSigned(item.Id, item.Lead, SigningWay.Screen, came.Proof),
                        .. ItemDuties.Discharge(duties, item, ItemDuties.Sign(item.Lead), hearing.Now),
                    ]
                    : [];
            IEnumerable<Fact> done =
                Phase is ItemPhase.Closed && item.Phase is (ItemPhase.Assigned or ItemPhase.InHand)
                    ? ReportDone.Reported(
                        new DoneReported(item.Id, item.Lead, Text, [came.Proof], null),
                        item,
                        duties,
                        hearing
                    )
                    : [];
            return Decision.Grant([came, .. signed, .. done]);
        }
    }
}

/// <summary>受理上级交办: opens an item of this level for what came from above, under the date that was given there.</summary>
public static class OpenCameDown
{
    public sealed record Act(string Matter, string Item, string Giver, string Lead) : Proceedings.Act
    {
        public override Power Needs => SupervisionPowers.Run;

        public override IReadOnlyList<StreamRef> Streams => [KeyWork.Item.At(Item), Level.At(Matter)];

        public override Decision Decide(Hearing hearing)
        {
            var level = hearing.State(Level.At(Matter));
            if (level.Came is not { } came || level.Item.Length > 0 || level.Withdrawn)
            {
                return new NothingCameDown(Matter);
            }

            var proposed = Propose.Decide(
                hearing.State(KeyWork.Item.At(Item)),
                new Propose.Act(
                    Item,
                    came.Title,
                    ItemSource.SuperiorOrder,
                    $"上级交办 {came.Reference}",
                    came.Demand,
                    Giver,
                    Lead,
                    [],
                    came.Due is { } due
                        ? $"by:{due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"
                        : "long-term",
                    came.Urgent
                ),
                hearing
            );
            return proposed is Decision.Granted granted
                ? Decision.Grant([.. granted.Facts, new CameDownTaken(Matter, came.From, Item)])
                : proposed;
        }
    }
}

[NoNorm("one level has a matter at a time")]
public sealed record ItemIsWithAnotherLevel(string Number) : Refusal;

[NoNorm("only levels whose log key is known here are told anything")]
public sealed record NoSuchLevel(string Code) : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record NothingNewToTell(string Matter) : Refusal;

[NoNorm("only what came from above can be taken on, once")]
public sealed record NothingCameDown(string Matter) : Refusal;
