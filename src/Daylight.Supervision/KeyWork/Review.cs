using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 申请复核: a unit objects to the conclusion with which its item was closed, within the days of the norm; somebody who did not
/// close it decides, within days too (政府督查工作条例 17). An objection never ends worse for the unit.
/// </summary>
public static class Review
{
    /// <summary>The duty of deciding, within the item.</summary>
    public const string Duty = "decide-review";

    public sealed record AskAct(string Item, string Text) : UnitAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            Ask(item, this, hearing);
    }

    public sealed record DecideAct(string Item, bool Stands, string Reason) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Approve;

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            Review.Decide(item, duties, this, hearing);
    }

    private static Decision Ask(Item item, AskAct act, Hearing hearing)
    {
        if (item.Phase is not (ItemPhase.Closed or ItemPhase.StruckOff))
        {
            return new ItemIsElsewhere(item.Number, item.Phase, "已办结或者已销号");
        }

        if (item.UnderReview)
        {
            return new ARequestWaitsAlready(item.Number);
        }

        if (string.IsNullOrWhiteSpace(act.Text))
        {
            return new ReasonIsMissing("申请复核");
        }

        if (SecrecyMark.In(act.Text) is { } mark)
        {
            return new TextBearsASecrecyMark(mark);
        }

        var norm = ItemNorms.Ref(hearing.Rules, ItemNorms.Objecting);
        if (
            item.ClosedAt is { } closed
            && DutyClock.Under(hearing.Rules, ItemNorms.Objecting, closed, hearing.Now) is { Due: { } until }
            && hearing.Now > until
        )
        {
            return new ReviewIsAskedTooLate(item.Number, until, norm);
        }

        return Decision.Grant([
            new ReviewAsked(item.Id, hearing.Mandate.Unit, act.Text.Trim()),
            .. DutyClock.Under(hearing.Rules, ItemNorms.ObjectionDeciding, hearing.Now, hearing.Now)
                is { } clock
                ? (Fact[])[ItemDuties.Open(item, Duty, "item.review", item.Giver, hearing.Now, clock)]
                : [],
        ]);
    }

    private static Decision Decide(Item item, MatterDuties duties, DecideAct act, Hearing hearing) =>
        !item.UnderReview ? new NoReviewIsAsked(item.Number)
        : item.ClosedBy == hearing.Mandate.Person
            ? new ReviewerClosedIt(item.Number, ItemNorms.Ref(hearing.Rules, ItemNorms.ReviewApart))
        : string.IsNullOrWhiteSpace(act.Reason) ? new ReasonIsMissing("复核决定")
        : act.Stands
            ? Decision.Grant([
                new ReviewDecided(item.Id, true, act.Reason.Trim(), hearing.Mandate.Person),
                .. ItemDuties.Discharge(duties, item, Duty, hearing.Now),
            ])
        : ItemNorms.ClosingClock(item with { Given = null }, hearing.Now, hearing) is not { } clock
            ? new ItemHasNoDate(item.Source)
        : Decision.Grant([
            new ReviewDecided(item.Id, false, act.Reason.Trim(), hearing.Mandate.Person),
            .. ItemDuties.Discharge(duties, item, Duty, hearing.Now),
            ItemDuties.Open(item, ItemDuties.Close, "item.close", item.Lead, hearing.Now, clock),
        ]);
}

[NoNorm("a decision needs a request")]
public sealed record NoReviewIsAsked(string Number) : Refusal;

/// <summary>The days for objecting are over.</summary>
public sealed record ReviewIsAskedTooLate(string Number, DateTimeOffset Until, NormRef? Under)
    : Refusal(Under);

/// <summary>Whoever closed it does not decide on the objection.</summary>
public sealed record ReviewerClosedIt(string Number, NormRef? Under) : Refusal(Under);
