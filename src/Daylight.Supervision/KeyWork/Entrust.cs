using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>责任到人: the unit names its department and person. The parent keeps the clock.</summary>
public static class Entrust
{
    public sealed record Act(string Item, string Department, string Person) : UnitAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            !item.IsOpen ? new ItemIsElsewhere(item.Number, item.Phase, "办理中")
            : string.IsNullOrWhiteSpace(Department) || string.IsNullOrWhiteSpace(Person)
                ? new ItemNeedsItsWords("责任科室和责任人")
            : new ItemDelegated(item.Id, hearing.Mandate.Unit, Department.Trim(), Person.Trim());
    }
}
