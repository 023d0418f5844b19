using Daylight.Proceedings;

namespace Daylight.Registry.Views;

/// <summary>One row per person.</summary>
public sealed record PersonRow(string Person, string Name, string FormerNames);

/// <summary>The list of persons.</summary>
public sealed class PersonView() : View<PersonRow>("registry_person", version: 1, keyLength: 1, "name")
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(PersonEntered), typeof(PersonRenamed) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            PersonEntered f =>
            [
                [f.Person],
            ],
            PersonRenamed f =>
            [
                [f.Person],
            ],
            _ => [],
        };

    protected override PersonRow? Apply(object[] key, PersonRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            PersonEntered f => new(f.Person, f.Name, ""),
            PersonRenamed f when row is not null => row with
            {
                Name = f.Name,
                FormerNames =
                    row.FormerNames.Length == 0
                        ? f.FormerName
                        : row.FormerNames + UnitView.Separator + f.FormerName,
            },
            _ => row,
        };
}
