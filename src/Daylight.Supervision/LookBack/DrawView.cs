using System.Globalization;
using Daylight.Proceedings;

namespace Daylight.Supervision.LookBack;

/// <summary>One draw, as lists show it.</summary>
/// <param name="Pool">Numbers of the items, one per line.</param>
/// <param name="Sources">One per line.</param>
/// <param name="Seeds">The numbers that drew, one source per line; empty before.</param>
/// <param name="Places">Places in the pool, parted by commas, in the order of the draw.</param>
/// <param name="Record">Id under which the public knows it; empty before it was posted.</param>
public sealed record DrawRow(
    string Draw,
    DateOnly FromDay,
    DateOnly ToDay,
    string Pool,
    int Size,
    string Sources,
    DateOnly SeedsOn,
    string Record,
    string Seeds,
    string DrawKey,
    string Places,
    int Looked,
    int Held,
    int ReportedMet,
    int ReportedDue,
    DrawStanding Standing,
    string AnnouncedBy,
    string Reason
)
{
    public AuditedRate Rate => new(Looked, Held);

    public IReadOnlyList<string> Numbers => Pool.Split('\n');

    /// <summary>The places drawn, from 1, in the order of the draw.</summary>
    public IReadOnlyList<int> Drawn =>
        [
            .. Places
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(place => int.Parse(place, CultureInfo.InvariantCulture)),
        ];
}

/// <summary>The draws.</summary>
public sealed class DrawView() : View<DrawRow>("supervision_draw", version: 1, keyLength: 1, "to_day")
{
    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact is DrawFact f
            ?
            [
                [f.Draw],
            ]
            : [];

    protected override DrawRow? Apply(object[] key, DrawRow? row, Recorded recorded) =>
        (recorded.Fact, row) switch
        {
            (DrawAnnounced f, _) => new(
                f.Draw,
                f.From,
                f.To,
                string.Join('\n', f.Pool),
                f.Size,
                string.Join('\n', f.Sources),
                f.SeedsOn,
                "",
                "",
                "",
                "",
                0,
                0,
                0,
                0,
                DrawStanding.Announced,
                f.AnnouncedBy,
                ""
            ),
            (DrawCleared f, { } known) => known with { Record = f.Record, Standing = DrawStanding.Posted },
            (DrawVoided f, { } known) => known with { Reason = f.Reason, Standing = DrawStanding.Voided },
            (DrawMade f, { } known) => known with
            {
                Seeds = string.Join('\n', f.Values),
                DrawKey = f.Key,
                Places = string.Join(',', f.Places),
                Standing = DrawStanding.Made,
            },
            (LookRecorded f, { } known) => known with
            {
                Looked = known.Looked + 1,
                Held = known.Held + (f.Held ? 1 : 0),
            },
            (DrawConcluded f, { } known) => known with
            {
                ReportedMet = f.ReportedMet,
                ReportedDue = f.ReportedDue,
                Standing = DrawStanding.Concluded,
            },
            _ => row,
        };
}

/// <summary>One look at an item that was drawn.</summary>
public sealed record LookRow(
    string Draw,
    string Number,
    string Item,
    string Unit,
    bool Held,
    string Way,
    string Found,
    string Looker,
    DateTimeOffset At
);

/// <summary>What was found at the items drawn.</summary>
public sealed class LookView() : View<LookRow>("supervision_look", version: 1, keyLength: 2, "unit")
{
    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact is LookRecorded f
            ?
            [
                [f.Draw, f.Number],
            ]
            : [];

    protected override LookRow? Apply(object[] key, LookRow? row, Recorded recorded) =>
        recorded.Fact is LookRecorded f
            ? new(f.Draw, f.Number, f.Item, f.Unit, f.Held, f.Way, f.Found, f.Looker, recorded.At)
            : row;
}
