using System.Runtime.CompilerServices;
using Daylight.Proceedings;
using Daylight.Proceedings.Audit;

namespace Daylight.Accounts;

/// <summary>Holds the lines of every closed day of the access journal against the root that was recorded.</summary>
public sealed class AccessAudit(AccountsDatabase database) : ILastingRows
{
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);

    public string Table => "accounts_access";

    public IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(AccessDayClosed), typeof(AccessDayDropped) };

    public IEnumerable<(string Row, string? Hash)> Record(Recorded recorded)
    {
        switch (recorded.Fact)
        {
            case AccessDayClosed f:
                _closed.Add(AccessJournal.Text(f.Day));
                return [(AccessJournal.Text(f.Day), f.Root)];
            case AccessDayDropped f:
                _closed.Remove(AccessJournal.Text(f.Day));
                return [(AccessJournal.Text(f.Day), null)];
            default:
                return [];
        }
    }

    /// <summary>Only days that were closed: today's lines, and those of a day that nobody closed yet, have no root to be held against.</summary>
    public async IAsyncEnumerable<(string Row, string Hash)> Live(
        string jurisdiction,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        foreach (var day in _closed.Order(StringComparer.Ordinal).ToList())
        {
            var (root, count) = await AccessJournal.RootOf(database, jurisdiction, day, cancel);
            if (count > 0)
            {
                yield return (day, root);
            }
        }
    }
}
