using System.Text.Json;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>A token of a program as its holder sees it.</summary>
/// <param name="Scopes">Powers of the office that the program may use; nothing else of it.</param>
public sealed record ApiToken(
    string Id,
    string Name,
    string Office,
    IReadOnlyList<string> Scopes,
    DateTimeOffset Since,
    DateTimeOffset Until
);

/// <summary>
/// Tokens with which programs call <c>/api</c>: random, kept as a keyed hash, for some powers of one office, for a time,
/// ended with the office.
/// </summary>
public sealed class Tokens(AccountsDesk desk)
{
    /// <summary>What every token begins with, so that scanners of leaked secrets find it.</summary>
    public const string Prefix = "daylight_";

    /// <summary>Days that a token lasts at most.</summary>
    public const int MostDays = 365;

    private sealed record Held(string Name, string Office, IReadOnlyList<string> Scopes);

    /// <summary>Issues a token. Its secret is shown once; only those powers are taken that the mandate carries.</summary>
    public async Task<(Outcome Outcome, string Secret)> Issue(
        string account,
        Mandate mandate,
        string name,
        IEnumerable<string> scopes,
        int days,
        CancellationToken cancel = default
    )
    {
        var secret = Prefix + Secrets.New();
        var held = new Held(
            name.Trim(),
            mandate.Office,
            [.. scopes.Where(mandate.Powers.Contains).Distinct().Order(StringComparer.Ordinal)]
        );
        var row = desk.Row(
            account,
            CredentialKind.Token,
            JsonSerializer.SerializeToUtf8Bytes(held),
            FoundBy(secret),
            TimeSpan.FromDays(Math.Clamp(days, 1, MostDays))
        );
        var outcome = await desk.Credentials.Change(
            desk.Submit(new Factors.SetAct(account, desk.New(row), []), AccountsDesk.Own(mandate.Person)),
            [row],
            [],
            cancel
        );
        return (outcome, secret);
    }

    /// <summary>The scope of a feed. It is no power: a program that presents the token as one may do nothing with it.</summary>
    public const string Feed = "feed";

    /// <summary>Issues the secret of a feed of due days, for one office and a year.</summary>
    public async Task<(Outcome Outcome, string Secret)> IssueFeed(
        string account,
        Mandate mandate,
        string name,
        CancellationToken cancel = default
    )
    {
        var secret = Prefix + Secrets.New();
        var row = desk.Row(
            account,
            CredentialKind.Token,
            JsonSerializer.SerializeToUtf8Bytes(new Held(name, mandate.Office, [Feed])),
            FoundBy(secret),
            TimeSpan.FromDays(MostDays)
        );
        var outcome = await desk.Credentials.Change(
            desk.Submit(new Factors.SetAct(account, desk.New(row), []), AccountsDesk.Own(mandate.Person)),
            [row],
            [],
            cancel
        );
        return (outcome, secret);
    }

    /// <summary>The mandate whose due days a feed tells; null as in <see cref="Use"/>, and for a token that is no feed.</summary>
    public async Task<(Mandate Mandate, string Token)?> UseFeed(
        string secret,
        CancellationToken cancel = default
    ) =>
        await Use(secret, cancel) is { } used
        && (await Of(used.Account, cancel)).FirstOrDefault(token => token.Id == used.Token)
            is { Scopes: [Feed] }
            ? (used.Mandate, used.Token)
            : null;

    /// <summary>The tokens of an account.</summary>
    public async Task<IReadOnlyList<ApiToken>> Of(string account, CancellationToken cancel = default) =>
        [
            .. (await desk.Credentials.Of(account, cancel))
                .Where(row => row.KindOf is CredentialKind.Token && row.IsGood(desk.Now))
                .Select(Read),
        ];

    /// <summary>
    /// The mandate in which the holder of a token acts now, cut down to its scopes; null where the token is unknown, over or
    /// ended, or its office is held no more.
    /// </summary>
    public async Task<(Mandate Mandate, string Account, string Token)?> Use(
        string secret,
        CancellationToken cancel = default
    )
    {
        if (
            !secret.StartsWith(Prefix, StringComparison.Ordinal)
            || secret.Length > 100
            || await desk.Credentials.By(FoundBy(secret), CredentialKind.Token, cancel) is not { } row
            || !row.IsGood(desk.Now)
            || await desk.Mandates.OfAccount(row.Account, Shanghai.DayOf(desk.Now), cancel)
                is not
                ({ Standing: AccountStanding.Open } account, var answers)
        )
        {
            return null;
        }

        var token = Read(row);
        var answer = answers.FirstOrDefault(one => one.Mandate!.Office == token.Office);
        return answer?.Mandate is { } mandate
            ? (
                mandate with
                {
                    Powers = System.Collections.Frozen.FrozenSet.ToFrozenSet(
                        mandate.Powers.Where(token.Scopes.Contains),
                        StringComparer.Ordinal
                    ),
                },
                account.Account,
                token.Id
            )
            : null;
    }

    private static ApiToken Read(CredentialRow row)
    {
        var held = JsonSerializer.Deserialize<Held>(row.Material)!;
        return new ApiToken(
            row.Id,
            held.Name,
            held.Office,
            held.Scopes,
            row.Since,
            row.Until ?? DateTimeOffset.MaxValue
        );
    }

    private string FoundBy(string secret) => desk.Keys.Mac("token", secret);
}
