using Daylight.Proceedings;

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

/// <summary>How many were told.</summary>
public sealed record SecretCount(int Told) : IState<SecretCount>
{
    public static SecretCount Start { get; } = new(0);

    public SecretCount Apply(Fact fact) => new(Told + 1);
}
