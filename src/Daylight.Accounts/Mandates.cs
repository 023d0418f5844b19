using System.Collections.Frozen;
using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>
/// Who acts, in which office, and what it may do: worked out from the registry and the grants at every request, so that
/// what ended yesterday, or a second ago, opens nothing now.
/// </summary>
public sealed class Mandates(string jurisdiction, IOffices offices, AccountsReading reading) : IMandates
{
    /// <summary>The unit under which administrators act; no unit of the registry.</summary>
    public const string Administration = "administration";

    public async ValueTask<Mandate?> Of(
        string jurisdiction,
        string person,
        string office,
        DateOnly day,
        CancellationToken cancel
    ) => (await Ask(jurisdiction, person, office, day, cancel)).Mandate;

    /// <summary>The same, with the reason. A question about another jurisdiction is answered with no mandate.</summary>
    public async Task<MandateAnswer> Ask(
        string where,
        string person,
        string office,
        DateOnly day,
        CancellationToken cancel
    )
    {
        if (where != jurisdiction)
        {
            return MandateAnswer.No(
                $"办理身份属于{jurisdiction}，在{where}没有办理身份。",
                $"The mandate is of {jurisdiction}; there is none in {where}."
            );
        }

        var held = await offices.Of(person, day, cancel);
        return held.FirstOrDefault(one => one.Office == office) is { } found
            ? await Holding(person, found, cancel)
            : MandateAnswer.No("这一天没有担任该职务。", "The office is not held on that day.");
    }

    /// <summary>Every mandate in which a person may act on a day, offices first.</summary>
    public async Task<IReadOnlyList<MandateAnswer>> All(
        string person,
        AdministratorRole? role,
        DateOnly day,
        CancellationToken cancel
    )
    {
        var answers = new List<MandateAnswer>();
        foreach (var held in await offices.Of(person, day, cancel))
        {
            answers.Add(await Holding(person, held, cancel));
        }

        if (role is { } administrator)
        {
            answers.Add(Administering(person, administrator));
        }

        return answers;
    }

    /// <summary>The office id of a role.</summary>
    public static string OfficeOf(AdministratorRole role) =>
        $"administrator-{role.ToString().ToLowerInvariant()}";

    private async Task<MandateAnswer> Holding(string person, HeldOffice held, CancellationToken cancel)
    {
        var powers = await reading.PowersOf(held.Office, cancel);
        return new MandateAnswer(
            new Mandate(
                person,
                held.Office,
                held.Unit,
                powers
                    .Select(row => row.Power)
                    .Append(AccountsPowers.Desk)
                    .Append(AccountsPowers.Self.Name)
                    .ToFrozenSet(StringComparer.Ordinal)
            ),
            held.Title,
            new Phrase(
                $"自{held.Since:yyyy-MM-dd}起担任{held.Title}，该职务有{powers.Count}项权限。",
                $"Holds {held.Title} since {held.Since:yyyy-MM-dd}; the office carries {powers.Count} powers."
            ),
            held.Until
        );
    }

    private static MandateAnswer Administering(string person, AdministratorRole role) =>
        new(
            new Mandate(person, OfficeOf(role), Administration, AccountsPowers.Of(role)),
            Titles.Of(role).Zh,
            new Phrase(
                $"{Titles.Of(role).Zh}，由首任链接或两名管理员授权产生。",
                $"Was made {Titles.Of(role).En} by two administrators, or by a first link."
            ),
            null
        );
}

/// <summary>A mandate, or none, and why.</summary>
/// <param name="Title">The office as the header shows it.</param>
/// <param name="Until">The last day, where it is known.</param>
public sealed record MandateAnswer(Mandate? Mandate, string Title, Phrase Because, DateOnly? Until)
{
    internal static MandateAnswer No(string zh, string en) => new(null, "", new Phrase(zh, en), null);
}

/// <summary>Names of the three roles.</summary>
public static class Titles
{
    public static Phrase Of(AdministratorRole role) =>
        role switch
        {
            AdministratorRole.System => new("系统管理员", "System administrator"),
            AdministratorRole.Security => new("安全管理员", "Security administrator"),
            AdministratorRole.Audit => new("审计管理员", "Audit administrator"),
        };
}
