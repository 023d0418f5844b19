using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;

namespace Daylight.Supervision.Levels;

/// <summary>One row per matter between this level and another.</summary>
/// <param name="Down">Given from here; else it came from above.</param>
/// <param name="Item">The item of this level; empty where none was opened yet.</param>
/// <param name="SentAt">When it was given, in the giver's log.</param>
/// <param name="Phase">How it stood below by the newest word; None where there is none yet.</param>
/// <param name="AnsweredAt">When that word was recorded below.</param>
public sealed record LevelRow(
    string Matter,
    bool Down,
    string Other,
    string Item,
    string Title,
    string Reference,
    string Demand,
    DateOnly? Due,
    DateTimeOffset SentAt,
    ItemPhase Phase,
    string Text,
    DateTimeOffset? AnsweredAt
);

/// <summary>What lies with another level, and what came from one.</summary>
public sealed class LevelView() : View<LevelRow>("supervision_level", version: 2, keyLength: 1, "down")
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type>
        {
            typeof(ItemSentDown),
            typeof(ItemCameDown),
            typeof(CameDownTaken),
            typeof(AnswerSentUp),
            typeof(AnswerCameUp),
            typeof(SentDownWithdrawn),
            typeof(UpperWithdrew),
        };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            ILetter f =>
            [
                [f.Matter],
            ],
            ItemCameDown f =>
            [
                [f.Matter],
            ],
            AnswerCameUp f =>
            [
                [f.Item],
            ],
            UpperWithdrew f =>
            [
                [f.Matter],
            ],
            _ => [],
        };

    protected override LevelRow? Apply(object[] key, LevelRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            ItemSentDown f => new(
                f.Item,
                true,
                f.To,
                f.Item,
                f.Title,
                f.Reference,
                f.Demand,
                f.Due,
                recorded.At,
                ItemPhase.None,
                "",
                null
            ),
            ItemCameDown f => new(
                f.Matter,
                false,
                f.From,
                "",
                f.Title,
                f.Reference,
                f.Demand,
                f.Due,
                f.SentAt,
                ItemPhase.None,
                "",
                null
            ),
            CameDownTaken f when row is not null => row with { Item = f.Item },
            AnswerSentUp f when row is not null => row with
            {
                Phase = f.Phase,
                Text = f.Text,
                AnsweredAt = recorded.At,
            },
            SentDownWithdrawn f when row is not null => row with
            {
                Phase = ItemPhase.Withdrawn,
                Text = f.Reason,
                AnsweredAt = recorded.At,
            },
            UpperWithdrew f when row is not null => row with
            {
                Phase = ItemPhase.Withdrawn,
                Text = f.Reason,
                AnsweredAt = f.WithdrawnAt,
            },
            AnswerCameUp f when row is not null => row with
            {
                Phase = f.Phase,
                Text = f.Text,
                AnsweredAt = f.AnsweredAt,
            },
            _ => row,
        };
}

/// <summary>A letter that waits to be fetched by another level.</summary>
public sealed record OutgoingRow(string Other, long Place);

/// <summary>The letters for each other level, in the order of the log.</summary>
public sealed class OutgoingView() : View<OutgoingRow>("supervision_outgoing", version: 2, keyLength: 2)
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type>
        {
            typeof(ItemSentDown),
            typeof(SentDownWithdrawn),
            typeof(CameDownTaken),
            typeof(AnswerSentUp),
        };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact is ILetter letter
            ?
            [
                [letter.To, recorded.Index],
            ]
            : [];

    protected override OutgoingRow? Apply(object[] key, OutgoingRow? row, Recorded recorded) =>
        new((string)key[0], recorded.Index);
}
