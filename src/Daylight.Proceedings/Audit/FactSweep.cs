using System.Security.Cryptography;
using System.Text;
using Daylight.Ledger;
using Daylight.Norms.Calendar;
using Daylight.Proceedings.Notices;
using Daylight.Proceedings.Sealing;
using Daylight.Store;

namespace Daylight.Proceedings.Audit;

/// <summary>Reads and checks each fact by itself: commitment, envelope, act, streams, and the fact in it. Thread safe.</summary>
internal sealed class FactSweep(AuditSetup setup, CaseKeys keys, IReadOnlyList<View> views, FaultBook faults)
{
    private readonly FactWriter _writer = new(
        setup.Clerk.Log,
        setup.Clerk.Jurisdiction,
        setup.Clerk.Kinds,
        keys
    );

    private readonly bool _wantsAll = views.Any(view => view is { Folds: null, FoldsSealed: false });

    private readonly HashSet<Type> _lasting = [.. setup.LastingRows.SelectMany(rows => rows.Folds)];

    private readonly HashSet<Type> _wanted =
    [
        .. views.SelectMany(view => view.Folds ?? new HashSet<Type>()),
        .. setup.LastingRows.SelectMany(rows => rows.Folds),
        .. setup.Subscribers.SelectMany(subscriber => subscriber.Follows),
        typeof(KeyErased),
        .. setup.Clerk.Kinds.All.Select(kind => kind.Key).Where(NamesContent),
    ];

    public Fingerprint Fingerprint { get; private init; } = new();

    /// <summary>Whether chunks hold their stream entries, not only the sum of them.</summary>
    private bool KeepsStreams { get; init; }

    /// <summary>The same for a second look: no views, no faults, but every stream entry.</summary>
    public FactSweep Silently() =>
        new(setup with { LastingRows = [], Subscribers = [] }, keys, [], new FaultBook(0))
        {
            Fingerprint = Fingerprint,
            KeepsStreams = true,
        };

    public FactChunk Read(ISnapshotReader reader, long from, long to)
    {
        var chunk = new FactChunk(from, (int)(to - from), views.Count);
        var next = from;
        var closed = new List<(long Index, byte[] Envelope)>();
        reader.Facts(
            setup.Clerk.Jurisdiction,
            from,
            to,
            (index, salt, envelope) =>
            {
                Miss(chunk, next, index);
                next = index + 1;
                Hash(chunk, index, salt, envelope);
                if (Envelope.IsSealed(envelope))
                {
                    closed.Add((index, envelope.ToArray()));
                    return;
                }

                try
                {
                    Open(chunk, index, envelope);
                }
                catch (MalformedException fault)
                {
                    faults.Add(Say.Malformed(index, fault.Message));
                }
            }
        );
        Miss(chunk, next, to);
        if (closed.Count > 0)
        {
            // Read after the facts: a reader does one thing at a time.
            var parts = new ActParts(reader.ActsBetween(setup.Clerk.Jurisdiction, from, to));
            closed.ForEach(entry => Sealed(chunk, entry.Index, entry.Envelope, parts.Of(entry.Index)));
        }

        return chunk;
    }

    private void Miss(FactChunk chunk, long from, long to)
    {
        for (var index = from; index < to; index++)
        {
            faults.Add(Say.Missing(index));
            chunk.Missing.Add((int)(index - chunk.From));
        }
    }

    private void Hash(FactChunk chunk, long index, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> envelope)
    {
        var at = (int)(index - chunk.From);
        if (salt.Length == Commitment.SaltSize)
        {
            chunk.Leaves[at] = Tree.LeafHash(Commitment.Of(salt, envelope));
            return;
        }

        chunk.Missing.Add(at);
        faults.Add(Say.Malformed(index, $"its salt has {salt.Length} bytes"));
    }

    private void Open(FactChunk chunk, long index, ReadOnlySpan<byte> bytes)
    {
        var envelope = Envelope.Parse(bytes);
        var at = (int)(index - chunk.From);
        var instant = envelope.RecordedAt.ToUnixTimeMilliseconds();
        chunk.Times[at] = (instant, instant);
        Place(chunk, index, envelope.Index, envelope.Log);
        Sums(chunk, index, envelope);
        if (setup.Clerk.Kinds.TypeOf(envelope.Kind, envelope.KindVersion) is not { } type)
        {
            faults.Add(Say.Unreadable(index, $"{envelope.Kind} {envelope.KindVersion}"));
        }
        else if (_wantsAll || type.IsAssignableTo(typeof(ILifted)) || _wanted.Contains(type))
        {
            Read(chunk, index, envelope);
        }
    }

    private void Read(FactChunk chunk, long index, Envelope envelope)
    {
        try
        {
            var fact = setup.Clerk.Kinds.Read(envelope.Kind, envelope.KindVersion, envelope.Payload.Span);
            Touch(chunk, new Recorded(setup.Clerk.Jurisdiction, envelope, fact, Sealed: false));
        }
        catch (UnknownFactException fault)
        {
            faults.Add(Say.Unreadable(index, fault.Message));
        }
    }

    private void Sealed(FactChunk chunk, long index, byte[] bytes, ActPart? part)
    {
        try
        {
            var outer = SealedEnvelope.Parse(bytes);
            chunk.Times[(int)(index - chunk.From)] = (
                Shanghai.StartOf(outer.Day).ToUnixTimeMilliseconds(),
                Shanghai.StartOf(outer.Day.AddDays(1)).AddMilliseconds(-1).ToUnixTimeMilliseconds()
            );
            chunk.Cases.TryAdd(outer.Sealed.Key, index);
            Place(chunk, index, outer.Index, outer.Log);
            if (_writer.Read(new FactRow(index, [], bytes), part) is { } opened)
            {
                var instant = opened.At.ToUnixTimeMilliseconds();
                chunk.Times[(int)(index - chunk.From)] = (instant, instant);
                Sums(chunk, index, opened.Envelope);
                Touch(chunk, opened);
                return;
            }
        }
        catch (MalformedException fault)
        {
            faults.Add(Say.Malformed(index, fault.Message));
        }
        catch (CryptographicException)
        {
            faults.Add(
                Say.Malformed(index, "its ciphertext does not open under the key of its case and its act")
            );
        }
        catch (UnknownFactException fault)
        {
            faults.Add(Say.Unreadable(index, fault.Message));
        }

        chunk.Unreadable.Add(index);
    }

    private void Place(FactChunk chunk, long index, long claimed, string log)
    {
        if (index != claimed)
        {
            faults.Add(Say.OutOfPlace(index, claimed, log));
        }

        if (chunk.Origins.Count == 0 || chunk.Origins[^1].Log != log)
        {
            chunk.Origins.Add((index, log));
        }
    }

    private void Sums(FactChunk chunk, long index, Envelope envelope)
    {
        chunk.Parts[(int)(index - chunk.From)] = envelope.Act;
        Span<byte> buffer = stackalloc byte[256];
        foreach (var (stream, version) in envelope.Streams)
        {
            chunk.Streams += Fingerprint.Of(Utf8(stream, buffer), version, index);
            if (KeepsStreams)
            {
                chunk.StreamRows.Add(new StreamRow(stream, version, index));
            }
        }

        if (envelope.Act.Part == 1)
        {
            chunk.Acts += Fingerprint.Of(Utf8(envelope.Act.Id, buffer), index, envelope.Act.Of);
        }
    }

    private static ReadOnlySpan<byte> Utf8(string text, Span<byte> buffer) =>
        Encoding.UTF8.TryGetBytes(text, buffer, out var written)
            ? buffer[..written]
            : Encoding.UTF8.GetBytes(text);

    private void Touch(FactChunk chunk, Recorded recorded)
    {
        for (var i = 0; i < views.Count; i++)
        {
            if (views[i].Wants(recorded))
            {
                foreach (var key in views[i].Keys(recorded))
                {
                    chunk.Touches[i].Add((key, recorded));
                }
            }
        }

        if (recorded.Fact is KeyErased erased)
        {
            chunk.Erased.Add(erased.Key);
        }

        foreach (var file in recorded.Fact.Attachments)
        {
            chunk.Files.Add((file, recorded.Index));
        }

        foreach (var hash in recorded.Fact.ContentHashes)
        {
            chunk.Contents.Add((hash, recorded.Index));
        }

        if (_lasting.Contains(recorded.Fact.GetType()))
        {
            chunk.ForLastingRows.Add(recorded);
        }

        foreach (var subscriber in setup.Subscribers)
        {
            if (
                subscriber.Follows.Contains(recorded.Fact.GetType()) && subscriber.React(recorded) is not null
            )
            {
                chunk.Notices.Add(
                    (Subscriber.ActId(subscriber.Name, recorded.Index), subscriber.Name, recorded.Index)
                );
            }
        }

        chunk.HasUntimed |=
            recorded.Fact is SealedFact && setup.Clerk.Kinds.ShapeOf(recorded.Fact).IsOfDayPrecision;
    }

    /// <summary>Facts of this type name content or files by hash, whether a view wants them or not.</summary>
    private static bool NamesContent(Type type) =>
        type.GetProperty(nameof(Fact.ContentHashes))!.DeclaringType != typeof(Fact)
        || type.GetProperty(nameof(Fact.Attachments))!.DeclaringType != typeof(Fact);
}
