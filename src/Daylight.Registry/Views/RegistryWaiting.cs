using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Registry.Views;

/// <summary>Desks that were handed to a person and wait for his signature, and posts whose rotation comes near.</summary>
public sealed class RegistryWaiting(RegistryReading reading, INames names, ICounter counter) : IDutySource
{
    /// <summary>How far ahead whoever appoints is told: a move takes months to prepare.</summary>
    private const int MonthsAhead = 6;

    private static readonly Phrase s_sign = new("签收交接", "Sign for a desk");
    private static readonly Phrase s_agree = new("同意或者不同意导出", "Decide an export");
    private static readonly Phrase s_rotate = new("安排轮岗", "Arrange a rotation");

    public async Task<IReadOnlyList<WaitingDuty>> Of(Mandate mandate, CancellationToken cancel)
    {
        var today = Shanghai.DayOf(counter.Time.GetUtcNow());
        var desks = await reading.DesksFor(mandate.Person);
        var rotations = mandate.Lacks(RegistryPowers.Appoint) is null
            ? await reading.Rotations(mandate.Unit, Shanghai.EndOf(today.AddMonths(MonthsAhead)))
            : [];
        var exports = mandate.Lacks(RegistryPowers.Maintain) is null ? await reading.Exports() : [];
        return
        [
            .. exports
                .Where(row => row.Agreed < 0 && row.Person != mandate.Person)
                .Take(5)
                .Select(row => new WaitingDuty(s_agree, row.Purpose, "/desk/registry/tables")),
            .. desks.Select(row => new WaitingDuty(
                s_sign,
                names.Of(row.Post),
                $"/desk/registry/posts/{row.Post}"
            )),
            .. rotations.Select(row => new WaitingDuty(
                s_rotate,
                $"{names.Of(row.Post.Unit)} {row.Post.Name}",
                $"/desk/registry/posts/{row.Post.Post}",
                row.Duty.Due is { } due ? Shanghai.DayOf(due) : null
            )),
        ];
    }
}
