using System.Runtime.CompilerServices;
using Daylight.Proceedings;
using Daylight.Proceedings.Audit;

namespace Daylight.Accounts;

/// <summary>Holds the rows of credentials against the facts that recorded them.</summary>
public sealed class CredentialAudit(AccountsDatabase database) : ILastingRows
{
    public string Table => "accounts_credential";

    public IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(CredentialSet), typeof(CredentialEnded) };

    public IEnumerable<(string Row, string? Hash)> Record(Recorded recorded) =>
        recorded.Fact switch
        {
            CredentialSet f => [(f.Credential, f.Hash)],
            CredentialEnded f => [(f.Credential, null)],
            _ => [],
        };

    public async IAsyncEnumerable<(string Row, string Hash)> Live(
        string jurisdiction,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        const int most = 1000;
        var last = "";
        while (true)
        {
            var rows = await database.Query<CredentialRow>(
                "SELECT id AS Id, account AS Account, kind AS Kind, material AS Material, found_by AS FoundBy, since_ms AS SinceMs, until_ms AS UntilMs "
                    + "FROM accounts_credential WHERE jurisdiction_id = @jurisdiction AND id > @last ORDER BY id LIMIT @most",
                new
                {
                    jurisdiction,
                    last,
                    most,
                },
                cancel
            );
            foreach (var row in rows)
            {
                yield return (row.Id, row.Hash(jurisdiction));
                last = row.Id;
            }

            if (rows.Count < most)
            {
                yield break;
            }
        }
    }
}
