using Daylight.Proceedings;

namespace Daylight.Accounts.Views;

/// <summary>One row per receiver of notices.</summary>
/// <param name="Since">Log index of the entry: nothing older is told.</param>
/// <param name="Because">Why it was stopped; empty while it is allowed.</param>
public sealed record ReceiverRow(
    string Receiver,
    string Name,
    string Url,
    string Person,
    string Office,
    string Network,
    ReceiverStanding Standing,
    string Because,
    long Since,
    DateTimeOffset AllowedAt,
    string AllowedBy
);

/// <summary>The allow-list of receivers.</summary>
public sealed class ReceiverView()
    : View<ReceiverRow>("accounts_receiver", version: 1, keyLength: 1, "standing")
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(ReceiverAllowed), typeof(ReceiverStopped) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            ReceiverAllowed f =>
            [
                [f.Receiver],
            ],
            ReceiverStopped f =>
            [
                [f.Receiver],
            ],
            _ => [],
        };

    protected override ReceiverRow? Apply(object[] key, ReceiverRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            ReceiverAllowed f => new(
                f.Receiver,
                f.Name,
                f.Url,
                f.Person,
                f.Office,
                f.Network,
                ReceiverStanding.Allowed,
                "",
                recorded.Index,
                recorded.At,
                recorded.Person
            ),
            ReceiverStopped f when row is not null => row with
            {
                Standing = ReceiverStanding.Stopped,
                Because = f.Because,
            },
            _ => row,
        };
}

/// <summary>A notice that was given up.</summary>
public sealed record DeadLetterRow(string Receiver, long Cause, string Why, DateTimeOffset At);

/// <summary>Notices that were given up, until somebody fetched what they were about.</summary>
public sealed class DeadLetterView() : View<DeadLetterRow>("accounts_dead_letter", version: 1, keyLength: 2)
{
    public override IReadOnlySet<Type> Folds { get; } = new HashSet<Type> { typeof(NoticeUndelivered) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact is NoticeUndelivered f
            ?
            [
                [f.Receiver, f.Cause],
            ]
            : [];

    protected override DeadLetterRow? Apply(object[] key, DeadLetterRow? row, Recorded recorded) =>
        recorded.Fact is NoticeUndelivered f ? new(f.Receiver, f.Cause, f.Why, recorded.At) : row;
}
