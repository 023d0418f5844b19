using System.Net;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Supervision.Levels;
using Daylight.Tests.Proceedings;
using Daylight.Web;
using Daylight.Web.Levels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Node = Daylight.Web.Node;

namespace Daylight.Tests.Web;

/// <summary>A city and a county, each a running node with its own log, over HTTP, under one stepped clock.</summary>
public sealed class LevelTests : IAsyncLifetime
{
    private const string City = "330200";
    private const string County = "330225";
    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-levels-").FullName;
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private Place _city = null!;
    private Place _county = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var city = await Place.Found(Path.Combine(_folder, "city"), City, _clock);
        var county = await Place.Found(Path.Combine(_folder, "county"), County, _clock);
        await city.Knows(County, "象山县", county.Key, new Uri("http://127.0.0.1:9"));
        await county.Knows(City, "宁波市", city.Key, new Uri("http://127.0.0.1:9"));
        _city = await city.Start();
        _county = await county.Start();
        await _city.Knows(County, "象山县", county.Key, _county.Address);
        await _county.Knows(City, "宁波市", city.Key, _city.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _city.DisposeAsync();
        await _county.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_item_goes_down_and_its_state_comes_back_while_the_upper_end_is_away_for_a_day()
    {
        var item = await Assigned();
        var given = _clock.GetUtcNow();
        await _city.Do(Officer, new SendDown.Act(item, County));
        var due = (await _city.Item(item)).Due;
        _clock.Advance(TimeSpan.FromHours(2));

        // What is not published yet cannot be proven yet, and so is not handed out.
        Assert.Equal(0, await Exchange(_county));
        await _city.Publish();
        Assert.Equal(1, await Exchange(_county));
        var came = Assert.Single(await _county.Reading.Matters(down: false));
        Assert.Equal((item, City, given), (came.Matter, came.Other, came.SentAt));

        // The city goes down for a day; the county takes it on and works.
        await _city.Stop();
        await _county.Do(Officer, new OpenCameDown.Act(item, "here", "o-head", "u-housing"));
        await _county.Do(Head, new Approve.Act("here", 2026));
        await _county.Do(Officer, new Assign.Act("here", ""));
        await _county.Do(Unit, new Sign.Act("here", "u-housing", SigningWay.Screen, null));
        await _county.Publish();
        Assert.Equal(0, await Exchange(_county));
        _clock.Advance(TimeSpan.FromDays(1));
        await _county.Do(Unit, new ReportDone.Act("here", "联审压缩到10个工作日", []));
        await _county.Do(Officer, new Check.LayBeforeAct("here", ""));
        await _county.Do(Head, new Speak.Act("here", true, ""));
        await _county.Do(Officer, new Close.Act("here"));
        var closed = _clock.GetUtcNow();
        Assert.Equal(0, await Exchange(_county));
        await _county.Publish();
        _clock.Advance(TimeSpan.FromHours(5));

        _city = await _city.Start();
        Assert.Equal(3, await Exchange(_city));

        var row = await _city.Item(item);
        Assert.Equal((ItemPhase.DoneReported, due), (row.Phase, row.Due));
        var level = Assert.Single(await _city.Reading.Matters(down: true));
        Assert.Equal((ItemPhase.Closed, "联审压缩到10个工作日"), (level.Phase, level.Text));
        Assert.InRange(level.AnsweredAt!.Value, closed, closed.AddMinutes(1));
        Assert.Equal(given, level.SentAt);

        // The county's own due date is the day that was given above.
        Assert.Equal(
            Shanghai.DayOf(due!.Value.AddMilliseconds(-1)),
            Shanghai.DayOf((await _county.Item("here")).Due!.Value.AddMilliseconds(-1))
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_withdrawn_above_is_told_below(bool opened)
    {
        var item = await Assigned();
        await _city.Do(Officer, new SendDown.Act(item, County));
        await _city.Publish();
        await Exchange(_county);
        if (opened)
        {
            await _county.Do(Officer, new OpenCameDown.Act(item, "here", "o-head", "u-housing"));
            await _county.Do(Head, new Approve.Act("here", 2026));
        }

        await _city.Do(Head, new Withdraw.Act(item, "与省级任务合并"));
        await _city.Publish();
        Assert.Equal(1, await Exchange(_county));
        Assert.Equal(0, await Exchange(_county));

        var row = Assert.Single(await _county.Reading.Matters(down: false));
        Assert.Equal((ItemPhase.Withdrawn, "与省级任务合并"), (row.Phase, row.Text));
        if (opened)
        {
            // The item of this level goes on until its own giver says otherwise.
            Assert.Equal(ItemPhase.Approved, (await _county.Item("here")).Phase);
        }
        else
        {
            await _county.Refused<NothingCameDown>(
                Officer,
                new OpenCameDown.Act(item, "here", "o-head", "u-housing")
            );
        }
    }

    [Fact]
    public async Task Each_letter_is_taken_once_whatever_is_lost_on_the_way()
    {
        var item = await Assigned();
        await _city.Do(Officer, new SendDown.Act(item, County));
        await _city.Publish();

        Assert.Equal(1, await Exchange(_county));
        Assert.Equal(0, await Exchange(_county));
        await _county.Node.Store.MoveCursor(County, "letters-" + City, 0, Cancel);
        var size = _county.Log.Clerk.Size;
        await Exchange(_county);

        Assert.Equal(size, _county.Log.Clerk.Size);
        Assert.Single(await _county.Reading.Matters(down: false));
        await _city.Refused<ItemIsWithAnotherLevel>(Officer, new SendDown.Act(item, County));
        await _county.Do(Officer, new OpenCameDown.Act(item, "here", "o-head", "u-housing"));
        await _county.Refused<NothingCameDown>(
            Officer,
            new OpenCameDown.Act(item, "again", "o-head", "u-housing")
        );
    }

    [Fact]
    public async Task The_receipt_of_a_letter_is_kept_and_proves_it_without_the_other_level()
    {
        var item = await Assigned();
        await _city.Do(Officer, new SendDown.Act(item, County));
        await _city.Publish();
        await Exchange(_county);

        var fact = await Came(_county);
        var kept = await _county.Node.Store.ContentOf(County, fact.Proof, Cancel);
        var verdict = new Daylight.Proceedings.Publishing.Verification([_city.Key]).OfReceipt(kept);

        Assert.True(verdict.Good);
        Assert.Equal(fact.FromIndex, verdict.Receipt!.Index);
        Assert.False(new Daylight.Proceedings.Publishing.Verification([_county.Key]).OfReceipt(kept).Good);
    }

    [Fact]
    public async Task Nobody_else_gets_the_letters_and_no_other_letter_is_believed()
    {
        var item = await Assigned();
        await _city.Do(Officer, new SendDown.Act(item, County));
        await _city.Publish();
        var good = new LetterRequest(County, City, 0, _clock.GetUtcNow());
        var key = _county.Log.Keys.Signers[0];
        Assert.Equal((HttpStatusCode.OK, 1), await Ask(good.Sign(key)));

        foreach (
            var bad in new[]
            {
                good.Sign(_city.Log.Keys.Signers[0]),
                (good with { Asker = "330226" }).Sign(key),
                (good with { Asked = "330299" }).Sign(key),
                (good with { At = _clock.GetUtcNow().AddMinutes(-11) }).Sign(key),
                (good with { At = _clock.GetUtcNow().AddMinutes(11) }).Sign(key),
                Changed(good.Sign(key)),
                [],
                new byte[5000],
                "nonsense"u8.ToArray(),
            }
        )
        {
            Assert.Equal((HttpStatusCode.Forbidden, 0), await Ask(bad));
        }

        // Letters for others are not handed out, and a server that gives out another log's receipts is not believed.
        await _county.Knows(City, "宁波市", _county.Key, _city.Address);
        Assert.Equal(0, await Exchange(_county));
        Assert.Empty(await _county.Reading.Matters(down: false));
    }

    [Fact]
    public async Task An_item_is_given_only_while_units_have_it_and_only_to_a_level_that_is_known()
    {
        await _city.Do(Officer, Proposal("new"));
        await _city.Refused<ItemIsElsewhere>(Officer, new SendDown.Act("new", County));
        await _city.Refused<NoSuchItem>(Officer, new SendDown.Act("none", County));
        await _city.Refused<YourOfficeLacksThePower>(Unit, new SendDown.Act("new", County));
        var item = await Assigned();
        await _city.Refused<NoSuchLevel>(Officer, new SendDown.Act(item, ""));
        await _city.Refused<NoSuchLevel>(Officer, new SendDown.Act(item, City));
    }

    private static Mandate Officer { get; } = Trial.Officer("p-wang", "o-sup", "u-sup", "supervision.run");

    private static Mandate Head { get; } =
        Trial.Officer("p-zhang", "o-head", "u-gov", "supervision.approve", "supervision.give");

    private static Mandate Unit { get; } =
        Trial.Officer("p-li", "o-housing", "u-housing", "supervision.answer");

    private async Task<string> Assigned()
    {
        await _city.Do(Officer, Proposal("item"));
        await _city.Do(Head, new Approve.Act("item", 2026));
        await _city.Do(Officer, new Assign.Act("item", ""));
        return "item";
    }

    private static Propose.Act Proposal(string item) =>
        new(
            item,
            "老旧小区加装电梯审批提速",
            ItemSource.Meeting,
            "市政府常务会议纪要",
            "年底前压缩到10个工作日",
            "o-head",
            "u-xiangshan",
            [],
            "10个工作日",
            false
        );

    private Task<int> Exchange(Place place) =>
        new LevelExchange(
            place.Node,
            place.Log,
            PeerList.Read(place.Node.Options.LevelsFile),
            _client,
            _clock
        ).Pass(Cancel);

    private async Task<(HttpStatusCode Status, int Letters)> Ask(byte[] request)
    {
        using var body = new ByteArrayContent(request);
        using var answer = await _client.PostAsync(new Uri(_city.Address, LettersFace.Route), body, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return (
            answer.StatusCode,
            answer.IsSuccessStatusCode
                ? System.Text.Json.JsonDocument.Parse(text).RootElement.GetArrayLength()
                : 0
        );
    }

    private static byte[] Changed(byte[] request)
    {
        var at = Array.IndexOf(request, (byte)'\n', 30) + 1;
        request[at] ^= 1;
        return request;
    }

    private static async Task<ItemCameDown> Came(Place place)
    {
        await foreach (var row in place.Node.Store.Facts(place.Code, 0, place.Log.Clerk.Size, Cancel))
        {
            var envelope = Envelope.Parse(row.Envelope);
            if (envelope.Kind == nameof(ItemCameDown))
            {
                return (ItemCameDown)
                    Mechanisms.Kinds.Read(envelope.Kind, envelope.KindVersion, envelope.Payload.Span);
            }
        }

        throw new InvalidOperationException("nothing came down");
    }

    /// <summary>One level: its folder, its node, and, while it is there, its host.</summary>
    private sealed class Place(string folder, string code, TestClock clock, VerifierKey key)
        : IAsyncDisposable
    {
        private WebApplication? _app;
        private Node? _node;
        private int _acts;

        public string Code => code;

        public VerifierKey Key => key;

        public Node Node => _node!;

        public NodeLog Log => Node.Logs[0];

        public Uri Address => _app!.Address();

        public LevelReading Reading => new(Node.Store, code);

        private NodeOptions Options =>
            HostPlace.Of(new NodeOptions(folder) { PublishEvery = null, Time = clock });

        public static async Task<Place> Found(string folder, string code, TestClock clock) =>
            new(
                folder,
                code,
                clock,
                await Node.Init(
                    HostPlace.Of(new NodeOptions(folder) { Time = clock }),
                    code,
                    $"d{code}.test/log",
                    Cancel
                )
            );

        /// <summary>Writes whom this level knows.</summary>
        public Task Knows(string other, string name, VerifierKey theirs, Uri url) =>
            File.WriteAllTextAsync(Options.LevelsFile, $"# levels\n{other} {name} {url} {theirs}\n", Cancel);

        public async Task<Place> Start()
        {
            _node = await Node.Open(Options, Cancel);
            if (Log.Clerk.Size == 0)
            {
                await FoundRules();
            }

            _app = DaylightWeb.Build(
                new DaylightWebOptions
                {
                    Url = "http://127.0.0.1:0",
                    Time = clock,
                    Faces = Mechanisms.Faces(_node),
                    Services = services => services.AddNode(_node),
                }
            );
            await _app.StartAsync(Cancel);
            return this;
        }

        public async Task Stop()
        {
            await _app!.StopAsync(Cancel);
            await _app.DisposeAsync();
            await Node.DisposeAsync();
            _node = null;
        }

        public async Task Publish() => await Log.Publisher.Publish();

        public async Task<ItemRow> Item(string item)
        {
            await using var connection = await Node.Store.Read(Cancel);
            return Assert.Single(
                await new ItemView().Read(connection, code, "AND item = @item LIMIT 1", new { item })
            );
        }

        public async Task Do(Mandate by, Act act)
        {
            var outcome = await Perform(by, act);
            Assert.True(
                outcome is Outcome.Recorded,
                outcome is Outcome.Refused no ? $"{act} {no.Refusal}" : ""
            );
        }

        public async Task Refused<TRefusal>(Mandate by, Act act) =>
            Assert.IsType<TRefusal>(Assert.IsType<Outcome.Refused>(await Perform(by, act)).Refusal);

        public async ValueTask DisposeAsync()
        {
            if (_node is not null)
            {
                await Stop();
            }
        }

        private Task<Outcome> Perform(Mandate by, Act act) =>
            Log.Clerk.Perform(
                new Submission($"t-{clock.GetUtcNow().ToUnixTimeMilliseconds()}-{_acts++}", act, by),
                Cancel
            );

        private async Task FoundRules()
        {
            var first = Trial.Officer("p-sun", "o-reg", "u-gov", "rules.adopt");
            await Do(first, new FoundRules.Act());
            var pack = RulePack
                .Load(
                    Directory
                        .EnumerateFiles(Shipped.Folder("rulepacks", "national"), "*.yaml")
                        .Order(StringComparer.Ordinal)
                        .Select(file => new PackFile(Path.GetFileName(file), File.ReadAllText(file)))
                )
                .Pack!;
            await Do(first, new AdoptPack.ProposeAct(pack.Content));
            await Do(
                Trial.Officer("p-second", "o-reg-2", "u-gov", "rules.adopt"),
                new AdoptPack.ConfirmAct(
                    pack.Name,
                    ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(pack.Content))
                )
            );
        }
    }
}
