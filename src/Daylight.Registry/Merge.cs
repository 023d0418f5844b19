using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>Merges one unit into another, which carries on its matters. The merged unit stays readable.</summary>
public static class Merge
{
    /// <param name="Posts">The posts of the merged unit, which go with it; all of them must be here.</param>
    public sealed record UnitAct(
        string Unit,
        string Code,
        string Into,
        DateOnly From,
        IReadOnlyList<string>? Posts = null
    ) : Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams =>
            [
                Registry.Unit.At(Unit),
                Registry.Unit.At(Into),
                CodeHolder.At(Code),
                .. (Posts ?? []).Select(Post.At),
            ];

        public override Decision Decide(Hearing hearing) =>
            Merge.Decide(hearing.State(Registry.Unit.At(Unit)), hearing.State(Registry.Unit.At(Into)), this);
    }

    internal static Decision Decide(Unit unit, Unit into, UnitAct act)
    {
        if (!unit.IsRegistered)
        {
            return new NoSuchUnit(act.Unit);
        }

        if (!into.IsRegistered)
        {
            return new NoSuchUnit(act.Into);
        }

        if (unit.Id == into.Id)
        {
            return new UnitCannotMergeIntoItself(unit.Name);
        }

        var left = unit.Posts.Except(act.Posts ?? []);
        return unit.MergedInto is { } already ? new UnitIsMerged(unit.Id, unit.Name, already)
            : into.MergedInto is { } gone ? new UnitIsMerged(into.Id, into.Name, gone)
            : act.Code != unit.Code ? new UnitBearsAnotherCode(unit.Name, unit.Code, act.Code)
            : act.From < unit.LastChange ? new LaterChangeIsRecorded(unit.Name, unit.LastChange)
            : left.Count > 0 ? new PostsAreLeftBehind(unit.Name, left.Count)
            : Decision.Grant([
                new UnitMerged(unit.Id, unit.Code, into.Id, act.From),
                .. unit.Posts.Select(post => new PostMoved(post, unit.Id, into.Id, act.From)),
            ]);
    }
}
