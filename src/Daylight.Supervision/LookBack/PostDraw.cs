using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;

namespace Daylight.Supervision.LookBack;

/// <summary>公布抽查: pool, size and sources go to the public column while the numbers of the sources cannot be known.</summary>
public static class PostDraw
{
    public sealed record Act(string Draw) : DrawAct(Draw)
    {
        public override Power Needs => SupervisionPowers.Publish;

        internal override Decision Decide(Draw draw, Hearing hearing)
        {
            var record = RecordOf(draw.Id);
            return draw.Standing is not DrawStanding.Announced ? new DrawIsElsewhere(draw.Title, "待公布")
                : draw.AnnouncedBy == hearing.Mandate.Person ? new DrawPosterMustBeAnother(draw.Title)
                : draw.SeedsOn <= hearing.Today ? new SeedsMayBeKnown(draw.SeedsOn)
                : Decision.Grant(new DrawCleared(draw.Id, record), draw.Posted(1, record, "", hearing.Today));
        }
    }

    /// <summary>The id under which the public knows a draw; it says nothing about the draw's own.</summary>
    internal static string RecordOf(string draw) => FactIds.Derived("draw-column", draw)[..32];
}
