using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Registry;

/// <summary>A small county to act upon: two bureaus, their posts, three persons.</summary>
internal static class RegistryTrial
{
    public static Mandate Registrar { get; } =
        Trial.Officer(
            "p-clerk",
            "o-clerk",
            "u-personnel",
            RegistryPowers.Maintain.Name,
            RegistryPowers.Appoint.Name
        );

    public static PostTraits Director { get; } =
        new(PostLevel.Principal, InTeam: true, Sensitive: false, PostFunction.General, Specialist: false);

    public static Trial County(params string[] packs)
    {
        var trial = packs.Length == 0 ? new Trial() : new Trial { InForce = Trial.Rules(packs) };
        trial.Grants(Unit("u1", "330225018", "水利局"), Registrar);
        trial.Grants(Unit("u2", "330225019", "农业农村局"), Registrar);
        foreach (var (post, name) in new[] { ("o1", "局长"), ("o2", "副局长"), ("o3", "总工程师") })
        {
            trial.Grants(new CreatePost.Act(post, "u1", name, Director), Registrar);
        }

        foreach (var person in new[] { "p1", "p2", "p3" })
        {
            trial.Grants(new EnterPerson.Act(person, $"某{person}"), Registrar);
        }

        return trial;
    }

    public static Register.UnitAct Unit(string id, string code, string name) =>
        new(id, code, $"象山县{name}", $"县{name}", UnitKind.GovernmentDepartment);

    public static TState State<TState>(this Trial trial, StreamRef<TState> stream)
        where TState : class, IState<TState> =>
        trial
            .Facts.Where(fact => fact.Streams.Contains(stream.Stream))
            .Aggregate(TState.Start, (state, fact) => state.Apply(fact));
}
