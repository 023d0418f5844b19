using System.Security.Cryptography;
using Daylight.Proceedings.Rebuild;
using Daylight.Store;
using Daylight.Store.Sqlite;

namespace Daylight.Proceedings.Audit;

/// <summary>
/// A view folded anew, to be compared with the live one. Its rows are held in memory up to a limit, and beyond it in a
/// scratch file that is removed afterwards. One thread.
/// </summary>
internal sealed class FreshView(View view, AuditSetup setup, CaseKeys keys, FaultBook faults)
    : IAsyncDisposable
{
    private readonly Dictionary<object[], object?[]> _rows = new(RowKeyComparer.Instance);
    private readonly HashSet<object[]> _broken = new(RowKeyComparer.Instance);
    private string? _folder;
    private SqliteLogStore? _scratch;
    private BesideTable? _beside;

    public View View => view;

    /// <summary>Folds what a chunk holds for this view.</summary>
    public async ValueTask Fold(
        IReadOnlyList<(object[] Key, Recorded Fact)> touches,
        long upTo,
        CancellationToken cancel
    )
    {
        if (_beside is not null)
        {
            await _beside.Fold(touches, upTo, cancel);
            return;
        }

        foreach (var (key, fact) in touches)
        {
            Fold(key, fact);
        }

        if (_rows.Count > setup.RowsInMemory)
        {
            await Spill(upTo, cancel);
        }
    }

    /// <summary>Rows that differ, are missing or are unknown to the log.</summary>
    public async ValueTask Compare(ISnapshotReader reader, CancellationToken cancel)
    {
        var live = Loaded(reader.Rows(setup.Clerk.Jurisdiction, view.Table));
        if (_scratch is null)
        {
            CompareInMemory(live);
            return;
        }

        // The scratch file keeps no log, so that nothing can be behind: the swap makes its rows readable in order.
        await _scratch.Views.Swap(view.Table, _ => ValueTask.CompletedTask, cancel);
        Merge(
            live,
            Loaded(
                _scratch.Views.All(setup.Clerk.Jurisdiction, view.Table, cancel).ToBlockingEnumerable(cancel)
            )
        );
    }

    /// <summary>
    /// Rows as they were folded. A sealed one whose key is gone ought to be gone too; one that does not open was changed.
    /// </summary>
    private IEnumerable<object?[]> Loaded(IEnumerable<object?[]> stored)
    {
        foreach (var row in stored)
        {
            var loaded = Load(row, out var broken);
            if (loaded is not null)
            {
                yield return loaded;
            }
            else if (broken)
            {
                faults.Add(
                    Row(
                        AuditFaultKind.RowDiffers,
                        KeyOf(row),
                        "it does not open under the key of its case",
                        "用本案密钥打不开，内容被改动"
                    )
                );
                _broken.Add(KeyOf(row));
            }
            else
            {
                Unknown(row);
            }
        }
    }

    private object?[]? Load(object?[] row, out bool broken)
    {
        broken = false;
        try
        {
            return view.Load(row, setup.Clerk.Jurisdiction, keys);
        }
        catch (CryptographicException)
        {
            broken = true;
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_scratch is not null)
        {
            await _scratch.DisposeAsync();
            Directory.Delete(_folder!, recursive: true);
        }
    }

    private void Fold(object[] key, Recorded fact)
    {
        _rows.TryGetValue(key, out var row);
        var next = view.Fold(key, row, fact);
        if (next is null)
        {
            _rows.Remove(key);
        }
        else if (!ReferenceEquals(next, row))
        {
            _rows[key] = next;
        }
    }

    private void CompareInMemory(IEnumerable<object?[]> live)
    {
        foreach (var row in live)
        {
            if (_rows.Remove(KeyOf(row), out var fresh))
            {
                Differ(row, fresh);
            }
            else
            {
                Unknown(row);
            }
        }

        foreach (var key in _rows.Keys)
        {
            Missing(key);
        }
    }

    private void Merge(IEnumerable<object?[]> live, IEnumerable<object?[]> fresh)
    {
        using var ours = fresh.GetEnumerator();
        var more = ours.MoveNext();
        foreach (var row in live)
        {
            var order = 1;
            while (more && (order = RowOrder.Compare(ours.Current, row, view.Table.KeyLength)) < 0)
            {
                Missing(KeyOf(ours.Current));
                more = ours.MoveNext();
            }

            if (more && order == 0)
            {
                Differ(row, ours.Current);
                more = ours.MoveNext();
            }
            else
            {
                Unknown(row);
            }
        }

        for (; more; more = ours.MoveNext())
        {
            Missing(KeyOf(ours.Current));
        }
    }

    private void Differ(object?[] live, object?[] fresh)
    {
        for (var i = 0; i < fresh.Length; i++)
        {
            if (!RowOrder.Same(live[i], fresh[i]))
            {
                faults.Add(
                    Row(
                        AuditFaultKind.RowDiffers,
                        KeyOf(fresh),
                        $"the column {view.Columns[i].Name} differs from the log",
                        $"“{view.Columns[i].Name}”栏与账本不符"
                    ) with
                    {
                        Column = view.Columns[i].Name,
                        Live = view.FoldsSealed ? null : RowOrder.Show(live[i]),
                        Log = view.FoldsSealed ? null : RowOrder.Show(fresh[i]),
                    }
                );
            }
        }
    }

    private void Missing(object[] key)
    {
        if (_broken.Contains(key))
        {
            return;
        }

        faults.Add(
            Row(
                AuditFaultKind.RowMissing,
                key,
                "the log has this row, the table has not",
                "账本中有，表中没有"
            )
        );
    }

    private void Unknown(object?[] row) =>
        faults.Add(
            Row(
                AuditFaultKind.RowUnknown,
                KeyOf(row),
                "the table has this row, the log has not",
                "表中有，账本中没有"
            )
        );

    private AuditFault Row(AuditFaultKind kind, object[] key, string why, string whyZh) =>
        Say.Row(kind, view.Table.Name, string.Join(" ", key.Select(RowOrder.Show)), why, whyZh);

    private object[] KeyOf(object?[] row)
    {
        var key = new object[view.Table.KeyLength];
        for (var i = 0; i < key.Length; i++)
        {
            key[i] = row[i] ?? DBNull.Value;
        }

        return key;
    }

    private async ValueTask Spill(long upTo, CancellationToken cancel)
    {
        _folder = Directory
            .CreateDirectory(Path.Combine(setup.ScratchFolder, $"daylight-audit-{Guid.CreateVersion7():N}"))
            .FullName;
        _scratch = SqliteLogStore.Open(Path.Combine(_folder, "scratch.db"), "OFF");
        await _scratch.SetUp(cancel);
        await _scratch.Views.Ensure(view.Table, cancel);
        var jurisdiction = setup.Clerk.Jurisdiction;
        await _scratch.Views.Begin(jurisdiction, view.Table, resume: false, cancel);
        var rows = _rows
            .Select(row => new RowChange(view.Table, row.Key, view.Store(row.Value, jurisdiction, keys)))
            .ToList();
        await _scratch.Views.Write(jurisdiction, view.Table, rows, 0, upTo, cancel);
        _rows.Clear();
        _rows.TrimExcess();
        _beside = new BesideTable(jurisdiction, view, _scratch, keys, upTo);
    }
}

/// <summary>Keys of rows, equal by their values.</summary>
internal sealed class RowKeyComparer : IEqualityComparer<object[]>
{
    public static RowKeyComparer Instance { get; } = new();

    public bool Equals(object[]? x, object[]? y)
    {
        if (x is null || y is null || x.Length != y.Length)
        {
            return ReferenceEquals(x, y);
        }

        for (var i = 0; i < x.Length; i++)
        {
            if (!RowOrder.Same(x[i], y[i]))
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(object[] obj)
    {
        var hash = default(HashCode);
        foreach (var part in obj)
        {
            if (part is byte[] bytes)
            {
                hash.AddBytes(bytes);
            }
            else
            {
                hash.Add(part);
            }
        }

        return hash.ToHashCode();
    }
}
