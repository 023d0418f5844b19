using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Proceedings.Draws;
using Daylight.Supervision.KeyWork;

namespace Daylight.Supervision.LookBack;

/// <summary>抽取: the numbers came out; what they draw follows from the announced pool alone, and the public gets both at once.</summary>
public static class MakeDraw
{
    /// <param name="Values">The numbers of each source, in the order of the announced sources.</param>
    public sealed record Act(string Draw, IReadOnlyList<string> Values) : DrawAct(Draw)
    {
        public override IReadOnlyList<StreamRef> Streams =>
            [.. base.Streams, MatterDuties.Of(DrawStreams.Of(Draw))];

        internal override Decision Decide(Draw draw, Hearing hearing) => MakeDraw.Decide(draw, this, hearing);
    }

    private static Decision Decide(Draw draw, Act act, Hearing hearing)
    {
        if (draw.Standing is not DrawStanding.Posted)
        {
            return new DrawIsElsewhere(draw.Title, "已公布，等随机数");
        }

        if (hearing.Today < draw.SeedsOn)
        {
            return new SeedsAreNotOut(draw.SeedsOn);
        }

        var values = act.Values.Select(value => value.Trim()).ToList();
        if (
            values.Count != draw.Sources.Length
            || PublicDraw.Read(string.Join('\n', values)) is not { } numbers
            || numbers.Count != values.Count
        )
        {
            return new SeedsDoNotFit(draw.Sources.Length);
        }

        var key = PublicDraw.Key(numbers);
        var made = new DrawMade(draw.Id, values, key, PublicDraw.Draw(draw.Pool.Length, draw.Size, key));
        return Decision.Grant([
            made,
            draw.Apply(made).Posted(2, draw.Record, "", hearing.Today),
            .. LookBackNorms.Looks(hearing) is { } clock
                ? (Fact[])
                    [
                        new DutyOpened(
                            DrawStreams.Of(draw.Id),
                            RecordLook.Duty,
                            "look-back.looks",
                            draw.Office,
                            draw.Title,
                            clock.Norm,
                            hearing.Now,
                            clock.Span,
                            clock.Due is { } due ? Envelope.WholeMillisecond(due) : null,
                            clock.Provisional,
                            clock.Calendar
                        ),
                    ]
                : [],
        ]);
    }
}
