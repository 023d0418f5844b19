using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>Ends somebody's time in a post on a day. A desk with open matters is handed over instead, in one act.</summary>
public static class LeaveOffice
{
    /// <param name="On">The last day in it.</param>
    public sealed record Act(string Post, string Person, DateOnly On, LeavingReason Reason, string Paper)
        : Proceedings.Act
    {
        public override Power Needs => RegistryPowers.Appoint;

        public override IReadOnlyList<StreamRef> Streams =>
            [Registry.Post.At(Post), Registry.Person.At(Person), MatterDuties.Of(PostStreams.Of(Post))];

        public override Decision Decide(Hearing hearing) =>
            LeaveOffice.Decide(
                hearing.State(Registry.Post.At(Post)),
                hearing.State(MatterDuties.Of(PostStreams.Of(Post))),
                this,
                hearing.Now
            );
    }

    internal static Decision Decide(Post post, MatterDuties duties, Act act, DateTimeOffset now) =>
        !post.Exists ? new NoSuchPost(act.Post)
        : string.IsNullOrWhiteSpace(act.Paper) ? new AppointmentNeedsItsPaper()
        : !post.Answers.IsEmpty ? new DeskMustBeHandedOver(post.Name, post.Answers.Count)
        : Left(post, act) is not { } left ? new PersonDoesNotHoldThePost(post.Name, act.Person, act.On)
        : Decision.Grant([left, .. RotationClock.Stop(post, left.Office, duties, now)]);

    /// <summary>The fact that ends the stretch that covers the day, or null where he is not in the post then.</summary>
    internal static OfficeLeft? Left(Post post, Act act) =>
        post.Holders.FirstOrDefault(held =>
            held.Person == act.Person && held.Covers(act.On) && held.To != act.On
        )
            is { } stretch
            ? new OfficeLeft(stretch.Office, post.Id, act.Person, act.On, act.Reason, act.Paper.Trim())
            : null;
}
