using Daylight.Proceedings;
using Daylight.Proceedings.Notices;
using Daylight.Tests.Notices;

namespace Daylight.Tests.Audit.Unseen;

/// <summary>A sealed fact of no mechanism, so that there are keys of cases to attack.</summary>
public sealed record SecretTold(string Matter, string Words) : SealedFact
{
    public override string Case => Matter;

    public override IReadOnlyList<string> Streams => [$"secret:{Matter}"];
}

/// <summary>Tells one.</summary>
public sealed record TellSecret(string Matter, string Words) : Act
{
    public override Power Needs => new("registry.maintain");

    public override IReadOnlyList<StreamRef> Streams => [new StreamRef<SecretCount>($"secret:{Matter}")];

    public override Decision Decide(Hearing hearing) => new SecretTold(Matter, Words);
}

/// <summary>Answers each calendar year that somebody proposes.</summary>
public sealed class Echo : Subscriber
{
    public const string Named = "tests.echo";

    private static readonly Power s_power = new("tests.echo");

    public override string Name => Named;

    public override IReadOnlySet<Type> Follows { get; } = new HashSet<Type> { typeof(CalendarProposed) };

    public override IReadOnlyList<Power> Powers => [s_power];

    public override Act? React(Recorded cause) => new EchoAct(((CalendarProposed)cause.Fact).Year);

    public override string OwnerOf(Recorded cause) => "u1";

    private sealed record EchoAct(int Year) : Act
    {
        public override Power Needs => s_power;

        public override IReadOnlyList<StreamRef> Streams => [new StreamRef<SecretCount>($"greeting/{Year}")];

        public override Decision Decide(Hearing hearing) => new UnitGreeted($"{Year}", "听到");
    }
}

/// <summary>How many were told.</summary>
public sealed record SecretCount(int Told) : IState<SecretCount>
{
    public static SecretCount Start { get; } = new(0);

    public SecretCount Apply(Fact fact) => new(Told + 1);
}
