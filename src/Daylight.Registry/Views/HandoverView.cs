using Daylight.Proceedings;

namespace Daylight.Registry.Views;

/// <summary>One desk that was handed over.</summary>
/// <param name="Open">How many matters were open.</param>
/// <param name="Matters">Their titles, one per line, each with its due day where it has one.</param>
/// <param name="AcceptedAt">When the successor signed; null while he has not.</param>
public sealed record HandoverRow(
    string Office,
    string Post,
    string Leaver,
    string Taker,
    DateOnly OnDay,
    int Open,
    string Matters,
    DateTimeOffset? AcceptedAt
);

/// <summary>The desks handed over, with their lists of unfinished matters.</summary>
public sealed class HandoverView()
    : View<HandoverRow>("registry_handover", version: 1, keyLength: 1, "post", "taker, accepted_at")
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(DeskHandedOver), typeof(DeskAccepted) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            DeskHandedOver f =>
            [
                [f.Office],
            ],
            DeskAccepted f =>
            [
                [f.Office],
            ],
            _ => [],
        };

    protected override HandoverRow? Apply(object[] key, HandoverRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            DeskHandedOver f => new(
                f.Office,
                f.Post,
                f.From,
                f.To,
                f.On,
                f.Matters.Count,
                string.Join('\n', f.Matters.Select(Line)),
                null
            ),
            DeskAccepted when row is not null => row with { AcceptedAt = recorded.At },
            _ => row,
        };

    private static string Line(HandedMatter matter) =>
        matter.Due is { } due ? $"{matter.Title}（{due.Year}年{due.Month}月{due.Day}日到期）" : matter.Title;
}
