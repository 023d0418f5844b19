using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Proceedings.Attachments;
using Daylight.Proceedings.Publishing;
using Daylight.Proceedings.Sealing;
using Daylight.Store;

namespace Daylight.Proceedings.Audit;

/// <content>What lasts beside the facts: contents, files, keys of cases, the pool, rows of other tables.</content>
public sealed partial class LogAudit
{
    /// <summary>The keys of cases, from their wraps as they stand in the database.</summary>
    private CaseKeys Keys(ISnapshotReader reader)
    {
        var keys = _setup.Clerk.Keys.Empty();
        foreach (var wrapped in reader.WrappedKeys(Jurisdiction))
        {
            _keys.Add(wrapped.KeyId);
            try
            {
                keys.Learn([wrapped]);
            }
            catch (CryptographicException)
            {
                _faults.Add(
                    Say.Key(
                        AuditFaultKind.KeyDiffers,
                        wrapped.KeyId,
                        "its wrap was not made for this case under this master key",
                        "封装的密钥不是用本机主密钥为本案制作的"
                    )
                );
            }
        }

        return keys;
    }

    private void Record(ILastingRows rows, Recorded fact)
    {
        foreach (var (row, hash) in rows.Record(fact))
        {
            if (hash is null)
            {
                _lasting.Remove((rows.Table, row));
            }
            else
            {
                _lasting[(rows.Table, row)] = hash;
            }
        }
    }

    private void Contents(ISnapshotReader reader)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var content in reader.Contents(Jurisdiction))
        {
            found.Add(content.Hash);
            if (ContentHash.Of(content.Bytes) != content.Hash)
            {
                _faults.Add(
                    Say.Content(
                        AuditFaultKind.ContentDiffers,
                        content.Hash,
                        "its bytes have another hash",
                        "内容与散列值不符"
                    )
                );
            }

            if (!_contents.ContainsKey(content.Hash))
            {
                _faults.Add(
                    Say.Content(
                        AuditFaultKind.ContentUnnamed,
                        content.Hash,
                        "no fact names it",
                        "没有记录引用它"
                    )
                );
            }
        }

        foreach (var (hash, index) in _contents.Where(entry => !found.Contains(entry.Key)))
        {
            _faults.Add(
                Say.Content(
                    AuditFaultKind.ContentMissing,
                    hash,
                    $"fact {index} names it and it is missing",
                    $"第{index}号记录引用了它，但它不在库中"
                )
            );
        }
    }

    /// <summary>Every file that a fact names is there, unless its case was erased, and has the hash that the fact gives.</summary>
    private async Task Files(ISnapshotReader reader, CancellationToken cancel)
    {
        var rows = reader.Attachments(Jurisdiction).ToHashSet();
        if (_files.Count > 0 && _setup.Clerk.Attachments is null)
        {
            Note(
                $"记录引用的{_files.Count}个附件未核对：没有附件文件夹。",
                $"{_files.Count} files that facts name were not compared: there is no folder of attachments."
            );
        }

        Unnamed(rows);
        foreach (var (file, index) in _files.Where(entry => !_erased.Contains(entry.File.Case)))
        {
            if (!rows.Contains(new AttachmentRow(file.Hash, file.Case)))
            {
                _faults.Add(
                    Say.Attachment(
                        AuditFaultKind.AttachmentMissing,
                        file.Hash,
                        index,
                        "its row is missing, so that it would be removed as unnamed",
                        "登记缺失，会被当作无人引用而清理"
                    )
                );
            }

            var standing = _setup.Clerk.Attachments is { } folder
                ? await folder.Look(file, cancel)
                : AttachmentStanding.Whole;
            if (standing == AttachmentStanding.Missing)
            {
                _faults.Add(
                    Say.Attachment(
                        AuditFaultKind.AttachmentMissing,
                        file.Hash,
                        index,
                        "it is missing",
                        "文件缺失"
                    )
                );
            }
            else if (standing == AttachmentStanding.Changed)
            {
                _faults.Add(
                    Say.Attachment(
                        AuditFaultKind.AttachmentDiffers,
                        file.Hash,
                        index,
                        "its bytes have another hash",
                        "文件被改动"
                    )
                );
            }
        }
    }

    /// <summary>Rows that no fact names; of a case whose facts cannot be read here nobody can tell.</summary>
    private void Unnamed(HashSet<AttachmentRow> rows)
    {
        var named = _files.Select(entry => new AttachmentRow(entry.File.Hash, entry.File.Case)).ToHashSet();
        foreach (
            var row in rows.Where(row =>
                !named.Contains(row) && (_keys.Contains(row.KeyId) || !_cases.ContainsKey(row.KeyId))
            )
        )
        {
            if (!_erased.Contains(row.KeyId))
            {
                _faults.Add(Say.AttachmentUnnamed(row.Hash));
            }
        }
    }

    /// <summary>The pool opens, is there where facts waited in it, and is no older than this node remembers.</summary>
    private void Pool(ISnapshotReader reader, CaseKeys keys, FactSums sums)
    {
        var row = reader.Pool(Jurisdiction);
        var least = _setup.Clerk.PoolMemory?.Least ?? 0;
        try
        {
            var pool = WaitingPool.Open(row, Jurisdiction, keys, _setup.Clerk.Kinds);
            if (row is null ? sums.HasUntimed || least > 0 : pool.Written < least)
            {
                _faults.Add(
                    row is null
                        ? Say.Pool(
                            Jurisdiction,
                            "it is missing, and facts have waited in it: what waited is lost",
                            "该行缺失，而曾有记录在其中等待：等待的记录已丢失"
                        )
                        : Say.Pool(
                            Jurisdiction,
                            $"it was written {pool.Written} times, and this node remembers {least}: an older one was put back",
                            $"它写过{pool.Written}次，而本机记得{least}次：被换成了较早的一份"
                        )
                );
            }
        }
        catch (Exception fault)
            when (fault is CryptographicException or JsonException or UnknownFactException)
        {
            _faults.Add(
                Say.Pool(
                    Jurisdiction,
                    "it does not open under this master key: it was changed",
                    "用本机主密钥不能打开：被改动"
                )
            );
        }
    }

    private void CaseKeyRows()
    {
        foreach (var key in _erased.Where(_keys.Contains))
        {
            _faults.Add(
                Say.Key(
                    AuditFaultKind.KeyNotErased,
                    key,
                    "a fact says that it was erased, and its wrap is there",
                    "账本记录它已销毁，而封装的密钥仍在库中"
                )
            );
        }

        foreach (
            var (key, index) in _cases.Where(entry =>
                !_keys.Contains(entry.Key) && !_erased.Contains(entry.Key)
            )
        )
        {
            _faults.Add(
                Say.Key(
                    AuditFaultKind.KeyMissing,
                    key,
                    $"fact {index} is sealed under it, it is gone, and no fact says that it was erased",
                    $"第{index}号记录用它密封，它已不在，而账本中没有销毁它的记录"
                )
            );
        }
    }

    private async Task Lasting(CancellationToken cancel)
    {
        foreach (var rows in _setup.LastingRows)
        {
            await foreach (var (row, hash) in rows.Live(Jurisdiction, cancel))
            {
                if (!_lasting.Remove((rows.Table, row), out var recorded))
                {
                    _faults.Add(
                        Say.Row(
                            AuditFaultKind.RowUnknown,
                            rows.Table,
                            row,
                            "no fact records this row",
                            "没有记录说过这一行"
                        )
                    );
                }
                else if (recorded != hash)
                {
                    _faults.Add(
                        Say.Row(
                            AuditFaultKind.RowDiffers,
                            rows.Table,
                            row,
                            "it is not as the last fact about it records it",
                            "与账本中最后一次记录不符"
                        )
                    );
                }
            }
        }

        foreach (var (table, row) in _lasting.Keys)
        {
            _faults.Add(
                Say.Row(
                    AuditFaultKind.RowMissing,
                    table,
                    row,
                    "a fact records this row, and it is gone",
                    "账本中有，表中没有"
                )
            );
        }
    }
}
