using System.Globalization;
using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>
/// Ends a post. Everything for which it answers goes to its successor in the same act: powers, places of the
/// responsibility tree, and duties that are open to its name.
/// </summary>
public static class AbolishPost
{
    /// <param name="Successor">The post that answers from then on.</param>
    /// <param name="On">The last day.</param>
    /// <param name="Answers">What stands to the post's name, as the page showed it; all of it must be here.</param>
    /// <param name="Matters">Open duties of the post, in whatever mechanism.</param>
    public sealed record Act(
        string Post,
        string Unit,
        string Successor,
        DateOnly On,
        string Paper,
        IReadOnlyList<string> Answers,
        IReadOnlyList<HandedMatter> Matters
    ) : Proceedings.Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams =>
            [
                Registry.Post.At(Post),
                Registry.Post.At(Successor),
                Registry.Unit.At(Unit),
                .. Answers.Select(Stream).Distinct(),
                .. Matters.Select(matter => MatterDuties.Of(matter.Matter)).Distinct(),
            ];

        public override Decision Decide(Hearing hearing) => AbolishPost.Decide(this, hearing);
    }

    internal static Decision Decide(Act act, Hearing hearing)
    {
        var (post, successor) = (hearing.State(Post.At(act.Post)), hearing.State(Post.At(act.Successor)));
        if (Barred(post, successor, act) is { } refusal)
        {
            return refusal;
        }

        var missing = post.Answers.Except(act.Answers);
        return missing.Count > 0
            ? new DutiesHaveNoSuccessor(post.Name, missing.Count, missing[0])
            : Decision.Grant([
                .. post.Answers.Select(answer => Passed(answer, post.Id, successor.Id)),
                .. act
                    .Matters.Where(matter => IsOpenTo(post.Id, matter, hearing))
                    .Select(matter => new DutyPassed(matter.Matter, matter.Duty, successor.Id)),
                new PostAbolished(post.Id, post.Unit, successor.Id, act.On, act.Paper.Trim()),
            ]);
    }

    private static Refusal? Barred(Post post, Post successor, Act act) =>
        !post.Exists ? new NoSuchPost(act.Post)
        : post.AbolishedOn is { } gone ? new PostIsAbolished(post.Name, gone, post.Successor!)
        : post.Unit != act.Unit ? new PostIsOfAnotherUnit(post.Name, act.Unit)
        : !successor.Exists || successor.Id == post.Id ? new PostNeedsASuccessor(post.Name)
        : successor.AbolishedOn is { } over ? new PostIsAbolished(successor.Name, over, successor.Successor!)
        : string.IsNullOrWhiteSpace(act.Paper) ? new AppointmentNeedsItsPaper()
        : post.Holders.FirstOrDefault(held => held.Meets(act.On.AddDays(1), null)) is { } holder
            ? new PostIsHeld(post.Name, holder.Person, holder.From, holder.To)
        : null;

    private static bool IsOpenTo(string post, HandedMatter matter, Hearing hearing) =>
        hearing.State(MatterDuties.Of(matter.Matter)).Open.TryGetValue(matter.Duty, out var duty)
        && duty.Owner == post;

    private static Fact Passed(string answer, string from, string to) =>
        AnswerFor.Node(answer) is var (year, node)
            ? new ResponsibilityPassed(year, node, from, to)
            : new PowerPassed(AnswerFor.Power(answer), from, to);

    private static StreamRef Stream(string answer) =>
        AnswerFor.Node(answer) is var (year, _)
            ? ResponsibilityTree.Of(year)
            : PowerItem.At(AnswerFor.Power(answer));
}

/// <summary>What a post answers for, as one word: <c>power:xk-12</c> or <c>node:2026/fire</c>.</summary>
internal static class AnswerFor
{
    private const string PowerMark = "power:";
    private const string NodeMark = "node:";

    public static string OfPower(string power) => PowerMark + power;

    public static string OfNode(int year, string node) =>
        string.Create(CultureInfo.InvariantCulture, $"{NodeMark}{year}/{node}");

    public static string Power(string answer) =>
        answer.StartsWith(PowerMark, StringComparison.Ordinal) ? answer[PowerMark.Length..] : answer;

    public static (int Year, string Node)? Node(string answer) =>
        answer.StartsWith(NodeMark, StringComparison.Ordinal)
        && answer[NodeMark.Length..].Split('/', 2) is [var year, var node]
        && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
            ? (known, node)
            : null;
}
