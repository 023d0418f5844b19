using System.Collections.Frozen;
using Daylight.Proceedings;
using Daylight.Registry;

namespace Daylight.Writer;

/// <summary>One client: its next act waits for the acknowledgement of the one before.</summary>
internal sealed class Client(Clerk clerk, Acknowledged acknowledged, int run, int number)
{
    private static readonly Mandate s_registrar = new(
        "p1",
        "o1",
        "u1",
        new[] { RegistryPowers.Maintain.Name }.ToFrozenSet(StringComparer.Ordinal)
    );

    public async Task Work(int acts)
    {
        for (var n = 0; n < acts; n++)
        {
            var id = $"w{run:D4}-{number:D2}-{n:D6}";
            var outcome = await clerk.Perform(new Submission(id, Act(n), s_registrar));
            if (outcome is not Outcome.Recorded)
            {
                throw new InvalidOperationException($"The act {id} was not recorded: {outcome}");
            }

            acknowledged.Say(id);
        }
    }

    /// <summary>A pair of units (an act of two facts), then another name for one of them (an act of one fact).</summary>
    private Act Act(int n) =>
        n % 2 == 0
            ? new RegisterPair(Unit(n), Unit(n + 1))
            : new Rename.UnitAct(Name(n), $"第{n}镇新名", $"{n}镇", new DateOnly(2026, 5, 8));

    private Register.UnitAct Unit(int n) => new(Name(n), Code(n), $"第{n}镇", $"{n}镇", UnitKind.Town);

    private string Name(int n) => $"u{Code(n)}";

    private string Code(int n) => $"{run:D4}{number:D2}{n:D6}";
}
