using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>
/// Hands a whole desk over in one act: one person leaves a post, another takes it the day after, and the list of what was
/// open goes with it (离任未了事项清单). The successor then signs for it.
/// </summary>
public static class HandOver
{
    /// <param name="On">The last day of whoever leaves.</param>
    /// <param name="Kind">In which way the successor holds the post.</param>
    /// <param name="Matters">What is open at the desk.</param>
    public sealed record Act(
        string Post,
        string From,
        string To,
        OfficeKind Kind,
        DateOnly On,
        LeavingReason Reason,
        string Paper,
        IReadOnlyList<HandedMatter> Matters
    ) : Proceedings.Act
    {
        public override Power Needs => RegistryPowers.Appoint;

        public override IReadOnlyList<StreamRef> Streams =>
            [Registry.Post.At(Post), Person.At(From), Person.At(To), MatterDuties.Of(PostStreams.Of(Post))];

        public override Decision Decide(Hearing hearing) => HandOver.Decide(this, hearing);
    }

    /// <summary>The successor signs for the desk that he took over.</summary>
    public sealed record AcceptAct(string Post, string Remark) : Proceedings.Act
    {
        public override Power Needs => RegistryPowers.Desk;

        public override IReadOnlyList<StreamRef> Streams => [Registry.Post.At(Post)];

        public override Decision Decide(Hearing hearing) =>
            Accept(hearing.State(Registry.Post.At(Post)), this, hearing.Mandate.Person);
    }

    internal static Decision Decide(Act act, Hearing hearing)
    {
        var post = hearing.State(Post.At(act.Post));
        var leaving = LeaveOffice.Decide(
            post with
            {
                Answers = post.Answers.Clear(),
            },
            hearing.State(MatterDuties.Of(PostStreams.Of(act.Post))),
            new(act.Post, act.From, act.On, act.Reason, act.Paper),
            hearing.Now
        );
        if (leaving is not Decision.Granted { Facts: var left })
        {
            return leaving;
        }

        var taking = Appoint.Decide(
            left.Aggregate(post, (state, fact) => state.Apply(fact)),
            left.Aggregate(hearing.State(Person.At(act.To)), (state, fact) => state.Apply(fact)),
            new(act.Post, act.To, act.Kind, act.On.AddDays(1), null, act.Paper),
            hearing
        );
        return taking is Decision.Granted { Facts: var taken }
            ? Decision.Grant([
                .. left,
                .. taken,
                new DeskHandedOver(
                    left.OfType<OfficeLeft>().First().Office,
                    post.Id,
                    act.From,
                    act.To,
                    act.On,
                    act.Matters,
                    [.. post.Answers]
                ),
            ])
            : taking;
    }

    internal static Decision Accept(Post post, AcceptAct act, string person) =>
        post.Waiting is { } waiting && waiting.To == person
            ? new DeskAccepted(waiting.Office, post.Id, person, act.Remark.Trim())
            : new NoDeskWaitsForYou(post.Name);
}
