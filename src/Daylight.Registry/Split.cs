using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>Makes part of a unit a unit of its own. Its posts go with it; open matters stay unless they are passed on.</summary>
public static class Split
{
    /// <param name="Posts">Posts that go to the new unit.</param>
    public sealed record UnitAct(
        string Unit,
        string NewUnit,
        string Code,
        string Name,
        string ShortName,
        UnitKind Kind,
        IReadOnlyList<string> Posts,
        DateOnly From
    ) : Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams =>
            [
                Registry.Unit.At(Unit),
                Registry.Unit.At(NewUnit),
                CodeHolder.At(Code),
                .. Posts.Select(Post.At),
            ];

        public override Decision Decide(Hearing hearing) => Split.Decide(this, hearing);
    }

    internal static Decision Decide(UnitAct act, Hearing hearing)
    {
        var unit = hearing.State(Unit.At(act.Unit));
        if (!unit.IsRegistered)
        {
            return new NoSuchUnit(act.Unit);
        }

        if (unit.MergedInto is { } into)
        {
            return new UnitIsMerged(unit.Id, unit.Name, into);
        }

        var registered = Register.Decide(
            hearing.State(Unit.At(act.NewUnit)),
            hearing.State(CodeHolder.At(act.Code)),
            new(act.NewUnit, act.Code, act.Name, act.ShortName, act.Kind)
        );
        var posts = act.Posts.Select(post => hearing.State(Post.At(post))).ToList();
        return registered is not Decision.Granted granted ? registered
            : posts.Find(post => post.Unit != act.Unit) is { } other
                ? new PostIsOfAnotherUnit(other.Name, unit.Name)
            : Decision.Grant([
                .. granted.Facts,
                new UnitSplit(act.Unit, act.NewUnit, act.From),
                .. posts.Select(post => new PostMoved(post.Id, act.Unit, act.NewUnit, act.From)),
            ]);
    }
}
