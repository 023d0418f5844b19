using System.Collections.Frozen;

namespace Daylight.Proceedings;

/// <summary>Who acts, in which office, on that day.</summary>
/// <param name="Person">Opaque id of the person; of a worker, its name.</param>
/// <param name="Office">Opaque id of the office held.</param>
/// <param name="Unit">Opaque id of the unit of that office.</param>
/// <param name="Powers">Names of the powers that the office carries on that day.</param>
public sealed record Mandate(string Person, string Office, string Unit, FrozenSet<string> Powers)
{
    /// <summary>Streams of the matters from which the person is recused (回避): he handles none of them in any office.</summary>
    public FrozenSet<string> Recused { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The opaque id that envelopes hold.</summary>
    public string Id => $"{Person}:{Office}";

    /// <summary>Null where the office carries the power, else the refusal that says so.</summary>
    public Refusal? Lacks(Power power) =>
        Powers.Contains(power.Name) ? null : new YourOfficeLacksThePower(Office, power.Name);

    /// <summary>Null where none of the streams is of a matter from which the person is recused.</summary>
    internal Refusal? RecusedFrom(IReadOnlyList<StreamRef> streams)
    {
        if (Recused.Count == 0)
        {
            return null;
        }

        var found = streams.FirstOrDefault(reference => Recused.Contains(reference.Stream));
        return found is null ? null : new YouAreRecused(found.Stream);
    }

    /// <summary>The background worker: it lapses duties and passes notices on, and holds no other power.</summary>
    public static Mandate Worker { get; } =
        new(
            "worker",
            "worker",
            "worker",
            new[] { "duties.lapse", "notices.pass" }.ToFrozenSet(StringComparer.Ordinal)
        );
}

/// <summary>Answers who acts. Implemented by Accounts, wired by the hosts.</summary>
public interface IMandates
{
    /// <summary>The mandate of a person in an office on a day, or null where he does not hold it then.</summary>
    ValueTask<Mandate?> Of(
        string jurisdiction,
        string person,
        string office,
        DateOnly day,
        CancellationToken cancel
    );
}
