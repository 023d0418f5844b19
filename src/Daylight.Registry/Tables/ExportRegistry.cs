using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>A list of the registry was taken out of the system.</summary>
/// <param name="What">Which list, or popolo for all of them.</param>
/// <param name="Purpose">In the words of whoever took it.</param>
public sealed record RegistryExported(string What, int Rows, string Purpose) : Fact
{
    public override IReadOnlyList<string> Streams => [ExportRegistry.Stream];
}

/// <summary>Takes a list out of the system: an act, with its purpose.</summary>
public static class ExportRegistry
{
    internal const string Stream = "registry-exports";

    public sealed record Act(string What, int Rows, string Purpose) : Proceedings.Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams => [new StreamRef<Exports>(Stream)];

        public override Decision Decide(Hearing hearing) =>
            string.IsNullOrWhiteSpace(Purpose)
                ? new ExportNeedsAPurpose()
                : new RegistryExported(What, Rows, Purpose.Trim());
    }

    private sealed record Exports(int Count) : IState<Exports>
    {
        public static Exports Start { get; } = new(0);

        public Exports Apply(Fact fact) => new(Count + 1);
    }
}
