using System.Collections.Concurrent;
using System.Collections.Frozen;
using Daylight.Accounts.Views;
using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>
/// Who acts, in which office, and what it may do: worked out from the registry and the grants as they are at every request, so
/// that what ended yesterday, or a second ago, opens nothing now.
/// </summary>
/// <remarks>Thread safe. An answer is kept for as long as no fact changed what it rests on, and for its day.</remarks>
public sealed class Mandates(string jurisdiction, IOffices offices, AccountsReading reading) : IMandates
{
    /// <summary>The unit under which administrators act; no unit of the registry.</summary>
    public const string Administration = "administration";

    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    private sealed record Kept(
        long Epoch,
        DateOnly Day,
        AccountRow? Account,
        IReadOnlyList<MandateAnswer> Answers
    );

    /// <summary>
    /// An account with every mandate in which its person may act on a day; null where there is no such account. One look at the
    /// epoch where the answer is known.
    /// </summary>
    public async Task<(AccountRow Account, IReadOnlyList<MandateAnswer> Mandates)?> OfAccount(
        string account,
        DateOnly day,
        CancellationToken cancel
    )
    {
        // The epoch comes first: what is read after it is at least as new.
        var epoch = await reading.Epoch(cancel);
        if (!_kept.TryGetValue(account, out var kept) || kept.Epoch != epoch || kept.Day != day)
        {
            var row = await reading.Account(account, cancel);
            kept = new(
                epoch,
                day,
                row,
                row is null ? [] : await All(row.Person, row.RoleHeld ? row.Role : null, day, cancel)
            );
            // Other sources of offices than the registry may change without a fact.
            if (row is not null && offices is RegistryOffices)
            {
                if (_kept.Count >= MostKept)
                {
                    _kept.Clear();
                }

                _kept[account] = kept;
            }
        }

        return kept.Account is { } known ? (known, kept.Answers) : null;
    }

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

        var role = await reading.RoleOf(person, cancel);
        return (await All(person, role, day, cancel)).FirstOrDefault(one => one.Mandate!.Office == office)
            ?? MandateAnswer.No("这一天没有担任该职务。", "The office is not held on that day.");
    }

    /// <summary>
    /// Every mandate in which a person may act on a day, his own offices first. One of the three administrators acts as
    /// such and in no office: whoever keeps the keys does not use the doors.
    /// </summary>
    public async Task<IReadOnlyList<MandateAnswer>> All(
        string person,
        AdministratorRole? role,
        DateOnly day,
        CancellationToken cancel
    )
    {
        if (role is { } administrator)
        {
            return [Administering(person, administrator)];
        }

        var recused = await Recused(person, cancel);
        var answers = new List<MandateAnswer>();
        foreach (var held in await offices.Of(person, day, cancel))
        {
            answers.Add(await Holding(person, held, recused, cancel));
        }

        foreach (var deputy in await reading.DeputyFor(person, day, cancel))
        {
            if (
                answers.All(answer => answer.Mandate!.Office != deputy.Office)
                && await Deputising(deputy, recused, day, cancel) is { } answer
            )
            {
                answers.Add(answer);
            }
        }

        return answers;
    }

    /// <summary>Null where the one who named the deputy holds the office no more: with it the deputy's mandate is gone.</summary>
    private async Task<MandateAnswer?> Deputising(
        DeputyRow deputy,
        FrozenSet<string> recused,
        DateOnly day,
        CancellationToken cancel
    )
    {
        var held = await offices.Of(deputy.Principal, day, cancel);
        if (held.FirstOrDefault(one => one.Office == deputy.Office) is not { } office)
        {
            return null;
        }

        var powers = (await reading.PowersOf(office.Office, cancel))
            .Select(row => row.Power)
            .Where(deputy.Covers)
            .ToList();
        return new MandateAnswer(
            new Mandate(
                deputy.Deputy,
                office.Office,
                office.Unit,
                powers
                    .Append(AccountsPowers.Desk)
                    .Append(AccountsPowers.Self.Name)
                    .ToFrozenSet(StringComparer.Ordinal)
            )
            {
                Recused = recused,
            },
            $"{office.Title}（代）",
            new Phrase(
                $"受托代行{office.Title}，{deputy.FromDay:yyyy-MM-dd}至{deputy.ToDay:yyyy-MM-dd}，有{powers.Count}项权限。",
                $"Deputy in {office.Title} from {deputy.FromDay:yyyy-MM-dd} to {deputy.ToDay:yyyy-MM-dd}, with {powers.Count} powers."
            ),
            deputy.ToDay
        );
    }

    private async Task<FrozenSet<string>> Recused(string person, CancellationToken cancel) =>
        (await reading.Recusals(person, cancel))
            .Select(row => row.Matter)
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The office id of a role.</summary>
    public static string OfficeOf(AdministratorRole role) =>
        $"administrator-{role.ToString().ToLowerInvariant()}";

    private async Task<MandateAnswer> Holding(
        string person,
        HeldOffice held,
        FrozenSet<string> recused,
        CancellationToken cancel
    )
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
                    .Append(AccountsPowers.Depute.Name)
                    .ToFrozenSet(StringComparer.Ordinal)
            )
            {
                Recused = recused,
            },
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
