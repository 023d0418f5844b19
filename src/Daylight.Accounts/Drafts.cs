using System.Text.Json;

namespace Daylight.Accounts;

/// <summary>What somebody typed into a form and did not send yet.</summary>
public sealed record Draft(IReadOnlyDictionary<string, IReadOnlyList<string>> Values, DateTimeOffset Saved);

/// <summary>
/// Drafts of forms, one per person, office and form: whoever leaves the office, or acts in another, does not see them.
/// They lie under a key outside the database and go with their act, or after thirty days. Forms of what is sealed keep none.
/// </summary>
public sealed class Drafts(
    AccountsDatabase database,
    AccountsKeys keys,
    string jurisdiction,
    TimeProvider time
)
{
    /// <summary>A draft that nobody touched goes after so long.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Bytes of a draft at most.</summary>
    public const int Most = 64 * 1024;

    /// <summary>Drafts of one person at most; the oldest goes.</summary>
    public const int MostForms = 50;

    /// <returns>False where it is too large; nothing is kept then.</returns>
    public async Task<bool> Save(
        string account,
        string office,
        string form,
        IReadOnlyDictionary<string, IReadOnlyList<string>> values,
        CancellationToken cancel = default
    )
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(values);
        if (plain.Length > Most)
        {
            return false;
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await database.Execute(
            "INSERT INTO accounts_draft (jurisdiction_id, account, form, material, saved_ms) VALUES (@jurisdiction, @account, @key, @material, @now) "
                + "ON CONFLICT (jurisdiction_id, account, form) DO UPDATE SET material = @material, saved_ms = @now",
            new
            {
                jurisdiction,
                account,
                key = Key(office, form),
                material = keys.Seal(plain, Context(account, office, form)),
                now,
            },
            cancel
        );
        await database.Execute(
            "DELETE FROM accounts_draft WHERE jurisdiction_id = @jurisdiction AND account = @account AND form NOT IN "
                + "(SELECT form FROM accounts_draft WHERE jurisdiction_id = @jurisdiction AND account = @account ORDER BY saved_ms DESC LIMIT 50)",
            new { jurisdiction, account },
            cancel
        );
        return true;
    }

    /// <summary>The draft of a form, or null.</summary>
    public async Task<Draft?> Find(
        string account,
        string office,
        string form,
        CancellationToken cancel = default
    )
    {
        var rows = await database.Query<Row>(
            "SELECT material AS Material, saved_ms AS SavedMs FROM accounts_draft WHERE jurisdiction_id = @jurisdiction AND account = @account AND form = @key",
            new
            {
                jurisdiction,
                account,
                key = Key(office, form),
            },
            cancel
        );
        return
            rows is [var row]
            && keys.Open(row.Material, Context(account, office, form)) is { } plain
            && JsonSerializer.Deserialize<Dictionary<string, IReadOnlyList<string>>>(plain) is { } values
            ? new Draft(values, DateTimeOffset.FromUnixTimeMilliseconds(row.SavedMs))
            : null;
    }

    /// <summary>The forms of which a person has a draft in an office.</summary>
    public async Task<IReadOnlySet<string>> Forms(
        string account,
        string office,
        CancellationToken cancel = default
    )
    {
        var found = await database.Query<string>(
            "SELECT form FROM accounts_draft WHERE jurisdiction_id = @jurisdiction AND account = @account",
            new { jurisdiction, account },
            cancel
        );
        var own = Key(office, "");
        return found
            .Where(key => key.StartsWith(own, StringComparison.Ordinal))
            .Select(key => key[own.Length..])
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The act was done, or its author wants it gone.</summary>
    public async Task<int> Drop(
        string account,
        string office,
        string form,
        CancellationToken cancel = default
    ) =>
        // Most forms are sent without a draft, and a write waits for the disk.
        (await Forms(account, office, cancel)).Contains(form)
            ? await database.Execute(
                "DELETE FROM accounts_draft WHERE jurisdiction_id = @jurisdiction AND account = @account AND form = @key",
                new
                {
                    jurisdiction,
                    account,
                    key = Key(office, form),
                },
                cancel
            )
            : 0;

    /// <summary>Drops what nobody touched for long.</summary>
    public Task<int> Sweep(CancellationToken cancel = default) =>
        database.Execute(
            "DELETE FROM accounts_draft WHERE jurisdiction_id = @jurisdiction AND saved_ms < @before",
            new { jurisdiction, before = (time.GetUtcNow() - Kept).ToUnixTimeMilliseconds() },
            cancel
        );

    private static string Key(string office, string form) => $"{office}\n{form}";

    private static string Context(string account, string office, string form) =>
        $"draft\n{account}\n{office}\n{form}";

    private sealed record Row(byte[] Material, long SavedMs);
}
