using Daylight.Accounts.Views;
using Daylight.Proceedings;
using Daylight.Ui;

namespace Daylight.Accounts.Faces;

/// <summary>Puts a proposal of the administrators into words: whom, and what he is to get.</summary>
internal sealed class GrantWords(AccountsDesk desk, INames names)
{
    private static readonly Words s_words = Words.Of(typeof(GrantWords));

    public Task<string> Told(GrantRow row, Language language) =>
        Told(row.Kind, row.Recipient, row.What, language);

    public async Task<string> Told(GrantKind kind, string to, string what, Language language) =>
        kind switch
        {
            GrantKind.Account or GrantKind.Recovery => what,
            GrantKind.Role =>
                $"{(await desk.Reading.Account(to))?.Name ?? to} {Titles.Of(Enum.Parse<AdministratorRole>(what)).In(language)}",
            GrantKind.Power => $"{names.Of(to)} {Power(what, language)}",
        };

    /// <summary>The name of a power; its code where a mechanism brought no words for it.</summary>
    public static string Power(string power, Language language) =>
        s_words.Knows(language, $"power.{power}") ? s_words.Say(language, $"power.{power}") : power;

    public static string Say(string key, Language language) => s_words.Say(language, key);
}
