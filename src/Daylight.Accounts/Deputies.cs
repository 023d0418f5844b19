using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>The holder of an office lets somebody else act in it for a time.</summary>
/// <param name="Powers">Those of the office that are meant; empty for all.</param>
/// <param name="To">The last day.</param>
public sealed record DeputyAppointed(
    string Deputyship,
    string Office,
    string Principal,
    string Deputy,
    IReadOnlyList<string> Powers,
    DateOnly From,
    DateOnly To
) : Fact
{
    public override IReadOnlyList<string> Streams => [Deputation.Name(Deputyship)];

    public override IReadOnlyList<string> Subjects => [Principal, Deputy];
}

/// <summary>The deputy took it on: from now on it counts.</summary>
public sealed record DeputyAccepted(string Deputyship) : Fact
{
    public override IReadOnlyList<string> Streams => [Deputation.Name(Deputyship)];
}

/// <summary>The deputyship ended before its last day.</summary>
public sealed record DeputyEnded(string Deputyship) : Fact
{
    public override IReadOnlyList<string> Streams => [Deputation.Name(Deputyship)];
}

/// <summary>
/// Names a deputy for one's own office, and ends it. It counts once the deputy took it on: nobody answers for what he does
/// not know of. It holds only while the holder holds the office himself.
/// </summary>
public static class Deputies
{
    /// <summary>Days of a deputyship at most: what lasts longer is an appointment.</summary>
    public const int MostDays = 180;

    public sealed record AppointAct(
        string Deputyship,
        string Deputy,
        IReadOnlyList<string> Powers,
        DateOnly From,
        DateOnly To
    ) : Act
    {
        public override Power Needs => AccountsPowers.Depute;

        public override IReadOnlyList<StreamRef> Streams => [Deputation.At(Deputyship)];

        public override Decision Decide(Hearing hearing) =>
            Deputies.Decide(hearing.State(Deputation.At(Deputyship)), this, hearing.Mandate, hearing.Today);
    }

    public sealed record AcceptAct(string Deputyship) : Act
    {
        public override Power Needs => AccountsPowers.Self;

        public override IReadOnlyList<StreamRef> Streams => [Deputation.At(Deputyship)];

        /// <summary>Another's answers like a missing one.</summary>
        public override Refusal? Bar(Hearing hearing) =>
            base.Bar(hearing)
            ?? (
                hearing.State(Deputation.At(Deputyship)).Of?.Deputy == hearing.Mandate.Person
                    ? null
                    : new NoSuchDeputyship()
            );

        public override Decision Decide(Hearing hearing) =>
            hearing.State(Deputation.At(Deputyship)) is { Of: { } of, Ended: false, Accepted: false }
            && of.To >= hearing.Today
                ? new DeputyAccepted(Deputyship)
                : new NoSuchDeputyship();
    }

    public sealed record EndAct(string Deputyship) : Act
    {
        public override Power Needs => AccountsPowers.Self;

        public override IReadOnlyList<StreamRef> Streams => [Deputation.At(Deputyship)];

        /// <summary>Either of the two may end it; another's answers like a missing one.</summary>
        public override Refusal? Bar(Hearing hearing) =>
            base.Bar(hearing)
            ?? (
                hearing.State(Deputation.At(Deputyship)).Of is { } of
                && (hearing.Mandate.Person == of.Principal || hearing.Mandate.Person == of.Deputy)
                    ? null
                    : new NoSuchDeputyship()
            );

        public override Decision Decide(Hearing hearing) =>
            hearing.State(Deputation.At(Deputyship)).Ended
                ? new NoSuchDeputyship()
                : new DeputyEnded(Deputyship);
    }

    internal static Decision Decide(Deputation known, AppointAct act, Mandate by, DateOnly today) =>
        known.Of is not null ? new NoSuchDeputyship()
        : act.Deputy.Length == 0 || act.Deputy == by.Person ? new DeputyIsSomebodyElse()
        : act.From < today || act.To < act.From || act.To > act.From.AddDays(MostDays)
            ? new DeputyshipHasBounds(today, MostDays)
        : new DeputyAppointed(act.Deputyship, by.Office, by.Person, act.Deputy, act.Powers, act.From, act.To);
}

/// <summary>A deputyship as its stream tells it.</summary>
internal sealed record Deputation(DeputyAppointed? Of, bool Accepted, bool Ended) : IState<Deputation>
{
    public static Deputation Start { get; } = new(null, false, false);

    public static string Name(string id) => $"deputyship/{id}";

    public static StreamRef<Deputation> At(string id) => new(Name(id));

    public Deputation Apply(Fact fact) =>
        fact switch
        {
            DeputyAppointed f => this with { Of = f },
            DeputyAccepted => this with { Accepted = true },
            DeputyEnded => this with { Ended = true },
            _ => this,
        };
}

[NoNorm("another's deputyship answers like a missing one")]
public sealed record NoSuchDeputyship : Refusal;

[NoNorm("nobody is his own deputy")]
public sealed record DeputyIsSomebodyElse : Refusal;

[NoNorm("what lasts longer is an appointment, and history is not rewritten")]
public sealed record DeputyshipHasBounds(DateOnly Today, int Most) : Refusal;
