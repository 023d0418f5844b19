using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Views;

/// <summary>
/// That a unit had a place in an item other than its lead, or was reminded of it. It tells where to look and never who may see: a
/// unit may have lost its place since, so that whoever reads asks the item's own row.
/// </summary>
/// <param name="Place">Place of the item in the log where the unit was named when it was opened; 0 where it came in later.</param>
/// <param name="Told">The due instant of the last reminder that went to the unit; null where none did.</param>
public sealed record ConcernRow(string Unit, string Item, long Place, DateTimeOffset? Told);

/// <inheritdoc cref="ConcernRow"/>
public sealed class ItemConcerns()
    : View<ConcernRow>("supervision_concern", version: 1, keyLength: 2, "unit, place", "unit, told")
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type>
        {
            typeof(ItemProposed),
            typeof(Intake.ItemImported),
            typeof(ItemAssigned),
            typeof(PartsAllotted),
            typeof(ObstacleRaised),
            typeof(ItemCarriedOver),
            typeof(ReminderSent),
        };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact is ItemFact fact
            ? Named(fact)
                .Where(unit => unit.Length > 0)
                .Distinct()
                .Select(unit => new object[] { unit, fact.Item })
            : [];

    protected override ConcernRow? Apply(object[] key, ConcernRow? row, Recorded recorded)
    {
        var known =
            row ?? new((string)key[0], (string)key[1], IsOpening(recorded) ? recorded.Index : 0, null);
        return recorded.Fact is ReminderSent told ? known with { Told = told.Due } : known;
    }

    private static bool IsOpening(Recorded recorded) => ItemLetters.Opening.Contains(recorded.Fact.GetType());

    private static IEnumerable<string> Named(ItemFact fact) =>
        fact switch
        {
            ItemProposed f => f.Assistants,
            Intake.ItemImported f => f.Assistants,
            ItemAssigned f => f.Assistants,
            PartsAllotted f => f.Parts.Select(part => part.Unit),
            ObstacleRaised f => [f.Body],
            ItemCarriedOver f => [f.To],
            ReminderSent f => f.To,
            _ => [],
        };
}
