using Daylight.Ledger;
using Daylight.Store;

namespace Daylight.Proceedings.Audit;

/// <summary>What one thread found in a stretch of facts; the tree, the order of times and the views need the ones before it.</summary>
internal sealed class FactChunk(long from, int count, int views)
{
    /// <summary>Facts of a full chunk: a whole number of tiles.</summary>
    public const int Length = 1024;

    public long From { get; } = from;

    public long To { get; } = from + count;

    /// <summary>Leaf hash of each fact; meaningless where <see cref="Missing"/> says so.</summary>
    public Hash[] Leaves { get; } = new Hash[count];

    /// <summary>Places whose fact is not there or has no commitment.</summary>
    public HashSet<int> Missing { get; } = [];

    /// <summary>Earliest and latest instant, in UTC milliseconds, at which each fact can have been recorded; a sealed one tells its day.</summary>
    public (long Least, long Most)[] Times { get; } =
    [.. Enumerable.Repeat((long.MinValue, long.MaxValue), count)];

    /// <summary>Where the origin that facts bear changes, the first fact included; open and sealed facts apart.</summary>
    public List<(long Index, string Log)> Origins { get; } = [];

    /// <summary>The act part of each fact; null where it cannot be read.</summary>
    public ActPart?[] Parts { get; } = new ActPart?[count];

    /// <summary>The stream entries themselves, where they are asked for.</summary>
    public List<StreamRow> StreamRows { get; } = [];

    /// <summary>Sum over the stream entries of these facts.</summary>
    public UInt128 Streams { get; set; }

    /// <summary>Sum over the acts that begin in this chunk.</summary>
    public UInt128 Acts { get; set; }

    /// <summary>Sealed facts whose key is gone or not held.</summary>
    public List<long> Unreadable { get; } = [];

    /// <summary>What each view folds, in order.</summary>
    public List<(object[] Key, Recorded Fact)>[] Touches { get; } =
    [.. Enumerable.Range(0, views).Select(_ => new List<(object[], Recorded)>())];

    /// <summary>Facts that lasting rows look at.</summary>
    public List<Recorded> ForLastingRows { get; } = [];

    /// <summary>The acts of subscribers that these facts ask for, by id.</summary>
    public List<(string ActId, string Subscriber, long Index)> Notices { get; } = [];

    /// <summary>Whether a fact was entered without a time, and so waited in the pool.</summary>
    public bool HasUntimed { get; set; }

    /// <summary>Hashes of content that these facts name.</summary>
    public List<(string Hash, long Index)> Contents { get; } = [];

    /// <summary>Files that these facts name.</summary>
    public List<(AttachmentRef File, long Index)> Files { get; } = [];

    /// <summary>Keys that these facts say were erased.</summary>
    public List<string> Erased { get; } = [];

    /// <summary>Cases that seal facts here, each with the first such index.</summary>
    public Dictionary<string, long> Cases { get; } = new(StringComparer.Ordinal);
}
