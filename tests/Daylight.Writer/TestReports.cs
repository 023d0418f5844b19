using System.Collections.Immutable;
using Daylight.Proceedings;
using Daylight.Proceedings.Sealing;

namespace Daylight.Writer;

/// <summary>A sealed kind for tests: somebody reports something.</summary>
public sealed record TestReported(string Of, string Text, string Person) : SealedFact
{
    public override string Case => Of;

    public override IReadOnlyList<string> Streams => [$"report/{Of}"];

    public override IReadOnlyList<string> Subjects => [Person];

    public IReadOnlyList<AttachmentRef> Files { get; init; } = [];

    public override IReadOnlyList<AttachmentRef> Attachments => Files;
}

/// <summary>An open kind beside it, about the same case.</summary>
public sealed record TestReportCounted(string Case) : Fact
{
    public override IReadOnlyList<string> Streams => [$"report/{Case}"];
}

/// <summary>How many facts a case has, and what the last report said.</summary>
public sealed record TestReportState(int Count, string Last) : IState<TestReportState>
{
    public static TestReportState Start { get; } = new(0, "");

    public TestReportState Apply(Fact fact) =>
        fact switch
        {
            TestReported f => new TestReportState(Count + 1, f.Text),
            TestReportCounted => this with { Count = Count + 1 },
            _ => this,
        };
}

/// <summary>Reports, and counts the report in the open, where that is asked.</summary>
public sealed record TestReport(string Case, string Text, string Person, bool Counted = false) : Act
{
    public IReadOnlyList<AttachmentRef> Files { get; init; } = [];

    public override Power Needs => new("tests.report");

    public override IReadOnlyList<StreamRef> Streams => [new StreamRef<TestReportState>($"report/{Case}")];

    public override Decision Decide(Hearing hearing) =>
        Counted
            ? Decision.Grant(
                new TestReported(Case, Text, Person) { Files = Files },
                new TestReportCounted(Case)
            )
            : Decision.Grant(new TestReported(Case, Text, Person) { Files = Files });
}

public sealed record TestReportRow(string Report, int Reports, string Last, string Person, DateTimeOffset At);

/// <summary>A sealed view of reports.</summary>
public sealed class TestReportView() : SealedView<TestReportRow>("test_report", version: 1, keyLength: 1)
{
    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact is TestReported f
            ?
            [
                [f.Of],
            ]
            : [];

    protected override TestReportRow? Apply(object[] key, TestReportRow? row, Recorded recorded) =>
        recorded.Fact is TestReported f
            ? new TestReportRow(f.Of, (row?.Reports ?? 0) + 1, f.Text, f.Person, recorded.At)
            : row;
}

/// <summary>A vote, of day precision: nobody may know in which order people voted.</summary>
[DayPrecision]
public sealed record TestVoted(string Ballot, string Voter, string For) : SealedFact
{
    public override string Case => Ballot;

    public override IReadOnlyList<string> Streams => [$"ballot/{Ballot}"];

    public override IReadOnlyList<string> Subjects => [Voter];
}

/// <summary>Who has voted; a set, so that the order of votes does not matter.</summary>
public sealed record TestBallot(ImmutableHashSet<string> Voters) : IState<TestBallot>
{
    public static TestBallot Start { get; } = new(ImmutableHashSet<string>.Empty);

    public TestBallot Apply(Fact fact) => fact is TestVoted f ? new TestBallot(Voters.Add(f.Voter)) : this;
}

/// <summary>Votes, once.</summary>
public sealed record TestVote(string Ballot, string Voter, string For) : Act
{
    public override Power Needs => new("tests.report");

    public override bool OfDayPrecision => true;

    public override IReadOnlyList<StreamRef> Streams => [new StreamRef<TestBallot>($"ballot/{Ballot}")];

    public override Decision Decide(Hearing hearing) =>
        hearing.State(new StreamRef<TestBallot>($"ballot/{Ballot}")).Voters.Contains(Voter)
            ? new HasVotedAlready(Voter)
            : new TestVoted(Ballot, Voter, For);
}

[NoNorm("for tests")]
public sealed record HasVotedAlready(string Voter) : Refusal;

public sealed record TestVoteRow(string Ballot, string Choice, int Votes);

/// <summary>A sealed count.</summary>
public sealed class TestVoteView() : SealedView<TestVoteRow>("test_vote", version: 1, keyLength: 2)
{
    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact is TestVoted f
            ?
            [
                [f.Ballot, f.For],
            ]
            : [];

    protected override TestVoteRow? Apply(object[] key, TestVoteRow? row, Recorded recorded) =>
        recorded.Fact is TestVoted f ? new TestVoteRow(f.Ballot, f.For, (row?.Votes ?? 0) + 1) : row;
}
