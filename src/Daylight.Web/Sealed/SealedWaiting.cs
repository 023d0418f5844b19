using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Proceedings.Notices;
using Daylight.Proceedings.Sealing;

namespace Daylight.Web.Sealed;

/// <summary>Erasures that somebody else proposed, and refused notices of one's unit.</summary>
internal sealed class SealedWaiting(ICounter counter) : IDutySource
{
    private static readonly Phrase s_decide = new("决定是否销毁", "Decide an erasure");
    private static readonly Phrase s_settle = new("处理拒收事项", "Settle a refused notice");

    public async Task<IReadOnlyList<WaitingDuty>> Of(Mandate mandate, CancellationToken cancel)
    {
        var (store, log) = (counter.Store, counter.Clerk.Jurisdiction);
        IReadOnlyList<ErasureRow> erasures = mandate.Lacks(EraseCase.Power) is null
            ? await SealedReading.Erasures(store, log, cancel)
            : [];
        IReadOnlyList<NoticeRow> notices = mandate.Lacks(SettleNotice.Power) is null
            ? await SealedReading.Notices(store, log, mandate.Unit, cancel)
            : [];
        return
        [
            .. erasures
                .Where(row => row.Standing is ErasureStanding.Proposed && row.ProposedBy != mandate.Person)
                .Take(10)
                .Select(row => new WaitingDuty(
                    s_decide,
                    row.CaseId,
                    $"/desk/erasures/case?case={Uri.EscapeDataString(row.CaseId)}"
                )),
            .. notices
                .Where(row => row.SettledAt is null)
                .Take(10)
                .Select(row => new WaitingDuty(s_settle, row.Subscriber, "/desk/notices")),
        ];
    }
}
