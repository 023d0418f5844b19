using System.Collections.Frozen;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Views;

/// <summary>One fact of an item as its time line shows it.</summary>
/// <param name="Kind">Name of the fact; the pages have the words.</param>
/// <param name="Unit">Opaque id of the unit that it is about, or empty.</param>
/// <param name="Text">What was said or decided.</param>
/// <param name="Day">A day that the fact names, such as a date asked for.</param>
public sealed record ItemStep(
    string Item,
    long Version,
    long LogIndex,
    string Kind,
    DateTimeOffset At,
    string Person,
    string Unit,
    string Text,
    DateOnly? Day
);

/// <summary>The time lines of items: every fact of an item's stream, its duties included.</summary>
public sealed class ItemTimeline() : View<ItemStep>("supervision_step", version: 6, keyLength: 2)
{
    /// <summary>What may stand in an item's stream: facts of supervision, and those about duties and proposals of any matter.</summary>
    public override IReadOnlySet<Type> Folds { get; } =
        new[] { typeof(ItemTimeline), typeof(Fact) }
            .SelectMany(one => one.Assembly.GetTypes())
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(Fact)))
            .ToFrozenSet();

    public override IEnumerable<object[]> Keys(Recorded recorded)
    {
        foreach (var (stream, version) in recorded.Envelope.Streams)
        {
            if (stream.StartsWith("item/", StringComparison.Ordinal))
            {
                yield return [stream["item/".Length..], version];
            }
        }
    }

    protected override ItemStep? Apply(object[] key, ItemStep? row, Recorded recorded)
    {
        var (unit, text, day) = Say(recorded.Fact);
        return new(
            (string)key[0],
            (long)key[1],
            recorded.Index,
            recorded.Envelope.Kind,
            recorded.At,
            recorded.Person,
            unit,
            text,
            day
        );
    }

    private static (string Unit, string Text, DateOnly? Day) Say(Fact fact) =>
        fact switch
        {
            ItemProposed f => (f.Lead, f.Despite is null ? f.Demand : $"{f.Demand}\n{f.Despite}", null),
            Levels.ItemSentDown f => ("", f.To, f.Due),
            Levels.AnswerCameUp f => ("", f.Text, Norms.Calendar.Shanghai.DayOf(f.AnsweredAt)),
            Papers.PaperNumbered f => (f.To, $"{f.Label}　{f.Title}", null),
            Papers.PaperVoided f => ("", f.Reason, null),
            Intake.ItemImported f => (f.Lead, f.Progress, f.Opened),
            ItemApproved f => ("", f.Label, null),
            ItemDeclined f => ("", f.Reason, null),
            ItemAssigned f => (f.Lead, f.Department, null),
            ItemSigned f => (f.Unit, f.Way.ToString(), null),
            ItemDelegated f => (f.Unit, f.Department, null),
            ProgressReported f => (f.Unit, f.NothingNew ? "" : f.Text, null),
            ExtensionAsked f => (f.Unit, f.Reason, f.To),
            ExtensionGranted f => ("", f.Reason, f.To),
            ExtensionDenied f => ("", f.Reason, null),
            ReturnAsked f => (f.Unit, f.Reason, null),
            ReturnRuled f => (f.Handler, f.Reason, null),
            DoneReported f => (f.Unit, f.Text, null),
            DoneSentBack f => ("", f.Reason, null),
            LaidBeforeGiver f => ("", f.Note, null),
            GiverSpoke f => ("", f.Words, null),
            ItemStruckOff f => ("", f.Reason, null),
            ItemReopened f => ("", f.Reason, null),
            LookBack.LookRecorded f => ("", $"{(f.Held ? "held" : "failed")}\n{f.Way}：{f.Found}", null),
            ItemReminded f => (f.Unit, $"{f.Way}：{f.Said}", null),
            ItemWithdrawn f => ("", f.Reason, null),
            ItemCleared f => ("", f.Title, null),
            NodesSet f => ("", string.Join('、', f.Nodes.Select(node => node.Name)), null),
            NodeReached f => (f.Unit, $"{f.Text} {f.Proof}".Trim(), null),
            PartsAllotted f => (
                "",
                string.Join('、', f.Parts.Select(part => $"{part.Title}（{part.Weight}%）")),
                null
            ),
            PartReported f => (f.Unit, f.Text, null),
            PartChecked f => ("", f.Reason, null),
            UnitsConferred f => ("", f.Text, null),
            ItemPaused f => ("", f.Reason, null),
            ItemResumed f => ("", f.Reason, null),
            ItemMerged f => ("", f.Reason, null),
            ItemSplit f => ("", f.Reason, null),
            ItemCarriedOn f => (
                "",
                f.FromNumber,
                f.OriginalDue is { } due ? Norms.Calendar.Shanghai.DayOf(due) : null
            ),
            ItemHandedOver f => (f.Unit, f.Open, null),
            ItemCarriedOver f => (f.To, f.Reason, null),
            OpinionAsked f => (f.Unit, f.Question, f.Until),
            OpinionGiven f => (f.Unit, f.Text, null),
            ReviewAsked f => (f.Unit, f.Text, null),
            ReviewDecided f => ("", $"{(f.Stands ? "stands" : "falls")}\n{f.Reason}", null),
            ObstacleRaised f => (f.Body, f.Needs, null),
            ObstacleAnswered f => (f.Body, f.Text, null),
            ReminderSent f => (f.To[0], f.Rung, null),
            RungTaken f => (f.Unit, $"{f.Rung}\n{f.Text}", null),
            DutyOpened f => (f.Owner, f.What, f.Due is { } due ? Norms.Calendar.Shanghai.DayOf(due) : null),
            DutyRedated f => (
                "",
                f.Reason.ToString(),
                f.Due is { } due ? Norms.Calendar.Shanghai.DayOf(due) : null
            ),
            DutyPassed f => (f.Owner, f.Duty, null),
            DutyLapsed f => (f.Owner, f.Duty, Norms.Calendar.Shanghai.DayOf(f.Due)),
            ProposalMade f => (f.About, f.Proposes, null),
            HeardOnProposal f => (f.About, f.Statement, null),
            HearingCalled f => (
                f.About,
                f.Facts,
                f.Until is { } until ? Norms.Calendar.Shanghai.DayOf(until) : null
            ),
            ProposalDecided f => (f.About, $"{f.Decided}\n{f.Reason}", null),
            ProposalSettled f => (f.About, f.Why, null),
            ObjectionLodged f => (f.About, f.Text, null),
            ObjectionDecided f => (f.About, f.Reason, null),
            _ => Beside(fact),
        };

    private static (string Unit, string Text, DateOnly? Day) Beside(Fact fact) =>
        fact switch
        {
            Figures.FigureAsked f => (f.Unit, $"{f.Figure}（{f.Measure}），依据：{f.Basis}", f.Until),
            Figures.FigureGiven f => (f.Unit, Given(f), null),
            Levels.SentDownWithdrawn f => ("", f.To, null),
            Levels.UpperWithdrew f => ("", f.Reason, Norms.Calendar.Shanghai.DayOf(f.WithdrawnAt)),
            _ => ("", "", null),
        };

    private static string Given(Figures.FigureGiven f) =>
        $"{f.Figure}：{f.Value}{f.Measure}"
        + (f.Known is { } known ? $"（{known.Number}曾报{known.Value}{f.Measure}）" : "")
        + (f.Reason.Length > 0 ? $"，{f.Reason}" : "");
}
