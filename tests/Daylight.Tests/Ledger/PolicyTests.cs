using System.Text;
using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

public sealed class PolicyTests
{
    private static readonly SignerKey[] s_witnesses =
    [
        .. Enumerable.Range(0, 6).Select(i => Some.Witness($"w.example/{i}", (byte)(50 + i))),
    ];

    internal static string TwoLevels =>
        $"""
            # whom we trust
            log {Some.LogKey.Verifier} https://daylight.xiangshan.example/log

            witness X1 {s_witnesses[0].Verifier}
            witness X2 {s_witnesses[1].Verifier} https://w.example/1
            witness X3 {s_witnesses[2].Verifier}
            group X-witnesses 2 X1 X2 X3
            witness 宁波1 {s_witnesses[3].Verifier}
            witness Y2 {s_witnesses[4].Verifier}
            group Y-witnesses any 宁波1 Y2
            group X-and-Y all X-witnesses Y-witnesses
            quorum X-and-Y

            """;

    [Fact]
    public void A_policy_of_two_levels_needs_both()
    {
        var policy = Parse(TwoLevels);

        Assert.Equal(Some.LogKey.Verifier, Assert.Single(policy.Logs).Key);
        Assert.Equal("https://w.example/1", policy.Witnesses.Single(witness => witness.Name == "X2").Url);
        Assert.True(policy.IsReachedBy(["X1", "X3", "Y2"]));
        Assert.True(policy.IsReachedBy(["X1", "X2", "X3", "宁波1"]));
        Assert.False(policy.IsReachedBy(["X1", "Y2", "宁波1"]));
        Assert.False(policy.IsReachedBy(["X1", "X2", "X3"]));
        Assert.False(policy.IsReachedBy([]));
    }

    [Fact]
    public void A_checkpoint_is_opened_only_when_the_quorum_cosigned()
    {
        var policy = Parse(TwoLevels);
        var note = new Checkpoint(Some.Log, 7, Some.Leaf(7)).Sign(Some.LogKey);
        var two = note.With(Cosigned(0)).With(Cosigned(2));

        Assert.Equal(7, policy.Open(two.With(Cosigned(3)).ToBytes()).Checkpoint.Size);
        var missed = Assert.Throws<QuorumMissedException>(() => policy.Open(two.With(Cosigned(5)).ToBytes()));
        Assert.Equal(["X1", "X3"], missed.Cosigned);
        Assert.Throws<NotSignedException>(() => policy.Open(Note.Of(note.Text).With(Cosigned(0)).ToBytes()));

        NoteSignature Cosigned(int witness) =>
            s_witnesses[witness].Cosign(note.Text, DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public void A_policy_may_ask_for_no_witness_and_know_no_log()
    {
        Assert.True(Parse("quorum none\n").IsReachedBy([]));
        Assert.Empty(Parse("\t quorum\tnone").Logs);
    }

    [Theory]
    [InlineData("", 1, "no quorum")]
    [InlineData("quorum none\nquorum none\n", 2, "second quorum")]
    [InlineData("quorum all\n", 1, "earlier line")]
    [InlineData("quorum\n", 1, "no line of a policy")]
    [InlineData("wittness a b\n", 1, "no line of a policy")]
    [InlineData("witness a K\ngroup g any a\ngroup h any a\nquorum g\n", 3, "member of a group already")]
    [InlineData("witness a K\ngroup g any a a\nquorum g\n", 2, "member of a group already")]
    [InlineData("witness a K\ngroup g any b\nquorum g\n", 2, "earlier line")]
    [InlineData("witness a K\ngroup g any g\nquorum g\n", 2, "earlier line")]
    [InlineData("witness a K\ngroup a any a\nquorum a\n", 2, "taken")]
    [InlineData("witness none K\nquorum none\n", 1, "taken")]
    [InlineData("witness a K\ngroup g any none\nquorum g\n", 2, "earlier line")]
    [InlineData("witness a K\ngroup g 0 a\nquorum g\n", 2, "from 1 to 1")]
    [InlineData("witness a K\ngroup g 2 a\nquorum g\n", 2, "from 1 to 1")]
    [InlineData("witness a K\ngroup g -1 a\nquorum g\n", 2, "from 1 to 1")]
    [InlineData("witness a K\ngroup g any\nquorum g\n", 2, "no line of a policy")]
    [InlineData("witness a K\nwitness b K\nquorum a\n", 2, "stands twice")]
    [InlineData("log L\nlog L\nquorum none\n", 2, "stands twice")]
    [InlineData("log K\nquorum none\n", 1, "witness key, not a log key")]
    [InlineData("witness a L\nquorum none\n", 1, "log key, not a witness key")]
    [InlineData("log nonsense\nquorum none\n", 1, "form name+id+key")]
    [InlineData("quorum none\r\n", 0, "control character")]
    [InlineData("quorum none\u007f\n", 0, "control character")]
    public void A_fault_is_named_with_its_line(string text, int line, string problem)
    {
        var filled = text.Replace(" K", " " + s_witnesses[0].Verifier, StringComparison.Ordinal)
            .Replace(" L", " " + Some.LogKey.Verifier, StringComparison.Ordinal);

        var fault = Assert.Throws<MalformedPolicyException>(() => Parse(filled));

        Assert.Contains(problem, fault.Message, StringComparison.Ordinal);
        Assert.Equal(line, fault.Line);
    }

    [Fact]
    public void Thirty_two_logs_witnesses_and_groups_are_read()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 32; i++)
        {
            text.Append(
                null,
                $"log {Some.Key("l.example/" + i, (byte)i).Verifier}\nwitness w{i} {Some.Witness("w.example/" + i, (byte)(100 + i)).Verifier}\ngroup g{i} any w{i}\n"
            );
        }

        var policy = Parse(text + "quorum g31\n");

        Assert.Equal((32, 32, 32), (policy.Logs.Count, policy.Witnesses.Count, policy.Groups.Count));
        Assert.True(policy.IsReachedBy(["w31"]));
    }

    private static Policy Parse(string text) => Policy.Parse(Encoding.UTF8.GetBytes(text));
}
