using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>A person keeps out of a matter (回避).</summary>
/// <param name="Matter">The stream of the matter, e.g. <c>item/…</c>.</param>
public sealed record RecusalDeclared(string Person, string Matter, string Because) : Fact
{
    public override IReadOnlyList<string> Streams => [Recusal.Name(Person)];

    public override IReadOnlyList<string> Subjects => [Person];
}

/// <summary>The reason is gone; somebody else said so.</summary>
public sealed record RecusalLifted(string Person, string Matter, string Because) : Fact
{
    public override IReadOnlyList<string> Streams => [Recusal.Name(Person)];

    public override IReadOnlyList<string> Subjects => [Person];
}

/// <summary>Declares a recusal, which bars handling from the next request on, and lifts it.</summary>
public static class Recusals
{
    /// <summary>The person declares it of himself.</summary>
    public sealed record DeclareAct(string Matter, string Because, string Person) : Act
    {
        public override Power Needs => AccountsPowers.Self;

        public override IReadOnlyList<StreamRef> Streams => [Recusal.At(Person)];

        public override Refusal? Bar(Hearing hearing) =>
            base.Bar(hearing) ?? (hearing.Mandate.Person == Person ? null : new NoSuchRecusal());

        public override Decision Decide(Hearing hearing) =>
            !IsMatter(Matter) ? new NoSuchRecusal()
            : string.IsNullOrWhiteSpace(Because) ? new GrantNeedsAReason()
            : hearing.State(Recusal.At(Person)).Matters.Contains(Matter) ? new RecusalStands()
            : new RecusalDeclared(Person, Matter, Because.Trim());
    }

    /// <summary>Somebody else lifts it: nobody decides of himself that he is impartial again.</summary>
    public sealed record LiftAct(string Person, string Matter, string Because) : Act
    {
        public override Power Needs => AccountsPowers.Confirm;

        public override IReadOnlyList<StreamRef> Streams => [Recusal.At(Person)];

        public override Decision Decide(Hearing hearing) =>
            hearing.Mandate.Person == Person ? new SecondRoleNeeded()
            : string.IsNullOrWhiteSpace(Because) ? new GrantNeedsAReason()
            : hearing.State(Recusal.At(Person)).Matters.Contains(Matter)
                ? new RecusalLifted(Person, Matter, Because.Trim())
            : new NoSuchRecusal();
    }

    /// <summary>The stream that an address of the desk, or what somebody typed, means; null where it means none.</summary>
    public static string? MatterOf(string typed)
    {
        const string items = "/desk/items/";
        var text = typed.Trim();
        var at = text.IndexOf(items, StringComparison.Ordinal);
        var matter = at < 0 ? text : $"item/{text[(at + items.Length)..].Split('/', '?', '#')[0]}";
        return IsMatter(matter) ? matter : null;
    }

    private static bool IsMatter(string matter) =>
        matter.Length is > 2 and <= 200
        && matter.IndexOf('/', StringComparison.Ordinal) is var slash
        && slash > 0
        && slash < matter.Length - 1
        && !matter.Any(char.IsWhiteSpace);
}

/// <summary>The matters from which a person is recused.</summary>
internal sealed record Recusal(IReadOnlyList<string> Matters) : IState<Recusal>
{
    public static Recusal Start { get; } = new([]);

    public static string Name(string person) => $"recusal/{person}";

    public static StreamRef<Recusal> At(string person) => new(Name(person));

    public Recusal Apply(Fact fact) =>
        fact switch
        {
            RecusalDeclared f => new([.. Matters, f.Matter]),
            RecusalLifted f => new([.. Matters.Where(matter => matter != f.Matter)]),
            _ => this,
        };
}

[NoNorm("a recusal names a matter, and is declared of oneself")]
public sealed record NoSuchRecusal : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record RecusalStands : Refusal;
