using System.Text;
using Daylight.Ledger;
using Daylight.Proceedings.Publishing;
using Daylight.Tests.Ledger;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Publishing;

/// <summary>The witness of c2sp.org/tlog-witness, status by status.</summary>
public sealed class WitnessDeskTests : IDisposable
{
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 5, 8, 2, 0, 0, TimeSpan.Zero));
    private readonly MemoryTree _tree = new();
    private readonly TestWitness _witness;
    private WitnessDesk _desk;

    public WitnessDeskTests()
    {
        _witness = new TestWitness([Some.LogKey.Verifier], _clock);
        _desk = _witness.Open();
        for (var i = 0; i < 1000; i++)
        {
            _tree.Append(Some.Leaf(i));
        }
    }

    public void Dispose() => _witness.Dispose();

    private Checkpoint At(long size) => new(Some.Log, size, _tree.Root(size));

    private async Task<WitnessRequest> Request(long old, long size, SignerKey? key = null)
    {
        var proof = await ConsistencyProof.MakeAsync(_tree, old, size);
        return new WitnessRequest(old, proof.Hashes, At(size).Sign(key ?? Some.LogKey));
    }

    private async Task<WitnessAnswer> Add(long old, long size) =>
        await _desk.Add((await Request(old, size)).ToBytes());

    private static int Refusal(WitnessAnswer answer) => Assert.IsType<WitnessAnswer.Refused>(answer).Code;

    [Fact]
    public async Task It_cosigns_what_follows_from_what_it_cosigned()
    {
        foreach (var (old, size) in new[] { (0L, 1L), (1, 1), (1, 300), (300, 1000) })
        {
            var request = await Request(old, size);

            var cosigned = Assert.IsType<WitnessAnswer.Cosigned>(await _desk.Add(request.ToBytes()));

            var note = request.Note.With(Assert.Single(cosigned.Signatures));
            var signed = SignedCheckpoint.Open(
                note.ToBytes(),
                [Some.LogKey.Verifier],
                [_witness.Key.Verifier]
            );
            Assert.Equal(_clock.GetUtcNow(), Assert.Single(signed.Cosignatures).Time);
            Assert.Equal(note.ToBytes(), _desk.Held(HttpWitness.Place(Some.Log)));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task A_stale_old_size_is_told_the_newest()
    {
        await Add(0, 500);

        Assert.Equal(new WitnessAnswer.Conflict(500), await Add(0, 600));
        Assert.Equal(new WitnessAnswer.Conflict(500), await Add(400, 600));
        Assert.Equal(new WitnessAnswer.Conflict(500), await Add(600, 700));
        Assert.IsType<WitnessAnswer.Cosigned>(await Add(500, 600));
    }

    [Fact]
    public async Task A_smaller_log_is_never_cosigned_again()
    {
        await Add(0, 500);

        Assert.Equal(
            400,
            Refusal(await _desk.Add((await Request(300, 300) with { OldSize = 500 }).ToBytes()))
        );
        Assert.Equal(new WitnessAnswer.Conflict(500), await Add(300, 300));
    }

    [Fact]
    public async Task A_fork_is_refused()
    {
        await Add(0, 500);
        var fork = new MemoryTree();
        for (var i = 0; i < 600; i++)
        {
            fork.Append(Some.Leaf(i == 200 ? 7 : i));
        }

        var same = new Checkpoint(Some.Log, 500, fork.Root(500)).Sign(Some.LogKey);
        Assert.Equal(
            new WitnessAnswer.Conflict(500),
            await _desk.Add(new WitnessRequest(500, [], same).ToBytes())
        );
        var later = new Checkpoint(Some.Log, 600, fork.Root(600)).Sign(Some.LogKey);
        var proof = await ConsistencyProof.MakeAsync(fork, 500, 600);
        Assert.Equal(422, Refusal(await _desk.Add(new WitnessRequest(500, proof.Hashes, later).ToBytes())));
        Assert.Equal(422, Refusal(await _desk.Add(new WitnessRequest(500, [], later).ToBytes())));
    }

    [Fact]
    public async Task Unknown_logs_and_keys_are_refused()
    {
        var other = Some.Key("else.example/log", 3);
        var theirs = new Checkpoint("else.example/log", 1, _tree.Root(1)).Sign(other);

        Assert.Equal(404, Refusal(await _desk.Add(new WitnessRequest(0, [], theirs).ToBytes())));
        Assert.Equal(403, Refusal(await _desk.Add((await Request(0, 5, Some.Key(Some.Log, 9))).ToBytes())));
        Assert.Null(_desk.Held(HttpWitness.Place("else.example/log")));
        Assert.Null(_desk.Held("../keys/witness.key"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("old\n\nx\n")]
    [InlineData("old 01\n\nx\n1\nx\n\n— x AAAAAAA=\n")]
    [InlineData("old 0\nzzz\n\nx\n1\nx\n\n— x AAAAAAA=\n")]
    public async Task What_is_no_request_is_malformed(string body) =>
        Assert.Equal(400, Refusal(await _desk.Add(Encoding.UTF8.GetBytes(body))));

    [Fact]
    public async Task What_it_cosigned_it_remembers_after_a_restart()
    {
        await Add(0, 500);

        _desk = _witness.Open();

        Assert.Equal(new WitnessAnswer.Conflict(500), await Add(0, 600));
        Assert.IsType<WitnessAnswer.Cosigned>(await Add(500, 600));
    }

    [Fact]
    public async Task Requests_at_the_same_time_never_roll_it_back()
    {
        await Add(0, 1);
        for (var round = 0L; round < 20; round++)
        {
            var known = 1 + (round * 40);
            var requests = new List<byte[]>();
            for (var more = 1; more <= 40; more++)
            {
                requests.Add((await Request(known, known + more)).ToBytes());
            }

            var answers = await Task.WhenAll(requests.Select(request => Task.Run(() => _desk.Add(request))));

            Assert.Single(answers, answer => answer is WitnessAnswer.Cosigned);
            var held = Checkpoint.Parse(Note.Parse(_desk.Held(HttpWitness.Place(Some.Log))!).Text);
            Assert.Equal(At(held.Size), held);
            Assert.All(
                answers.OfType<WitnessAnswer.Conflict>(),
                conflict => Assert.Equal(held.Size, conflict.KnownSize)
            );
            Assert.IsType<WitnessAnswer.Cosigned>(await Add(held.Size, known + 40));
        }
    }

    [Fact]
    public async Task Without_its_memory_it_cosigns_nothing()
    {
        await Add(0, 500);
        Directory.Delete(_witness.Memory, recursive: true);

        var doubt = Assert.Throws<InDoubtException>(() => _witness.Open());

        Assert.Contains("witness.key", doubt.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_it_did_not_write_is_not_believed()
    {
        await Add(0, 500);
        File.WriteAllBytes(
            Path.Combine(_witness.Memory, HttpWitness.Place(Some.Log), "checkpoint"),
            At(300).Sign(Some.LogKey).ToBytes()
        );

        await Assert.ThrowsAsync<InDoubtException>(() => Add(300, 600));
    }
}
