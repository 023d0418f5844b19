using System.Collections.Immutable;
using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>A post as its stream tells it: one seat.</summary>
/// <param name="Id">Empty before it was set up.</param>
/// <param name="Holders">Everybody who held it, in the order of recording; no two on one day.</param>
/// <param name="Answers">Powers, duties and places of the responsibility tree that stand to this post's name.</param>
/// <param name="AbolishedOn">Its last day, or null while it exists.</param>
/// <param name="Successor">The post that answers for it after that.</param>
/// <param name="Waiting">A desk that was handed over and for which the successor has not signed yet.</param>
public sealed record Post(
    string Id,
    string Unit,
    string Name,
    PostTraits Traits,
    PostDescription? Description,
    ImmutableArray<Incumbency> Holders,
    ImmutableSortedSet<string> Answers,
    DateOnly? AbolishedOn,
    string? Successor,
    (string Office, string To)? Waiting
) : IState<Post>
{
    public static Post Start { get; } =
        new(
            "",
            "",
            "",
            PostTraits.Plain,
            null,
            [],
            ImmutableSortedSet<string>.Empty.WithComparer(StringComparer.Ordinal),
            null,
            null,
            null
        );

    public bool Exists => Id.Length > 0;

    public static StreamRef<Post> At(string id) => new(PostStreams.Of(id));

    /// <summary>Who holds it on a day: one answer, or nobody.</summary>
    public Incumbency? On(DateOnly day) => Holders.FirstOrDefault(holder => holder.Covers(day));

    public Post Apply(Fact fact) =>
        fact switch
        {
            PostCreated f => this with { Id = f.Post, Unit = f.Unit, Name = f.Name, Traits = f.Traits },
            PostDescribed f => this with { Description = f.Description },
            PostChanged f => this with { Name = f.Name, Traits = f.Traits },
            PostMoved f => this with { Unit = f.To },
            PostAbolished f => this with { AbolishedOn = f.On, Successor = f.Successor },
            OfficeTaken f => this with
            {
                Holders = Holders.Add(new(f.Office, f.Post, f.Person, f.Kind, f.From, f.To)),
            },
            OfficeLeft f => this with { Holders = Left(Holders, f) },
            DeskHandedOver f => this with { Waiting = (f.Office, f.To) },
            DeskAccepted => this with { Waiting = null },
            PowerListed f => Answering(AnswerFor.OfPower(f.Power), f.Post),
            PowerPassed f => Answering(AnswerFor.OfPower(f.Power), f.To),
            PowerStruck f => Answering(AnswerFor.OfPower(f.Power), ""),
            ResponsibilityPlaced f => Answering(AnswerFor.OfNode(f.Year, f.Node), f.Post),
            ResponsibilityPassed f => Answering(AnswerFor.OfNode(f.Year, f.Node), f.To),
            _ => this,
        };

    private Post Answering(string answer, string post) =>
        this with
        {
            Answers = post == Id ? Answers.Add(answer) : Answers.Remove(answer),
        };

    internal static ImmutableArray<Incumbency> Left(ImmutableArray<Incumbency> held, OfficeLeft left) =>
        [.. held.Select(each => each.Office == left.Office ? each with { To = left.On } : each)];
}
