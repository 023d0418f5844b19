using System.Text;
using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

public sealed class WitnessTests
{
    private static readonly MemoryTree s_tree = ProofTests.Grown(100);

    private static Checkpoint At(int size) => new(Some.Log, size, s_tree.Root(size));

    private static async Task<WitnessRequest> Ask(int oldSize, int newSize) =>
        new(
            oldSize,
            (
                await ConsistencyProof.MakeAsync(
                    s_tree,
                    oldSize,
                    newSize,
                    TestContext.Current.CancellationToken
                )
            ).Hashes,
            At(newSize).Sign(Some.LogKey)
        );

    private static WitnessedLog Knowing(int size) => new([Some.LogKey.Verifier], size == 0 ? null : At(size));

    [Fact]
    public async Task A_witness_may_cosign_what_grows_from_what_it_knows()
    {
        Assert.Null(Knowing(0).Judge(await Ask(0, 40)));
        Assert.Null(Knowing(40).Judge(await Ask(40, 41)));
        Assert.Null(Knowing(41).Judge(await Ask(41, 100)));
        Assert.Null(Knowing(41).Judge(await Ask(41, 41)));
    }

    [Fact]
    public async Task A_request_is_written_as_tlog_witness_prescribes()
    {
        var request = await Ask(3, 4);

        Assert.Equal(
            $"old 3\n{request.Proof[0].ToBase64()}\n{request.Proof[1].ToBase64()}\n{request.Proof[2].ToBase64()}\n\n"
                + Encoding.UTF8.GetString(request.Note.ToBytes()),
            Encoding.UTF8.GetString(request.ToBytes())
        );
        Assert.Equal(request, WitnessRequest.Parse(request.ToBytes()));
        Assert.Equal(await Ask(0, 4), WitnessRequest.Parse((await Ask(0, 4)).ToBytes()));
    }

    [Fact]
    public async Task A_stale_sender_is_told_the_known_size()
    {
        Assert.Equal(new WitnessAnswer.Conflict(41), Knowing(41).Judge(await Ask(40, 100)));
        Assert.Equal(new WitnessAnswer.Conflict(41), Knowing(41).Judge(await Ask(0, 100)));
        Assert.Equal(new WitnessAnswer.Conflict(0), Knowing(0).Judge(await Ask(40, 100)));
    }

    [Fact]
    public async Task A_fork_is_refused()
    {
        var forked = Hash.FromBytes([.. s_tree.Root(100).ToArray().Reverse()]);
        var proof = (await Ask(41, 100)).Proof;
        var longer = new WitnessRequest(41, proof, new Checkpoint(Some.Log, 100, forked).Sign(Some.LogKey));
        var sameSize = new WitnessRequest(41, [], new Checkpoint(Some.Log, 41, forked).Sign(Some.LogKey));

        Assert.Equal(422, Knowing(41).Judge(longer)?.Status);
        Assert.Equal(new WitnessAnswer.Conflict(41), Knowing(41).Judge(sameSize));
        Assert.Equal(
            422,
            (Knowing(41) with { Latest = At(41) with { Root = forked } }).Judge(await Ask(41, 100))?.Status
        );
        Assert.Equal(
            422,
            Knowing(0).Judge(new WitnessRequest(0, [default], At(5).Sign(Some.LogKey)))?.Status
        );
        Assert.Equal(
            422,
            Knowing(41).Judge(new WitnessRequest(41, [default], At(41).Sign(Some.LogKey)))?.Status
        );
    }

    [Fact]
    public void A_signature_of_nobody_known_a_forged_one_and_a_backward_size_are_refused()
    {
        var stranger = new WitnessRequest(0, [], At(5).Sign(Some.Key(Some.Log, 99)));
        var forged = new WitnessRequest(0, [], Note.Of(At(5).ToText()).With(Some.LogKey.Sign("else\n")));
        var elsewhere = new WitnessRequest(
            0,
            [],
            new Checkpoint("else.example/log", 5, s_tree.Root(5)).Sign(Some.LogKey)
        );
        var backward = new WitnessRequest(6, [], At(5).Sign(Some.LogKey));

        Assert.Equal(403, Knowing(0).Judge(stranger)?.Status);
        Assert.Equal(403, Knowing(0).Judge(forged)?.Status);
        Assert.Equal(404, Knowing(0).Judge(elsewhere)?.Status);
        Assert.Equal(400, Knowing(6).Judge(backward)?.Status);
    }

    [Fact]
    public void Answers_read_back_from_their_status_type_and_body()
    {
        var text = At(5).ToText();
        var cosigned = new WitnessAnswer.Cosigned([
            Some.Witness("w.example/1", 40).Cosign(text, DateTimeOffset.UnixEpoch),
            Some.Witness("w.example/2", 41).Cosign(text, DateTimeOffset.UnixEpoch),
        ]);

        Assert.Equal(cosigned, Again(cosigned));
        Assert.Equal(new WitnessAnswer.Conflict(77), Again(new WitnessAnswer.Conflict(77)));
        Assert.Equal("text/x.tlog.size", new WitnessAnswer.Conflict(77).ContentType);
        Assert.Equal("77\n", new WitnessAnswer.Conflict(77).Body);
        Assert.Equal(new WitnessAnswer.Refused(422, "why"), Again(new WitnessAnswer.Refused(422, "why")));
        Assert.Equal(
            new WitnessAnswer.Refused(409, "fork"),
            WitnessAnswer.Parse(409, "text/plain", "fork\n"u8)
        );
        Assert.Equal(
            new WitnessAnswer.Conflict(0),
            WitnessAnswer.Parse(409, "text/x.tlog.size; charset=utf-8", "0\n"u8)
        );

        static WitnessAnswer Again(WitnessAnswer answer) =>
            WitnessAnswer.Parse(answer.Status, answer.ContentType, Encoding.UTF8.GetBytes(answer.Body));
    }

    [Theory]
    [InlineData("77")]
    [InlineData("077\n")]
    [InlineData("x\n")]
    [InlineData("\n")]
    [InlineData("7\n7\n")]
    public void A_conflict_without_a_plain_size_is_malformed(string body) =>
        Assert.Throws<MalformedWitnessBodyException>(() =>
            WitnessAnswer.Parse(409, "text/x.tlog.size", Encoding.UTF8.GetBytes(body))
        );

    [Theory]
    [InlineData("old 3", "old 03")]
    [InlineData("old 3", "old -3")]
    [InlineData("old 3", "new 3")]
    [InlineData("old 3\n", "old 3\nAAAA\n")]
    [InlineData("old 3\n", "")]
    public async Task A_malformed_head_is_refused(string part, string replacement)
    {
        var body = Encoding
            .UTF8.GetString((await Ask(3, 4)).ToBytes())
            .Replace(part, replacement, StringComparison.Ordinal);

        Assert.Throws<MalformedWitnessBodyException>(() =>
            WitnessRequest.Parse(Encoding.UTF8.GetBytes(body))
        );
    }

    [Fact]
    public async Task Sixty_three_hashes_are_read_and_sixty_four_are_not()
    {
        var request = await Ask(3, 4);

        Assert.Equal(63, WitnessRequest.Parse((request with { Proof = new Hash[63] }).ToBytes()).Proof.Count);
        Assert.Throws<MalformedWitnessBodyException>(() =>
            WitnessRequest.Parse((request with { Proof = new Hash[64] }).ToBytes())
        );
        Assert.Throws<MalformedNoteException>(() => WitnessRequest.Parse("old 3\n\nno note"u8));
        Assert.Throws<MalformedCheckpointException>(() =>
            WitnessRequest.Parse([
                .. "old 3\n\n"u8,
                .. Note.Of("no checkpoint\n").With(Some.LogKey.Sign("no checkpoint\n")).ToBytes(),
            ])
        );
    }
}
