using System.Collections.Frozen;
using System.CommandLine;
using Daylight.Accounts;
using Daylight.Ledger;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary>
/// Who acts from the command line. As long as no office carries the power, whoever may run this program on this host's
/// data acts for the host, under the id that he names: so a county is founded. Once an office carries it, the person must
/// hold such an office today, as on the desk, and acts in it.
/// </summary>
internal static class Acting
{
    public static Option<string> By() =>
        new("--by")
        {
            Description =
                "办理人的编号（不写姓名），须有相应权限；提请与核对须是两个人。 Opaque id of the person, who must hold the power; proposing and confirming take two.",
            Required = true,
        };

    public static Option<string?> Seen() =>
        new("--seen")
        {
            Description =
                "您核对的内容的散列；不写则只显示，不采用。 Hash of the content that you checked; without it nothing is adopted.",
        };

    /// <param name="act">What is asked for; its power must be held.</param>
    /// <param name="unit">The unit for which the host acts where no office carries the power.</param>
    /// <param name="id">Id of the act; a new one where null.</param>
    public static async Task<Outcome> Perform(
        Node node,
        NodeLog log,
        string by,
        Act act,
        CancellationToken cancel,
        string unit = "host",
        string? id = null
    )
    {
        var now = node.Options.Time.GetUtcNow();
        return await Mandate(node, log, by, unit, act.Needs, Shanghai.DayOf(now), cancel) is { } mandate
            ? await log.Clerk.Perform(
                new Submission(id ?? FactIds.New(Envelope.WholeMillisecond(now)), act, mandate),
                cancel
            )
            : new Outcome.Refused(new PersonLacksThePower(by, act.Needs.Name));
    }

    /// <summary>The mandate under which a person acts; null where others hold the power and he does not.</summary>
    private static async Task<Mandate?> Mandate(
        Node node,
        NodeLog log,
        string by,
        string unit,
        Power power,
        DateOnly today,
        CancellationToken cancel
    )
    {
        var accounts = node.Accounts;
        var isCarried =
            accounts.Clerk.Jurisdiction == log.Jurisdiction
            && (await accounts.Reading.Powers(power.Name, cancel)).Count > 0;
        if (!isCarried)
        {
            return new Mandate(by, "host", unit, new[] { power.Name }.ToFrozenSet());
        }

        var role = await accounts.Reading.RoleOf(by, cancel);
        return (await accounts.Mandates.All(by, role, today, cancel))
            .Select(answer => answer.Mandate)
            .FirstOrDefault(mandate => mandate is not null && mandate.Lacks(power) is null);
    }
}
