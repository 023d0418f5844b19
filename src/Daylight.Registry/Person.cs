using System.Collections.Immutable;
using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>A person as his stream tells.</summary>
/// <param name="Id">Empty before he was entered.</param>
/// <param name="Offices">Every office that he held, in the order of recording.</param>
public sealed record Person(
    string Id,
    string Name,
    ImmutableArray<string> FormerNames,
    ImmutableArray<Incumbency> Offices
) : IState<Person>
{
    public static Person Start { get; } = new("", "", [], []);

    public bool IsEntered => Id.Length > 0;

    public static StreamRef<Person> At(string id) => new(PostStreams.OfPerson(id));

    public Person Apply(Fact fact) =>
        fact switch
        {
            PersonEntered f => this with { Id = f.Person, Name = f.Name },
            PersonRenamed f => this with { Name = f.Name, FormerNames = FormerNames.Add(f.FormerName) },
            OfficeTaken f => this with
            {
                Offices = Offices.Add(new(f.Office, f.Post, f.Person, f.Kind, f.From, f.To)),
            },
            OfficeLeft f => this with { Offices = Post.Left(Offices, f) },
            _ => this,
        };
}
