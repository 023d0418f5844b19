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

/// <content>How far subscribers are.</content>
public sealed partial class LogAudit
{
    private void Cursors(ISnapshotReader reader, long size)
    {
        foreach (var (subscriber, next) in reader.Cursors(Jurisdiction))
        {
            _cursors[subscriber] = next;
            if (next > size || next < 0)
            {
                _faults.Add(Say.Cursor(subscriber, next, size));
            }
        }
    }

    /// <summary>Behind a cursor every fact that its subscriber answers was answered: one moved ahead leaves some out.</summary>
    private void LeftOut(FactSums sums)
    {
        foreach (
            var (subscriber, index) in sums.Notices.Values.Where(notice =>
                notice.Index < _cursors.GetValueOrDefault(notice.Subscriber)
            )
        )
        {
            _faults.Add(Say.LeftOut(subscriber, index));
        }
    }
}
