using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>
/// Puts a person into a post from a day on. A post has one holder on a day, whatever the way in which he holds it; a
/// person has one regular office on a day, and further ones as 兼任, 代理, 主持工作, 挂职 or 借调.
/// </summary>
public static class Appoint
{
    /// <param name="To">The last day where it is known; a detachment and a loan need one.</param>
    /// <param name="Paper">The paper that appoints him, with its number.</param>
    public sealed record Act(
        string Post,
        string Person,
        OfficeKind Kind,
        DateOnly From,
        DateOnly? To,
        string Paper
    ) : Proceedings.Act
    {
        public override Power Needs => RegistryPowers.Appoint;

        public override IReadOnlyList<StreamRef> Streams =>
            [Registry.Post.At(Post), Registry.Person.At(Person), MatterDuties.Of(PostStreams.Of(Post))];

        public override Decision Decide(Hearing hearing) =>
            Appoint.Decide(
                hearing.State(Registry.Post.At(Post)),
                hearing.State(Registry.Person.At(Person)),
                this,
                hearing
            );
    }

    internal static Decision Decide(Post post, Person person, Act act, Hearing hearing)
    {
        if (Missing(post, person, act) is { } missing)
        {
            return missing;
        }

        if (post.Holders.FirstOrDefault(held => held.Meets(act.From, act.To)) is { } holder)
        {
            return new PostIsHeld(post.Name, holder.Person, holder.From, holder.To);
        }

        if (Clash(person, act) is { } clash)
        {
            return clash;
        }

        var taken = new OfficeTaken(
            $"{post.Id}.{post.Holders.Length + 1}",
            post.Id,
            person.Id,
            act.Kind,
            act.From,
            act.To,
            act.Paper.Trim()
        );
        return Decision.Grant([taken, .. RotationClock.Open(post, taken, hearing)]);
    }

    private static Refusal? Missing(Post post, Person person, Act act) =>
        !post.Exists ? new NoSuchPost(act.Post)
        : !person.IsEntered ? new NoSuchPerson(act.Person)
        : post.AbolishedOn is { } gone && gone < (act.To ?? DateOnly.MaxValue)
            ? new PostIsAbolished(post.Name, gone, post.Successor!)
        : act.To < act.From ? new OfficeEndsBeforeItBegins(act.From, act.To!.Value)
        : act.Kind is OfficeKind.Detached or OfficeKind.OnLoan && act.To is null
            ? new DetachmentNeedsAnEnd(act.Kind)
        : string.IsNullOrWhiteSpace(act.Paper) ? new AppointmentNeedsItsPaper()
        : null;

    private static Refusal? Clash(Person person, Act act)
    {
        var regular = person.Offices.Where(held => held.Kind is OfficeKind.Regular).ToList();
        return act.Kind is OfficeKind.Regular
            ? regular.Find(held => held.Meets(act.From, act.To)) is { } other
                ? new PersonHoldsAnOffice(person.Name, other.Post, other.From, other.To)
                : null
            : act.Kind is OfficeKind.Detached or OfficeKind.OnLoan
            && !regular.Exists(held => held.Covers(act.From))
                ? new NoOfficeToComeFrom(person.Name, act.From)
                : null;
    }
}
