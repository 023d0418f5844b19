using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>移交: the responsible person leaves; the unit names who takes the item over, and what is open. No clock moves.</summary>
public static class HandOver
{
    /// <param name="Open">离任未了事项: what is still open, in words.</param>
    public sealed record Act(string Item, string Department, string Person, string Open) : UnitAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            !item.IsOpen && item.Phase is not ItemPhase.Paused
                ? new ItemIsElsewhere(item.Number, item.Phase, "办理中")
            : string.IsNullOrWhiteSpace(Person) || string.IsNullOrWhiteSpace(Open)
                ? new ItemNeedsItsWords("接手人和未了事项")
            : Person.Trim() == item.Person && hearing.Mandate.Unit == item.Lead
                ? new HandedToTheSame(item.Number, item.Person)
            : new ItemHandedOver(
                item.Id,
                hearing.Mandate.Unit,
                hearing.Mandate.Unit == item.Lead ? item.Person : "",
                Department.Trim(),
                Person.Trim(),
                Open.Trim()
            );
    }
}
