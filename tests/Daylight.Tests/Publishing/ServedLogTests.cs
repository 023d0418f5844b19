using System.Net;
using System.Text;
using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Proceedings.Publishing;
using Daylight.Registry;
using Daylight.Tests.Ledger;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Publishing;

/// <summary>A running server's log, read by others: over HTTP as tlog-tiles prescribes, and by Go's own code.</summary>
public sealed class ServedLogTests(GoInteropTests.Program go) : IClassFixture<GoInteropTests.Program>
{
    [Fact]
    public async Task Go_verifies_a_running_servers_log_as_it_grows()
    {
        await using var served = await ServedLog.Start();
        foreach (var more in new[] { 1, 255, 1, 443 })
        {
            await served.Record(more);
            var size = await served.Publish();

            var (exit, said) = go.Verify(await served.Download());

            Assert.StartsWith($"holds: {size} entries, root ", said, StringComparison.Ordinal);
            Assert.Equal(0, exit);
        }
    }

    [Fact]
    public async Task Go_refuses_a_served_log_whose_tiles_or_facts_were_swapped()
    {
        await using var served = await ServedLog.Start();
        await served.Record(600);
        await served.Publish();
        var (one, other) = (
            (await served.Node.Store.Published.Tile(ServedLog.Code, 0, 0))!,
            (await served.Node.Store.Published.Tile(ServedLog.Code, 0, 1))!
        );
        await served.Node.Store.Published.WriteTiles(ServedLog.Code, [new(0, 0, other), new(0, 1, one)]);

        var (exit, said) = go.Verify(await served.Download());

        Assert.Equal(1, exit);
        Assert.StartsWith("FAULT: ", said, StringComparison.Ordinal);
        Assert.NotEmpty(
            (await new Verification(served.Log.Keys.Verifiers).OfLog(served.Log.Published)).Faults
        );
    }

    [Fact]
    public async Task Types_and_caching_are_those_of_tlog_tiles()
    {
        await using var served = await ServedLog.Start();
        await served.Record(300);
        await served.Publish();
        foreach (
            var (path, type, cache) in new[]
            {
                ("checkpoint", "text/plain; charset=utf-8", "public, max-age=1"),
                ("vkey", "text/plain; charset=utf-8", "public, max-age=1"),
                ("tile/0/000", "application/octet-stream", "public, max-age=31536000, immutable"),
                ("tile/0/001.p/44", "application/octet-stream", "public, max-age=31536000, immutable"),
                ("tile/1/000.p/1", "application/octet-stream", "public, max-age=31536000, immutable"),
                ("tile/entries/000", "application/octet-stream", "public, max-age=31536000, immutable"),
                ("tile/entries/001.p/44", "application/octet-stream", "public, max-age=31536000, immutable"),
            }
        )
        {
            using var answer = await served.Client.GetAsync(path);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
            Assert.Equal(cache, string.Join(", ", answer.Headers.GetValues("Cache-Control")));
            Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
            using var head = new HttpRequestMessage(HttpMethod.Head, path);
            using var headers = await served.Client.SendAsync(head);
            Assert.Equal(answer.Content.Headers.ContentLength, headers.Content.Headers.ContentLength);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("receipt/0")]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/001")]
    [InlineData("tile/0/001.p/45")]
    [InlineData("tile/0/001.p/256")]
    [InlineData("tile/0/002.p/1")]
    [InlineData("tile/1/000.p/2")]
    [InlineData("tile/1/000")]
    [InlineData("tile/2/000.p/1")]
    [InlineData("tile/entries/001")]
    [InlineData("tile/64/000")]
    [InlineData("2/checkpoint")]
    public async Task What_is_not_there_is_answered_in_plain_words(string path)
    {
        await using var served = await ServedLog.Start();
        await served.Record(300);
        await served.Publish();

        using var answer = await served.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(2, (await answer.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task Facts_that_are_not_published_yet_are_not_shown()
    {
        await using var served = await ServedLog.Start();
        using (var none = await served.Client.GetAsync("checkpoint"))
        {
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }

        await served.Record(10);
        await served.Publish();
        await served.Record(10);

        using var more = await served.Client.GetAsync("tile/entries/000.p/11");
        Assert.Equal(HttpStatusCode.NotFound, more.StatusCode);
        using var former = await served.Client.GetAsync("tile/entries/000.p/7");
        Assert.Equal(7 * 34, (await former.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task A_running_node_publishes_by_itself_and_is_ready()
    {
        await using var served = await ServedLog.Start();
        served.Options = served.Options with { PublishEvery = TimeSpan.FromMilliseconds(50) };
        await served.Restart();
        await served.Record(3);
        var until = TimeSpan.FromSeconds(20);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while ((await served.Log.Published.Checkpoint())?.Size != 3 && watch.Elapsed < until)
        {
            await Task.Delay(20);
        }

        Assert.Equal(3, (await served.Log.Published.Checkpoint())!.Size);
        Assert.Equal("ready\n", await served.Client.GetStringAsync("/health"));
        var receipt = await served.Node.Receipts.Of(ServedLog.Code, 2);
        Assert.True(new Verification(served.Log.Keys.Verifiers).OfReceipt(receipt!.ToBytes()).Good);
    }

    [Fact]
    public async Task A_node_whose_log_is_in_doubt_does_not_start()
    {
        await using var served = await ServedLog.Start();
        await served.Record(3);
        await served.Publish();
        var row = (await served.Node.Store.Published.Tile(ServedLog.Code, 0, 0))!;
        row[5] ^= 1;
        await served.Node.Store.Published.WriteTiles(ServedLog.Code, [new(0, 0, row)]);
        await Assert.ThrowsAsync<InDoubtException>(async () => await served.Restart());
        row[5] ^= 1;
        await using (
            var store = Daylight.Store.Sqlite.SqliteLogStore.Open(
                Path.Combine(served.Options.DataFolder, "ledger.db")
            )
        )
        {
            await store.Published.WriteTiles(ServedLog.Code, [new(0, 0, row)]);
        }

        await served.Open();
        Assert.Equal("ready\n", await served.Client.GetStringAsync("/health"));
    }

    [Fact]
    public async Task A_node_whose_log_came_into_doubt_is_not_ready()
    {
        await using var served = await ServedLog.Start();
        await served.Record(3);
        var tampered = false;
        served.Options = served.Options with
        {
            AfterPublishing = _ =>
                tampered
                    ? throw new InDoubtException(new("账本存疑。", "The log is in doubt."))
                    : ValueTask.CompletedTask,
        };
        await served.Restart();
        tampered = true;

        await Assert.ThrowsAsync<InDoubtException>(served.Publish);

        using var answer = await served.Client.GetAsync("/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task One_Daylight_cosigns_anothers_log_over_HTTP_and_refuses_its_fork()
    {
        await using var city = await ServedLog.Start();
        await using var county = await ServedLog.Start();
        await city.Close();
        var witness = Daylight.Web.Node.FoundWitness(city.Options, "city.test/witness");
        PolicyWriting.AddLog(city.Options.WitnessedPolicy, county.Log.Keys.All[0]);
        await city.Open();
        PolicyWriting.AddWitness(county.Options.WitnessPolicy, "city", witness, city.WitnessUrl, needed: 1);
        await county.Restart();
        Assert.Equal(witness + "\n", await city.Client.GetStringAsync("/witness/vkey"));
        foreach (var more in new[] { 5, 300 })
        {
            await county.Record(more);
            await county.Publish();
        }

        var policy = Policy.Parse(
            Encoding.UTF8.GetBytes($"log {county.Log.Keys.All[0]}\nwitness city {witness}\nquorum city\n")
        );
        var verdict = await new Verification(policy.LogKeys, policy).OfLog(
            new FolderLog(await county.Download())
        );
        Assert.Empty(verdict.Faults);
        Assert.Equal("city.test/witness", Assert.Single(verdict.Witnesses).Name);
        var receipt = (await county.Node.Receipts.Of(ServedLog.Code, 100))!.ToBytes();
        Assert.Single(new Verification(policy.LogKeys, policy).OfReceipt(receipt).Witnesses);

        var held = await city.Client.GetByteArrayAsync(
            $"/witness/{HttpWitness.Place(ServedLog.Origin)}/checkpoint"
        );
        Assert.Equal(305, SignedCheckpoint.Open(held, county.Log.Keys.Verifiers).Checkpoint.Size);
        var fork = new Checkpoint(ServedLog.Origin, 305, Some.Leaf(1)).Sign([.. county.Log.Keys.Signers]);
        using var body = new ByteArrayContent(new WitnessRequest(305, [], fork).ToBytes());
        using var answer = await city.Client.PostAsync("/witness/add-checkpoint", body);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("text/x.tlog.size", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("305\n", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_fork_that_a_witness_holds_stops_the_node_and_its_people_are_told()
    {
        await using var city = await ServedLog.Start();
        await using var county = await ServedLog.Start();
        await Cosigns(city, county);

        // Somebody has the key, and was at the witness first.
        var fork = new Checkpoint(ServedLog.Origin, 3, Some.Leaf(1)).Sign([.. county.Log.Keys.Signers]);
        using var body = new ByteArrayContent(new WitnessRequest(0, [], fork).ToBytes());
        using var answer = await city.Client.PostAsync("/witness/add-checkpoint", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await county.Record(5);

        var doubt = await Assert.ThrowsAsync<InDoubtException>(county.Publish);

        Assert.Contains("city", doubt.Says.En, StringComparison.Ordinal);
        using var health = await county.Client.GetAsync("/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        var refused = await county.Log.Clerk.Perform(
            new(
                "after",
                new Register.UnitAct("u-after", "990101900000", "后来的局", "后局", UnitKind.Town),
                TestLog.Registrar
            )
        );
        Assert.IsType<LogIsInDoubt>(Assert.IsType<Outcome.Refused>(refused).Refusal);
    }

    [Fact]
    public async Task The_audit_verb_names_what_was_recorded_outside_the_times_of_a_witness()
    {
        await using var city = await ServedLog.Start();
        await using var county = await ServedLog.Start();
        await Cosigns(city, county);
        await county.Record(5);
        await county.Publish();
        await county.Close();
        county.Options = county.Options with { Time = new Ahead(TimeSpan.FromHours(3)) };
        await county.Open();
        await county.Record(2);
        await county.Publish();

        using var output = new StringWriter();
        var code = Daylight
            .Cli.AuditVerb.Build()
            .Parse(["--data", county.Options.DataFolder, "--json"])
            .Invoke(new() { Output = output, Error = output });

        Assert.Equal(1, code);
        var report = System.Text.Json.JsonDocument.Parse(output.ToString()).RootElement[0];
        Assert.Equal(
            [("RecordedOutsideInterval", "5"), ("RecordedOutsideInterval", "6")],
            report
                .GetProperty("faults")
                .EnumerateArray()
                .Select(fault =>
                    (fault.GetProperty("kind").GetString(), fault.GetProperty("place").GetString())
                )
        );
    }

    /// <summary>Lets the city's node cosign the county's log, which shows nothing without it.</summary>
    private static async Task Cosigns(ServedLog city, ServedLog county)
    {
        await city.Close();
        var witness = Daylight.Web.Node.FoundWitness(city.Options, "city.test/witness");
        PolicyWriting.AddLog(city.Options.WitnessedPolicy, county.Log.Keys.All[0]);
        await city.Open();
        PolicyWriting.AddWitness(county.Options.WitnessPolicy, "city", witness, city.WitnessUrl, needed: 1);
        await county.Restart();
    }

    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }

    [Fact]
    public async Task Where_there_is_no_witness_it_says_so()
    {
        await using var served = await ServedLog.Start();

        using var answer = await served.Client.PostAsync("/witness/add-checkpoint", new ByteArrayContent([]));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
