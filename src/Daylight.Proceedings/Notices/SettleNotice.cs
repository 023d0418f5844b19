namespace Daylight.Proceedings.Notices;

/// <summary>Somebody of the unit that must see to a refused notice says how he did.</summary>
public static class SettleNotice
{
    public static readonly Power Power = new("notices.settle");

    public sealed record Act(string Subscriber, long Cause, string How) : Proceedings.Act
    {
        public override Power Needs => Power;

        private StreamRef<NoticeState> Notice => new(NoticeState.StreamOf(Subscriber, Cause));

        private StreamRef<MatterDuties> Duties => new(NoticeState.StreamOf(Subscriber, Cause));

        public override IReadOnlyList<StreamRef> Streams => [Notice, Duties];

        /// <summary>To another unit a notice is as if it were not there.</summary>
        public override Refusal? Bar(Hearing hearing) =>
            base.Bar(hearing)
            ?? (hearing.Mandate.Unit == OwnerOf(hearing) ? null : new NoSuchNoticeWaits(Subscriber, Cause));

        public override Decision Decide(Hearing hearing)
        {
            var (state, stream) = (hearing.State(Notice), Notice.Stream);
            return !state.Refused || state.Settled ? new NoSuchNoticeWaits(Subscriber, Cause)
                : string.IsNullOrWhiteSpace(How) ? new SettlingNeedsWords()
                : hearing.State(Duties).Open.ContainsKey(PassNotice.Duty)
                    ? Decision.Grant(
                        new NoticeSettled(Subscriber, Cause, How.Trim()),
                        new DutyDischarged(stream, PassNotice.Duty, hearing.Now)
                    )
                : new NoticeSettled(Subscriber, Cause, How.Trim());
        }

        /// <summary>Where its duty was handed over, the unit that has it now.</summary>
        private string OwnerOf(Hearing hearing) =>
            hearing.State(Duties).Open.TryGetValue(PassNotice.Duty, out var duty)
                ? duty.Owner
                : hearing.State(Notice).Owner;
    }
}

/// <summary>The notice was not refused, or is settled, or is another unit's.</summary>
[NoNorm("what is done cannot be done again")]
public sealed record NoSuchNoticeWaits(string Subscriber, long Cause) : Refusal;

[NoNorm("whoever reads it later must learn what was done")]
public sealed record SettlingNeedsWords : Refusal;
