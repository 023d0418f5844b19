using System.Text;
using Daylight.Store;

namespace Daylight.Proceedings.Audit;

/// <summary>
/// Holds act rows and the stream index against the facts: by sums per stretch of facts first, and where a sum differs,
/// row by row.
/// </summary>
internal sealed class IndexAudit(AuditSetup setup, FactSweep sweep, FactSums sums, FaultBook faults)
{
    /// <summary>Stretches that are looked at row by row; beyond it they are only counted.</summary>
    private const int MostDetailed = 64;

    private string Jurisdiction => setup.Clerk.Jurisdiction;

    /// <summary>Every act has its consecutive facts, and the facts say the same.</summary>
    public void Acts(ISnapshotReader reader)
    {
        var found = new UInt128[sums.Acts.Length];
        long next = 0;
        using var marks = setup.Clerk.Keys.Digests.Marks();
        reader.Acts(
            Jurisdiction,
            (id, first, parts, digest) =>
            {
                if (!marks.Fits(id, digest))
                {
                    faults.Add(Say.Digest(Encoding.UTF8.GetString(id)));
                }

                if (sums.Notices.Count > 0)
                {
                    sums.Notices.Remove(Encoding.UTF8.GetString(id));
                }

                if (first != next || parts < 1)
                {
                    faults.Add(
                        Say.Act(
                            Encoding.UTF8.GetString(id),
                            $"it begins at fact {first} with {parts} facts, where fact {next} begins an act",
                            $"它从第{first}号记录起共{parts}条，而应从第{next}号起"
                        )
                    );
                }

                next = first + Math.Max(1, parts);
                if (first >= 0 && first < sums.Size && !sums.Unreadable.Contains(first))
                {
                    found[first / FactChunk.Length] += sweep.Fingerprint.Of(id, first, parts);
                }
            }
        );
        if (next != sums.Size)
        {
            faults.Add(
                Say.Act(
                    $"{next}",
                    $"no act row for the facts from {next} to {sums.Size - 1}",
                    $"第{next}至{sums.Size - 1}号记录没有办理登记"
                )
            );
        }

        foreach (var chunk in Differing(sums.Acts, found))
        {
            ActsOf(reader, chunk);
        }
    }

    /// <summary>Every stream counts from 1 without gaps in order of index, and the facts say the same.</summary>
    public void Streams(ISnapshotReader reader)
    {
        var found = new UInt128[sums.Streams.Length];
        var last = new LastStream();
        reader.Streams(
            Jurisdiction,
            (stream, version, index) =>
            {
                if (!last.GoesOn(stream, version, index) || index < 0 || index >= sums.Size)
                {
                    faults.Add(
                        Say.Stream(
                            new StreamRow(Encoding.UTF8.GetString(stream), version, index),
                            "its stream does not count from 1 without gaps, in the order of the facts",
                            "该序列不是从1起按记录先后连续编号"
                        )
                    );
                }

                if (index >= 0 && index < sums.Size && !sums.Unreadable.Contains(index))
                {
                    found[index / FactChunk.Length] += sweep.Fingerprint.Of(stream, version, index);
                }
            }
        );
        var differing = Differing(sums.Streams, found).ToHashSet();
        if (differing.Count > 0)
        {
            StreamsOf(reader, differing);
        }
    }

    private static IEnumerable<long> Differing(UInt128[] expected, UInt128[] found) =>
        Enumerable
            .Range(0, expected.Length)
            .Where(chunk => expected[chunk] != found[chunk])
            .Take(MostDetailed)
            .Select(chunk => (long)chunk);

    private void ActsOf(ISnapshotReader reader, long chunk)
    {
        var (from, to) = Range(chunk);
        var expected = Again(reader, from, to)
            .Parts.Select((part, at) => (Part: part, Index: from + at))
            .Where(entry => entry.Part is { Part: 1 })
            .Select(entry => (entry.Part!.Value.Id, First: entry.Index, Count: entry.Part.Value.Of))
            .ToHashSet();
        foreach (var act in reader.ActsBetween(Jurisdiction, from, to).Where(act => act.First >= from))
        {
            if (!expected.Remove((act.ActId, act.First, act.Count)) && !sums.Unreadable.Contains(act.First))
            {
                faults.Add(
                    Say.Act(
                        act.ActId,
                        $"fact {act.First} tells of another act",
                        $"第{act.First}号记录属于另一次办理"
                    )
                );
            }
        }

        foreach (var (id, first, count) in expected)
        {
            faults.Add(
                Say.Act(
                    id,
                    $"no row for its {count} facts from {first} on",
                    $"缺少从第{first}号记录起共{count}条的登记"
                )
            );
        }
    }

    private void StreamsOf(ISnapshotReader reader, HashSet<long> chunks)
    {
        var expected = new HashSet<StreamRow>();
        foreach (var (from, to) in chunks.Select(Range))
        {
            expected.UnionWith(Again(reader, from, to).StreamRows);
        }

        reader.Streams(
            Jurisdiction,
            (stream, version, index) =>
            {
                if (!chunks.Contains(index / FactChunk.Length) || sums.Unreadable.Contains(index))
                {
                    return;
                }

                var row = new StreamRow(Encoding.UTF8.GetString(stream), version, index);
                if (!expected.Remove(row))
                {
                    faults.Add(Say.Stream(row, "the fact does not say so", "记录中没有这一项"));
                }
            }
        );
        foreach (var row in expected)
        {
            faults.Add(
                Say.Stream(row, "the fact says so, and the index lacks the row", "记录中有，索引中没有")
            );
        }
    }

    private (long From, long To) Range(long chunk) =>
        (chunk * FactChunk.Length, Math.Min(sums.Size, (chunk + 1) * FactChunk.Length));

    /// <summary>Reads a stretch once more, for its entries; its faults are in the book already.</summary>
    private FactChunk Again(ISnapshotReader reader, long from, long to) =>
        sweep.Silently().Read(reader, from, to);

    /// <summary>The stream row before, without a text per row.</summary>
    private sealed class LastStream
    {
        private byte[] _name = new byte[256];
        private int _length = -1;
        private long _version;
        private long _index;

        public bool GoesOn(ReadOnlySpan<byte> name, long version, long index)
        {
            var same = _length >= 0 && name.SequenceEqual(_name.AsSpan(0, _length));
            var good = same ? version == _version + 1 && index > _index : version == 1;
            if (!same)
            {
                if (_name.Length < name.Length)
                {
                    _name = new byte[name.Length * 2];
                }

                name.CopyTo(_name);
                _length = name.Length;
            }

            (_version, _index) = (version, index);
            return good;
        }
    }
}

/// <summary>What the facts say of acts and streams: a sum per stretch, and which facts could not be read.</summary>
internal sealed class FactSums(long size)
{
    public long Size { get; } = size;

    public UInt128[] Acts { get; } = new UInt128[(size + FactChunk.Length - 1) / FactChunk.Length];

    public UInt128[] Streams { get; } = new UInt128[(size + FactChunk.Length - 1) / FactChunk.Length];

    public HashSet<long> Unreadable { get; } = [];

    /// <summary>Acts of subscribers that facts ask for, by id; those that are there are taken out.</summary>
    public Dictionary<string, (string Subscriber, long Index)> Notices { get; } = new(StringComparer.Ordinal);

    public bool HasUntimed { get; private set; }

    public void Take(FactChunk chunk)
    {
        chunk.Notices.ForEach(notice => Notices.TryAdd(notice.ActId, (notice.Subscriber, notice.Index)));
        HasUntimed |= chunk.HasUntimed;
        Acts[chunk.From / FactChunk.Length] = chunk.Acts;
        Streams[chunk.From / FactChunk.Length] = chunk.Streams;
        Unreadable.UnionWith(chunk.Unreadable);
    }
}
