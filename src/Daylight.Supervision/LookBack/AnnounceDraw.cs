using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;

namespace Daylight.Supervision.LookBack;

/// <summary>
/// 拟抽查: fixes pool, size and sources of a draw while the numbers of the sources cannot be known yet. The duty to draw in the
/// period after it opens at the same time.
/// </summary>
public static class AnnounceDraw
{
    /// <summary>Numbers that one fact holds.</summary>
    public const int MostInPool = 1200;

    /// <param name="Pool">Numbers of all items closed in the period, as the running ledger has them.</param>
    public sealed record Act(
        string Draw,
        DateOnly From,
        DateOnly To,
        IReadOnlyList<string> Pool,
        int Size,
        IReadOnlyList<string> Sources,
        DateOnly SeedsOn
    ) : Proceedings.Act
    {
        public override Power Needs => SupervisionPowers.Run;

        public override IReadOnlyList<StreamRef> Streams =>
            [LookBack.Draw.At(Draw), DrawRegister.Ref, MatterDuties.Of(DrawStreams.Register)];

        public override Decision Decide(Hearing hearing) => AnnounceDraw.Decide(this, hearing);
    }

    /// <summary>作废: only before anything was drawn.</summary>
    public sealed record VoidAct(string Draw, string Reason) : DrawAct(Draw)
    {
        public override IReadOnlyList<StreamRef> Streams => [.. base.Streams, DrawRegister.Ref];

        internal override Decision Decide(Draw draw, Hearing hearing) =>
            draw.Standing is not (DrawStanding.Announced or DrawStanding.Posted)
                ? new DrawIsElsewhere(draw.Title, "还没有抽取")
            : string.IsNullOrWhiteSpace(Reason) ? new ReasonIsMissing("作废")
            : draw.Standing is DrawStanding.Posted
                ? Decision.Grant(
                    new DrawVoided(draw.Id, Reason.Trim()),
                    draw.Posted(2, draw.Record, $"作废：{Reason.Trim()}", hearing.Today)
                )
            : new DrawVoided(draw.Id, Reason.Trim());
    }

    private static Decision Decide(Act act, Hearing hearing)
    {
        var pool = act.Pool.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (Fault(act, pool, hearing) is { } fault)
        {
            return fault;
        }

        var (least, norm) = LookBackNorms.Least(hearing.Rules, hearing.Now, pool.Count);
        return act.Size < least || act.Size > pool.Count
            ? new SampleSizeIsWrong(act.Size, least, pool.Count, norm)
            : Decision.Grant([
                new DrawAnnounced(
                    act.Draw,
                    act.From,
                    act.To,
                    pool,
                    act.Size,
                    [.. act.Sources.Select(source => source.Trim())],
                    act.SeedsOn,
                    hearing.Mandate.Unit,
                    hearing.Mandate.Person,
                    norm
                ),
                .. Cycle(act, hearing),
            ]);
    }

    private static Refusal? Fault(Act act, List<string> pool, Hearing hearing) =>
        hearing.State(Draw.At(act.Draw)).Standing is not DrawStanding.None || act.Draw.Length == 0
            ? new NoSuchDraw(act.Draw)
        : act.To < act.From || act.To >= hearing.Today ? new PeriodIsNotOver(act.From, act.To)
        : hearing.State(DrawRegister.Ref).Meeting(act.From, act.To) is { } other
            ? new PeriodHasItsDraw(act.From, act.To, other)
        : pool.Count == 0 ? new PoolIsEmpty(act.From, act.To)
        : pool.Count > MostInPool ? new PoolIsTooLarge(pool.Count, MostInPool)
        : act.Sources.Count == 0 || act.Sources.Any(string.IsNullOrWhiteSpace) ? new DrawNeedsItsSources()
        : act.SeedsOn <= hearing.Today ? new SeedsMayBeKnown(act.SeedsOn)
        : null;

    /// <summary>This period's duty is met where it was open, and the next one's opens.</summary>
    private static IEnumerable<Fact> Cycle(Act act, Hearing hearing)
    {
        var duties = hearing.State(MatterDuties.Of(DrawStreams.Register));
        var duty = DutyOf(hearing.Today);
        if (duties.Open.ContainsKey(duty))
        {
            yield return new DutyDischarged(DrawStreams.Register, duty, hearing.Now);
        }

        var next = StartOfNext(hearing.Today);
        if (!duties.Open.ContainsKey(DutyOf(next)) && LookBackNorms.Next(hearing, next) is var (due, norm))
        {
            yield return new DutyOpened(
                DrawStreams.Register,
                DutyOf(next),
                "look-back.draw",
                hearing.Mandate.Unit,
                $"{next.Year}年第{Quarter(next)}季度办结事项回头看抽查",
                norm,
                Envelope.WholeMillisecond(Shanghai.StartOf(next)),
                "",
                Envelope.WholeMillisecond(Shanghai.EndOf(due)),
                false,
                hearing.Rules.Calendar.Hash
            );
        }
    }

    internal static string DutyOf(DateOnly day) => $"draw-{day.Year}q{Quarter(day)}";

    private static int Quarter(DateOnly day) => ((day.Month - 1) / 3) + 1;

    private static DateOnly StartOfNext(DateOnly day) =>
        new DateOnly(day.Year, ((Quarter(day) - 1) * 3) + 1, 1).AddMonths(3);
}

/// <summary>An act of the office on one draw.</summary>
public abstract record DrawAct(string Draw) : Act
{
    public override Power Needs => SupervisionPowers.Run;

    /// <summary>The entry of the public column is decided with it, under an id that the act or the draw has.</summary>
    public override IReadOnlyList<StreamRef> Streams =>
        [LookBack.Draw.At(Draw), ColumnEntry.At(PostDraw.RecordOf(Draw))];

    public sealed override Decision Decide(Hearing hearing)
    {
        var draw = hearing.State(LookBack.Draw.At(Draw));
        return draw.Standing is DrawStanding.None ? new NoSuchDraw(Draw) : Decide(draw, hearing);
    }

    internal abstract Decision Decide(Draw draw, Hearing hearing);
}
