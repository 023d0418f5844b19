using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 督办阶梯 as its norm has it: 临期提醒, 逾期提醒, 催办, 督查通知书, 提级督办. The first two happen by rule, as a list and a
/// second mark; each of the others is taken by the office after the one before lapsed.
/// </summary>
/// <param name="Rung">The rung at which the item is now, as a term of the packs; empty while nothing is near.</param>
/// <param name="IsTaken">Whether it was taken already, so that its time runs.</param>
/// <param name="IsAnAct">Whether the office takes it; false where it happens by rule.</param>
/// <param name="NeedsDecision">Whether it goes beyond the unit and its superior.</param>
/// <param name="Within">How long it has before it lapses.</param>
/// <param name="DecidedBy">Who alone decides it, as the norm names him; null where the power is enough.</param>
/// <param name="To">Whom it is addressed to, as the norm names them.</param>
/// <param name="Proposal">Id of the proposal that this rung needs, for this lapse.</param>
public sealed record LadderStanding(
    string Rung,
    bool IsTaken,
    bool IsAnAct,
    bool NeedsDecision,
    Span? Within,
    string? DecidedBy,
    IReadOnlyList<string> To,
    string Proposal,
    NormRef? Norm,
    Explanation? Why
);

/// <inheritdoc cref="LadderStanding"/>
public static class Ladder
{
    public const string NearDue = "near-due-reminder";
    public const string Overdue = "overdue-reminder";

    /// <summary>催办, the rung at which urgent items may start.</summary>
    public const string Dun = "dun";

    /// <summary>The duty of a rung within its item.</summary>
    public static string DutyOf(string rung) => $"rung-{rung}";

    /// <summary>Where an item with this closing date stands.</summary>
    /// <param name="lapsedRungs">Rungs that were taken and whose time ran out.</param>
    /// <param name="openRungs">Rungs that were taken and whose time runs.</param>
    public static LadderStanding Of(
        AdoptedRules rules,
        DateTimeOffset due,
        bool urgent,
        IReadOnlyCollection<string> lapsedRungs,
        IReadOnlyCollection<string> openRungs,
        DateTimeOffset now
    )
    {
        var steps = Steps(rules, now);
        var answer = rules.Ask(ItemNorms.Climbing, Situation(rules, due, urgent, lapsedRungs, now));
        var rung = answer.Results["step"]?.ToString() ?? "";
        var step = steps.FirstOrDefault(known => known.Step == rung);
        return new LadderStanding(
            rung,
            openRungs.Contains(rung) || lapsedRungs.Contains(rung),
            rung is not (NearDue or Overdue or ""),
            step is { Proposes.IsEmpty: false },
            step?.Within,
            step?.DecidedBy,
            step?.To ?? [],
            $"{rung}.{due.ToUnixTimeMilliseconds()}",
            rules.Find(ItemNorms.Climbing)?.Ref,
            answer.Why
        );
    }

    /// <summary>What the norm of the ladder is asked about an item with this closing date.</summary>
    internal static Situation Situation(
        AdoptedRules rules,
        DateTimeOffset due,
        bool urgent,
        IReadOnlyCollection<string> lapsedRungs,
        DateTimeOffset now
    ) =>
        new(now)
        {
            Attributes = Attributes.Of(
                ("urgent", urgent),
                ("lapsed", Value.Of([.. ByRule(rules, Steps(rules, now), due, now), .. lapsedRungs]))
            ),
        };

    /// <summary>The rung of a duty; null where it is another duty.</summary>
    internal static string? RungOf(string duty) =>
        duty.StartsWith("rung-", StringComparison.Ordinal) ? duty["rung-".Length..] : null;

    private static IReadOnlyList<LadderStep> Steps(AdoptedRules rules, DateTimeOffset now) =>
        rules.Find(ItemNorms.Climbing)?.On(Shanghai.DayOf(now))?.Parameters is Routing routing
            ? routing.Ladder
            : [];

    /// <summary>The time that a rung has once it is taken; null where its norm gives it none.</summary>
    internal static DutyClock? Clock(AdoptedRules rules, string rung, DateTimeOffset at)
    {
        if (
            rules.Find(ItemNorms.Climbing) is not { } norm
            || norm.On(Shanghai.DayOf(at))?.Parameters is not Routing routing
            || routing.Ladder.FirstOrDefault(step => step.Step == rung)?.Within is not { } within
        )
        {
            return null;
        }

        var due = rules.Calendar.Due(at, within);
        return new DutyClock(
            norm.Ref,
            within.ToString(),
            due.Last is { } last ? Envelope.WholeMillisecond(last) : null,
            due.Provisional,
            rules.Calendar.Hash,
            rules.Ask(norm.Id, new Situation(at)).Why
        );
    }

    internal static LadderStanding Of(Item item, MatterDuties duties, Hearing hearing)
    {
        var rungs = duties
            .Open.Where(entry => entry.Key.StartsWith("rung-", StringComparison.Ordinal))
            .ToList();
        bool Lapsed(Duty duty) => duty.Lapsed || (duty.Due is { } due && hearing.Now > due);
        return Of(
            hearing.Rules,
            duties.Open[ItemDuties.Close].Due ?? DateTimeOffset.MaxValue,
            item.Urgent,
            [.. rungs.Where(entry => Lapsed(entry.Value)).Select(entry => entry.Key["rung-".Length..])],
            [.. rungs.Where(entry => !Lapsed(entry.Value)).Select(entry => entry.Key["rung-".Length..])],
            hearing.Now
        );
    }

    /// <summary>The reminders that happen by rule and whose time is over: the one when the due date passed, the other after its days.</summary>
    private static IEnumerable<string> ByRule(
        AdoptedRules rules,
        IReadOnlyList<LadderStep> steps,
        DateTimeOffset due,
        DateTimeOffset now
    )
    {
        if (now <= due)
        {
            yield break;
        }

        yield return NearDue;
        if (
            steps.FirstOrDefault(step => step.Step == Overdue)?.Within is not { } within
            || (rules.Calendar.Due(due, within).Last is { } last && now > last)
        )
        {
            yield return Overdue;
        }
    }
}
