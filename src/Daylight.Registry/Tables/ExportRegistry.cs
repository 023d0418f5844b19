using System.Collections.Immutable;
using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>A list of the registry was taken out of the system.</summary>
/// <param name="What">Which list, or popolo for all of them.</param>
/// <param name="Purpose">In the words of whoever took it.</param>
public sealed record RegistryExported(string What, int Rows, string Purpose) : Fact
{
    public override IReadOnlyList<string> Streams => [ExportRegistry.Stream];
}

/// <summary>More rows than one person takes out alone were asked for.</summary>
public sealed record RegistryExportAsked(string Export, string What, int Rows, string Purpose, string Person)
    : Fact
{
    public override IReadOnlyList<string> Streams => [ExportRegistry.Stream];
}

/// <summary>A second person agreed or declined.</summary>
public sealed record RegistryExportDecided(string Export, bool Agreed, string Person) : Fact
{
    public override IReadOnlyList<string> Streams => [ExportRegistry.Stream];
}

/// <summary>Whoever asked took out what a second person agreed to; once.</summary>
public sealed record RegistryExportTaken(string Export) : Fact
{
    public override IReadOnlyList<string> Streams => [ExportRegistry.Stream];
}

/// <summary>Takes a list out of the system: an act, with its purpose; above the limit it waits for a second person.</summary>
public static class ExportRegistry
{
    internal const string Stream = "registry-exports";

    /// <summary>Rows that one person takes out alone where no norm says it.</summary>
    private const int Alone = 500;

    private static readonly NormId s_limit = NormId.Parse("items.export");

    private static StreamRef<Exports> Ref { get; } = new(Stream);

    /// <param name="Export">Id under which it waits for a second person; empty where nobody can come back for it.</param>
    public sealed record Act(string What, int Rows, string Purpose, string Export = "") : Proceedings.Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams => [Ref];

        public override Decision Decide(Hearing hearing)
        {
            var alone = Limit(hearing.Rules, hearing.Now);
            return string.IsNullOrWhiteSpace(Purpose) ? new ExportNeedsAPurpose()
                : Rows <= alone ? new RegistryExported(What, Rows, Purpose.Trim())
                : Export.Length == 0 || hearing.State(Ref).Known.ContainsKey(Export)
                    ? new RegistryExportNeedsTwo(Rows, alone)
                : new RegistryExportAsked(Export, What, Rows, Purpose.Trim(), hearing.Mandate.Person);
        }
    }

    public sealed record DecideAct(string Export, bool Agreed) : Proceedings.Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams => [Ref];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(Ref).Known.GetValueOrDefault(Export) is not { Agreed: null } asked
                ? new NoSuchRegistryExport()
            : asked.By == hearing.Mandate.Person
                ? new RegistryExportNeedsTwo(asked.Rows, Limit(hearing.Rules, hearing.Now))
            : new RegistryExportDecided(Export, Agreed, hearing.Mandate.Person);
    }

    /// <param name="Rows">How many rows the list has now.</param>
    public sealed record TakeAct(string Export, int Rows) : Proceedings.Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams => [Ref];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(Ref).Known.GetValueOrDefault(Export) is { Agreed: true, Taken: false } asked
            && asked.By == hearing.Mandate.Person
                ? Decision.Grant([
                    new RegistryExported(asked.What, Rows, asked.Purpose),
                    new RegistryExportTaken(Export),
                ])
                : new NoSuchRegistryExport();
    }

    /// <summary>Rows that one person takes out alone, as the rules in force have it.</summary>
    internal static int Limit(AdoptedRules rules, DateTimeOffset now) =>
        rules.Ask(
            s_limit,
            new Situation(now) { Attributes = Attributes.Of(("rows", 0), ("second-person", false)) }
        )
            is { Applies: true } answer
        && answer.Results["needed"] is Value.Parts needed
        && needed["rows"] is Value.Number most
            ? (int)most.Amount
            : Alone;

    private sealed record Asked(string By, string What, int Rows, string Purpose, bool? Agreed, bool Taken);

    private sealed record Exports(ImmutableDictionary<string, Asked> Known) : IState<Exports>
    {
        public static Exports Start { get; } =
            new(ImmutableDictionary<string, Asked>.Empty.WithComparers(StringComparer.Ordinal));

        public Exports Apply(Fact fact) =>
            fact switch
            {
                RegistryExportAsked f => new(
                    Known.SetItem(f.Export, new(f.Person, f.What, f.Rows, f.Purpose, null, false))
                ),
                RegistryExportDecided f => new(
                    Known.SetItem(f.Export, Known[f.Export] with { Agreed = f.Agreed })
                ),
                RegistryExportTaken f => new(Known.SetItem(f.Export, Known[f.Export] with { Taken = true })),
                _ => this,
            };
    }
}
