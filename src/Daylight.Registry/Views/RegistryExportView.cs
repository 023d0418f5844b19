using Daylight.Proceedings;

namespace Daylight.Registry.Views;

/// <summary>One export of the registry that needed a second person.</summary>
/// <param name="Agreed">1 agreed, 0 declined, -1 while nobody decided.</param>
public sealed record RegistryExportRow(
    string Export,
    string What,
    int Rows,
    string Purpose,
    string Person,
    string Decider,
    int Agreed,
    bool Taken,
    DateTimeOffset AskedAt
);

/// <summary>Exports that waited for a second person, and what became of them.</summary>
public sealed class RegistryExportView()
    : View<RegistryExportRow>("registry_export", version: 1, keyLength: 1)
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type>
        {
            typeof(RegistryExportAsked),
            typeof(RegistryExportDecided),
            typeof(RegistryExportTaken),
        };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            RegistryExportAsked f =>
            [
                [f.Export],
            ],
            RegistryExportDecided f =>
            [
                [f.Export],
            ],
            RegistryExportTaken f =>
            [
                [f.Export],
            ],
            _ => [],
        };

    protected override RegistryExportRow? Apply(object[] key, RegistryExportRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            RegistryExportAsked f => new(
                f.Export,
                f.What,
                f.Rows,
                f.Purpose,
                f.Person,
                "",
                -1,
                false,
                recorded.At
            ),
            RegistryExportDecided f when row is not null => row with
            {
                Decider = f.Person,
                Agreed = f.Agreed ? 1 : 0,
            },
            RegistryExportTaken when row is not null => row with { Taken = true },
            _ => row,
        };
}
