using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>Deputyships that somebody gave to a person and that he has not taken on.</summary>
internal sealed class DeputiesWaiting(AccountsDesk desk, INames names) : IDutySource
{
    private static readonly Phrase s_accept = new("答复委托代行", "Answer a deputyship");

    public async Task<IReadOnlyList<WaitingDuty>> Of(Mandate mandate, CancellationToken cancel) =>
        [
            .. (await desk.Reading.GivenTo(mandate.Person, Shanghai.DayOf(desk.Time.GetUtcNow()), cancel))
                .Where(row => !row.Accepted)
                .Take(20)
                .Select(row => new WaitingDuty(
                    s_accept,
                    names.Of(row.Principal),
                    "/desk/account",
                    row.FromDay
                )),
        ];
}
