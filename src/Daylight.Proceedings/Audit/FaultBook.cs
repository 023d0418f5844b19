using System.Collections.Concurrent;

namespace Daylight.Proceedings.Audit;

/// <summary>Collects faults from several threads: all are counted, the first of each kind are kept.</summary>
internal sealed class FaultBook(int mostOfAKind)
{
    private readonly ConcurrentDictionary<AuditFaultKind, long> _counts = new();
    private readonly ConcurrentQueue<AuditFault> _kept = new();

    public IReadOnlyDictionary<AuditFaultKind, long> Counts => _counts;

    /// <summary>Whether a further fault of this kind would be kept.</summary>
    public bool Keeps(AuditFaultKind kind) => _counts.GetValueOrDefault(kind) < mostOfAKind;

    public void Add(AuditFault fault)
    {
        if (_counts.AddOrUpdate(fault.Kind, 1, (_, count) => count + 1) <= mostOfAKind)
        {
            _kept.Enqueue(fault);
        }
    }

    /// <summary>The kept faults, by kind and then as they were found.</summary>
    public IReadOnlyList<AuditFault> Kept => [.. _kept.OrderBy(fault => fault.Kind)];
}
