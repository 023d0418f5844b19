namespace Daylight.Proceedings.Notices;

/// <summary>One row per refused notice: why, whose it is, and what was done about it.</summary>
/// <param name="Cause">Index of the fact that the notice is about.</param>
/// <param name="Refusal">Name of the refusal.</param>
/// <param name="Owner">Opaque id of the unit that must see to it.</param>
/// <param name="SettledBy">Null while it waits.</param>
public sealed record NoticeRow(
    string Subscriber,
    long Cause,
    string Refusal,
    string Owner,
    DateTimeOffset RefusedAt,
    string? SettledBy,
    DateTimeOffset? SettledAt,
    string? How
);

/// <summary>Refused notices of a log.</summary>
public sealed class NoticeView() : View<NoticeRow>("notice_refused", version: 1, keyLength: 2, "owner")
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(NoticeRefused), typeof(NoticeSettled), typeof(DutyPassed) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            NoticeRefused f =>
            [
                [f.Subscriber, f.Cause],
            ],
            NoticeSettled f =>
            [
                [f.Subscriber, f.Cause],
            ],
            DutyPassed f when NoticeState.Read(f.Matter) is { } notice =>
            [
                [notice.Subscriber, notice.Cause],
            ],
            _ => [],
        };

    protected override NoticeRow? Apply(object[] key, NoticeRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            NoticeRefused f => new NoticeRow(
                f.Subscriber,
                f.Cause,
                f.Refusal,
                f.Owner,
                recorded.At,
                null,
                null,
                null
            ),
            NoticeSettled f when row is not null => row with
            {
                SettledBy = recorded.Person,
                SettledAt = recorded.At,
                How = f.How,
            },
            DutyPassed f when row is not null => row with { Owner = f.Owner },
            _ => row,
        };
}
