using System.Collections.Frozen;
using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>The access journal of a day is closed: its lines can be dropped later, and not changed before.</summary>
/// <param name="Root">RFC 6962 root over the day's lines, in hexadecimal.</param>
public sealed record AccessDayClosed(DateOnly Day, int Count, string Root) : Fact
{
    public override IReadOnlyList<string> Streams => [AccessDay.Name(Day)];
}

/// <summary>The lines of a day were dropped, their time being over.</summary>
public sealed record AccessDayDropped(DateOnly Day) : Fact
{
    public override IReadOnlyList<string> Streams => [AccessDay.Name(Day)];
}

/// <summary>Closes, and later drops, a day of the access journal.</summary>
public static class CloseAccessDay
{
    private static readonly Power s_close = new("accounts.close-day");

    internal static Mandate Worker { get; } =
        new("worker", "worker", "worker", new[] { s_close.Name }.ToFrozenSet(StringComparer.Ordinal));

    public sealed record Act(DateOnly Day, int Count, string Root) : Proceedings.Act
    {
        public override Power Needs => s_close;

        public override IReadOnlyList<StreamRef> Streams => [AccessDay.At(Day)];

        public override Decision Decide(Hearing hearing) =>
            hearing.Today <= Day || hearing.State(AccessDay.At(Day)).IsClosed
                ? new AccessDayIsClosed(Day)
                : new AccessDayClosed(Day, Count, Root);
    }

    public sealed record DropAct(DateOnly Day) : Proceedings.Act
    {
        public override Power Needs => s_close;

        public override IReadOnlyList<StreamRef> Streams => [AccessDay.At(Day)];

        public override Decision Decide(Hearing hearing) =>
            hearing.Today <= Day.AddDays(AccessJournal.KeptDays)
                ? new AccessDayIsClosed(Day)
                : new AccessDayDropped(Day);
    }
}

/// <summary>Whether a day of the access journal is closed.</summary>
internal sealed record AccessDay(bool IsClosed) : IState<AccessDay>
{
    public static AccessDay Start { get; } = new(false);

    public static string Name(DateOnly day) => $"access-day/{AccessJournal.Text(day)}";

    public static StreamRef<AccessDay> At(DateOnly day) => new(Name(day));

    public AccessDay Apply(Fact fact) => fact is AccessDayClosed ? new(true) : this;
}

[NoNorm("a day is closed once, when it is over")]
public sealed record AccessDayIsClosed(DateOnly Day) : Refusal;
