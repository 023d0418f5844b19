using Daylight.Proceedings;
using Daylight.Registry;

namespace Daylight.Writer;

/// <summary>Enters two units by one act, so that half an act could be seen.</summary>
public sealed record RegisterPair(Register.UnitAct First, Register.UnitAct Second) : Act
{
    public override Power Needs => RegistryPowers.Maintain;

    public override IReadOnlyList<StreamRef> Streams => [.. First.Streams, .. Second.Streams];

    public override Decision Decide(Hearing hearing) =>
        (First.Decide(hearing), Second.Decide(hearing)) switch
        {
            (Decision.Granted first, Decision.Granted second) => Decision.Grant([
                .. first.Facts,
                .. second.Facts,
            ]),
            (Decision.Granted, var refused) => refused,
            (var refused, _) => refused,
        };
}
