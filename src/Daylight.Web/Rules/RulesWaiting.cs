using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Web.Rules;

/// <summary>Packs and calendar years that somebody else proposed.</summary>
internal sealed class RulesWaiting(ICounter counter) : IDutySource
{
    private static readonly Phrase s_confirm = new("确认规则", "Confirm rules");

    public async Task<IReadOnlyList<WaitingDuty>> Of(Mandate mandate, CancellationToken cancel) =>
        mandate.Lacks(AdoptPack.Power) is not null
            ? []
            :
            [
                .. (await AdoptionList.Of(counter.Store, counter.Clerk.Jurisdiction, cancel))
                    .Where(row => row.Waiting is not null && row.WaitingBy != mandate.Person)
                    .Select(row => new WaitingDuty(
                        s_confirm,
                        row.WaitingTitle ?? row.Name,
                        row.Kind is AdoptionKind.Pack ? "/desk/rules" : "/desk/rules/calendar"
                    )),
            ];
}
