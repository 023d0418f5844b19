using System.Text.Json.Serialization;

namespace Daylight.Proceedings.Notices;

/// <summary>
/// Passes a notice on: the subscriber's act, or, where that is refused, the fact that it was and a duty to see to it. Either
/// is recorded under one derived id, and so exactly once, whichever node comes first and wherever one stops.
/// </summary>
public static class PassNotice
{
    /// <summary>What packs call the matter of seeing to a refused notice.</summary>
    public const string Settling = "notice.settle";

    public const string Duty = "settle";

    internal const string Title = "系统内部传送的事项被拒收，需要人工处理";

    public static readonly Power Power = new("notices.pass");

    /// <param name="Cause">Index of the fact that the notice is about.</param>
    public sealed record Act(string Subscriber, long Cause) : Proceedings.Act
    {
        /// <summary>What follows; no part of the act's identity, which is subscriber and cause.</summary>
        [JsonIgnore]
        public required Proceedings.Act Follows { get; init; }

        [JsonIgnore]
        public required string Owner { get; init; }

        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams =>
            [
                .. Follows.Streams,
                new StreamRef<NoticeState>(NoticeState.StreamOf(Subscriber, Cause)),
                new StreamRef<MatterDuties>(NoticeState.StreamOf(Subscriber, Cause)),
            ];

        public override Decision Decide(Hearing hearing)
        {
            var bar = Follows.Bar(hearing);
            var decision = bar is null ? Follows.Decide(hearing) : new Decision.Refused(bar);
            return decision is Decision.Refused refused ? Refused(hearing, refused.Refusal) : decision;
        }

        private Decision Refused(Hearing hearing, Refusal refusal)
        {
            var fact = new NoticeRefused(Subscriber, Cause, refusal.GetType().Name, Owner);
            return DutyClock.Of(hearing.Rules, Settling, hearing.Now, hearing.Now) is { } clock
                ? Decision.Grant(
                    fact,
                    new DutyOpened(
                        fact.Streams[0],
                        Duty,
                        Settling,
                        Owner,
                        Title,
                        clock.Norm,
                        hearing.Now,
                        clock.Span,
                        clock.Due,
                        clock.Provisional,
                        clock.Calendar
                    )
                )
                : fact;
        }
    }

    /// <summary>Stands for an act that was refused outside its decision: too long, a case erased, a file missing.</summary>
    internal sealed record RefusedAct(Refusal Refusal) : Proceedings.Act
    {
        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams => [];

        public override Decision Decide(Hearing hearing) => new Decision.Refused(Refusal);
    }
}
