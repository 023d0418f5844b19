using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Supervision;

/// <summary>Rows of a view as the facts of a trial fold into it.</summary>
internal static class Folded
{
    private static readonly FactKinds s_kinds = new(
        typeof(ItemAssigned).Assembly,
        typeof(Daylight.Registry.UnitRegistered).Assembly
    );

    public static IReadOnlyList<TRow> Of<TRow>(View<TRow> view, Trial trial)
        where TRow : class
    {
        var rows = new Dictionary<string, object?[]?>(StringComparer.Ordinal);
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var at = 0; at < trial.Facts.Count; at++)
        {
            var recorded = Recorded(trial, at, versions);
            foreach (var key in view.Keys(recorded))
            {
                var name = string.Join('\n', key);
                rows[name] = view.Fold(key, rows.GetValueOrDefault(name), recorded);
            }
        }

        return [.. rows.Values.OfType<object?[]>().Select(RowCodec<TRow>.Instance.Read)];
    }

    private static Recorded Recorded(Trial trial, int at, Dictionary<string, long> versions)
    {
        var fact = trial.Facts[at];
        var (kind, version) = s_kinds.KindOf(fact);
        var streams = fact
            .Streams.Select(stream => new StreamVersion(
                stream,
                versions[stream] = versions.GetValueOrDefault(stream) + 1
            ))
            .ToList();
        var envelope = new Envelope(
            "daylight.test/log",
            at,
            $"f{at}",
            new ActPart($"a{at}", 1, 1),
            streams,
            kind,
            version,
            null,
            Envelope.WholeMillisecond(trial.Recorded[at].At.ToUniversalTime()),
            trial.Recorded[at].Who?.Id ?? "",
            fact.Subjects,
            [],
            null,
            FactKinds.Write(fact)
        );
        return new Recorded("990101", envelope, fact, Sealed: false);
    }
}
