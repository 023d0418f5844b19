using System.Collections.Frozen;
using System.Text;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Tests.Proceedings;

/// <summary>Given facts, when an act, then facts or a refusal: decisions without clerk, log or database.</summary>
public sealed class Trial
{
    private readonly List<Fact> _facts = [];
    private readonly List<(DateTimeOffset At, Mandate? Who)> _recorded = [];

    /// <summary>The national pack and the shipped calendar, as a jurisdiction adopts them.</summary>
    public static AdoptedRules National { get; } = Rules("national");

    public AdoptedRules InForce { get; init; } = National;

    /// <summary>The instant of the acts, Shanghai time.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 5, 8, 9, 0, 0, TimeSpan.FromHours(8));

    public IReadOnlyList<Fact> Facts => _facts;

    /// <summary>When and by whom each fact was recorded.</summary>
    public IReadOnlyList<(DateTimeOffset At, Mandate? Who)> Recorded => _recorded;

    public static Mandate Officer(string person, string office, string unit, params string[] powers) =>
        new(person, office, unit, powers.ToFrozenSet(StringComparer.Ordinal));

    public static AdoptedRules Rules(params string[] packs)
    {
        var rules = AdoptedRules.None;
        foreach (var year in WorkCalendar.Shipped.Years)
        {
            rules = Adopt(rules, AdoptCalendar.Shipped(year));
        }

        return packs.Aggregate(rules, (known, pack) => Adopt(known, Adopted(pack)));
    }

    public Trial Given(params IEnumerable<Fact> facts)
    {
        _facts.AddRange(facts);
        _recorded.AddRange(Enumerable.Repeat((Now, (Mandate?)null), _facts.Count - _recorded.Count));
        return this;
    }

    /// <summary>Decides the act on the facts so far; granted facts are added.</summary>
    public Decision When(Act act, Mandate mandate)
    {
        var states = new Dictionary<(string, Type), object>();
        foreach (var reference in act.Streams)
        {
            states[(reference.Stream, reference.StateType)] = _facts
                .Where(fact => fact.Streams.Contains(reference.Stream))
                .Aggregate(reference.Start, reference.Apply);
        }

        var hearing = new Hearing("990101", mandate, InForce, Envelope.WholeMillisecond(Now), states);
        var decision = act.Bar(hearing) is { } bar ? bar : act.Decide(hearing);
        if (decision is Decision.Granted granted)
        {
            Assert.All(
                granted.Facts.SelectMany(fact => fact.Streams),
                stream => Assert.Contains(act.Streams, reference => reference.Stream == stream)
            );
            _facts.AddRange(granted.Facts);
            _recorded.AddRange(Enumerable.Repeat((Now, (Mandate?)mandate), granted.Facts.Count));
        }

        return decision;
    }

    /// <summary>The act must be granted; its facts.</summary>
    public IReadOnlyList<Fact> Grants(Act act, Mandate mandate) =>
        Assert.IsType<Decision.Granted>(When(act, mandate)).Facts;

    /// <summary>The act must be refused for this reason.</summary>
    public TRefusal Refuses<TRefusal>(Act act, Mandate mandate)
        where TRefusal : Refusal =>
        Assert.IsType<TRefusal>(Assert.IsType<Decision.Refused>(When(act, mandate)).Refusal);

    private static AdoptedRules Adopt(AdoptedRules rules, Fact fact) =>
        rules.Apply(fact, _ => Assert.Single(fact.Contents));

    /// <summary>The canonical content of a shipped pack.</summary>
    public static string Pack(string name) => Load(name).Content;

    private static PackAdopted Adopted(string name)
    {
        var pack = Load(name);
        return new PackAdopted(pack, Encoding.UTF8.GetBytes(pack.Content));
    }

    private static RulePack Load(string name)
    {
        var folder = Path.Combine(Repository.Root, "rulepacks", name);
        var loaded = RulePack.Load(
            Directory
                .GetFiles(folder, "*.yaml")
                .Select(file => new PackFile(Path.GetFileName(file), File.ReadAllText(file)))
        );
        Assert.NotNull(loaded.Pack);
        return loaded.Pack;
    }
}

/// <summary>The checkout that the tests run in.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Daylight.slnx")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
