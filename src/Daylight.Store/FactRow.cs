namespace Daylight.Store;

/// <summary>One fact as it is kept: the bytes that were committed, never serialised again.</summary>
/// <param name="Index">Place in the log, from 0, dense.</param>
/// <param name="Salt">32 random bytes of the commitment.</param>
/// <param name="Envelope">Canonical JSON, open or sealed.</param>
public sealed record FactRow(long Index, byte[] Salt, byte[] Envelope);

/// <summary>Ties a fact to a stream at a version. Versions of a stream start at 1 and are dense.</summary>
public readonly record struct StreamRow(string Stream, long Version, long Index);

/// <summary>The idempotency record of an act: same id, same content, same person means the same receipt.</summary>
/// <param name="ActId">Chosen by the client.</param>
/// <param name="First">Index of its first fact.</param>
/// <param name="Count">How many facts it recorded, consecutive from <paramref name="First"/>.</param>
/// <param name="Digest">Keyed digest over act and person; what keys it is not in the database.</param>
public sealed record ActRow(string ActId, long First, int Count, byte[] Digest);

/// <summary>Size of a log and the edge of its tree, bytes as <c>Daylight.Ledger.Edge</c> writes them.</summary>
/// <param name="Views">Raised whenever a view is swapped or the pool changes: who decided before that appends nothing after it.</param>
public sealed record LogHead(long Size, byte[] Edge, long Views = 0);
