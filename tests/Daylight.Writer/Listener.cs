using Daylight.Proceedings;
using Daylight.Proceedings.Notices;
using Daylight.Registry;

namespace Daylight.Writer;

/// <summary>A kind for tests: the registration of a unit was heard of.</summary>
public sealed record UnitHeard(string Unit) : Fact
{
    public override IReadOnlyList<string> Streams => [$"heard/{Unit}"];
}

/// <summary>How often.</summary>
public sealed record HeardState(int Times) : IState<HeardState>
{
    public static HeardState Start { get; } = new(0);

    public HeardState Apply(Fact fact) => new(Times + 1);
}

/// <summary>Hears of every unit that is registered, once.</summary>
public sealed class Listener : Subscriber
{
    private static readonly Power s_power = new("tests.hear");

    public override string Name => "tests.listener";

    public override IReadOnlySet<Type> Follows { get; } = new HashSet<Type> { typeof(UnitRegistered) };

    public override IReadOnlyList<Power> Powers => [s_power];

    public override Act? React(Recorded cause) => new HearAct(((UnitRegistered)cause.Fact).Unit);

    public override string OwnerOf(Recorded cause) => ((UnitRegistered)cause.Fact).Unit;

    private sealed record HearAct(string Unit) : Act
    {
        public override Power Needs => s_power;

        public override IReadOnlyList<StreamRef> Streams => [new StreamRef<HeardState>($"heard/{Unit}")];

        public override Decision Decide(Hearing hearing) => new UnitHeard(Unit);
    }
}
