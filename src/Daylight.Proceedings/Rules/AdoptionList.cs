using System.Text;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>Reads what is adopted and what waits for a second person.</summary>
public static class AdoptionList
{
    /// <summary>Packs and years together; a county has some tens of them.</summary>
    private const int Most = 1000;

    /// <summary>Packs in order of adoption, then years, the latest first.</summary>
    public static async Task<IReadOnlyList<AdoptionRow>> Of(
        ILogStore store,
        string jurisdiction,
        CancellationToken cancel = default
    )
    {
        await using var connection = await store.Read(cancel);
        var rows = await new AdoptionView().Read(
            connection,
            jurisdiction,
            "ORDER BY kind, name LIMIT @Most",
            new { Most }
        );
        return
        [
            .. rows.Where(row => row.Kind is AdoptionKind.Pack)
                .OrderBy(row => row.AdoptedAt ?? DateTimeOffset.MaxValue)
                .ThenBy(row => row.Name, StringComparer.Ordinal),
            .. rows.Where(row => row.Kind is AdoptionKind.CalendarYear)
                .OrderByDescending(row => row.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The pack that waits under a name, with the hash of its content; null where none does.</summary>
    public static async Task<(RulePack Pack, AdoptionRow Row)?> WaitingPack(
        ILogStore store,
        string jurisdiction,
        string name,
        CancellationToken cancel = default
    ) =>
        await Waiting(store, jurisdiction, AdoptionKind.Pack, name, cancel) is { } found
        && RulePack.Open(found.Text).Pack is { } pack
            ? (pack, found.Row)
            : null;

    /// <summary>The year that waits, with the hash of its content; null where none does.</summary>
    public static async Task<(CalendarYear Year, AdoptionRow Row)?> WaitingYear(
        ILogStore store,
        string jurisdiction,
        int year,
        CancellationToken cancel = default
    ) =>
        await Waiting(store, jurisdiction, AdoptionKind.CalendarYear, $"{year}", cancel) is { } found
            ? (CalendarYear.Parse(found.Text), found.Row)
            : null;

    private static async Task<(string Text, AdoptionRow Row)?> Waiting(
        ILogStore store,
        string jurisdiction,
        AdoptionKind kind,
        string name,
        CancellationToken cancel
    )
    {
        var row = (await Of(store, jurisdiction, cancel)).FirstOrDefault(row =>
            row.Kind == kind && row.Name == name
        );
        return row?.Waiting is { } hash && await store.ContentOf(jurisdiction, hash, cancel) is { } bytes
            ? (Encoding.UTF8.GetString(bytes), row)
            : null;
    }
}
