using System.Collections.Frozen;
using System.Reflection;
using Daylight.Ledger;
using Daylight.Proceedings;

namespace Daylight.Openness.Publication;

/// <summary>Which kinds of facts may be opened to the public, and how they are read. Anything else is refused, on both sides.</summary>
/// <param name="kinds">The kinds that this program knows.</param>
/// <param name="sources">How mechanisms show theirs.</param>
public sealed class PublicKinds(FactKinds kinds, IReadOnlyList<IPublicSource> sources)
{
    private readonly FrozenSet<(string, int)> _public = kinds
        .All.Where(kind => kind.Key.GetCustomAttribute<PublicFactAttribute>() is not null)
        .Select(kind => kind.Value)
        .ToFrozenSet();

    public IReadOnlyList<IPublicSource> Sources => sources;

    /// <summary>The envelope, where it is an open one of a public kind; null otherwise.</summary>
    public Envelope? Public(ReadOnlySpan<byte> envelope)
    {
        if (Envelope.IsSealed(envelope))
        {
            return null;
        }

        var open = Envelope.Parse(envelope);
        return _public.Contains((open.Kind, open.KindVersion)) ? open : null;
    }

    /// <summary>The notice of the column that a public fact makes, and its section; null where it makes none.</summary>
    public (IPublicSource Source, PublicNotice Notice)? Notice(Envelope envelope)
    {
        var fact = kinds.Read(envelope.Kind, envelope.KindVersion, envelope.Payload.Span);
        foreach (var source in sources)
        {
            if (source.Read(fact) is { } notice)
            {
                return (source, notice);
            }
        }

        return null;
    }
}
