using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Daylight.Accounts;
using Daylight.Accounts.Views;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Intake;
using Daylight.Tests.Accounts;
using Daylight.Web.Outbound;
using Daylight.Web.Webhooks;
using Person = Daylight.Tests.Accounts.Person;

namespace Daylight.Tests.Web;

/// <summary>Notices to people, through gateways that stand on this machine.</summary>
public sealed class OutboundTests
{
    private const string Secret = "geheim-KANARI";
    private const string Text = "您有1项待办，请登录查看。";

    private static readonly Mandate s_rules = new(
        "first",
        "o-rules",
        "u-rules",
        System.Collections.Frozen.FrozenSet.Create("rules.adopt")
    );

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_short_message_holds_a_number_and_no_matter()
    {
        await using var stub = new Stub();

        Assert.Equal(Told.Taken, await Send(stub, Channel.Sms, "13800000000"));

        var heard = Assert.Single(stub.Heard);
        Assert.Contains($"Bearer {Secret}", heard.Head, StringComparison.Ordinal);
        using var body = JsonDocument.Parse(heard.Body);
        Assert.Equal("13800000000", body.RootElement.GetProperty("phone").GetString());
        Assert.Equal(Text, body.RootElement.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("""{"success":true,"content":{}}""", nameof(Told.Taken))]
    [InlineData("""{"success":false}""", nameof(Told.Answered))]
    [InlineData("no json", nameof(Told.Answered))]
    public async Task The_open_platform_gets_signed_fields_and_its_word_counts(string answer, string told)
    {
        await using var stub = new Stub { Answer = _ => answer };

        Assert.Equal(told, (await Send(stub, Channel.GovDing, "zhang.san")).ToString());

        var heard = Assert.Single(stub.Heard);
        Assert.StartsWith("POST /message/workNotification ", heard.Head, StringComparison.Ordinal);
        var fields = heard
            .Body.Split('&')
            .Select(field => field.Split('=', 2))
            .ToDictionary(field => field[0], field => WebUtility.UrlDecode(field[1]));
        Assert.Equal("zhang.san", fields["receiverIds"]);
        Assert.Contains(
            Text,
            JsonDocument
                .Parse(fields["msg"]!)
                .RootElement.GetProperty("text")
                .GetProperty("content")
                .GetString()!,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ChannelLines.Signature(
                Secret,
                heard.Header("X-Hmac-Auth-Timestamp"),
                heard.Header("X-Hmac-Auth-Nonce"),
                "/message/workNotification",
                fields
                    .OrderBy(field => field.Key, StringComparer.Ordinal)
                    .Select(field => KeyValuePair.Create(field.Key, field.Value!))
            ),
            heard.Header("X-Hmac-Auth-Signature")
        );
        Assert.DoesNotContain(Secret, heard.Head + heard.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WeCom_is_asked_for_a_token_once_and_a_token_that_ended_is_asked_for_again()
    {
        var ended = false;
        await using var stub = new Stub
        {
            Answer = heard =>
                heard.Head.Contains("/gettoken?", StringComparison.Ordinal)
                    ? """{"errcode":0,"access_token":"t1","expires_in":7200}"""
                : ended ? """{"errcode":42001}"""
                : """{"errcode":0}""",
        };
        using var line = Line();
        var lines = new ChannelLines(line, TimeProvider.System);

        Assert.Equal(Told.Taken, await lines.Send(Row(Channel.WeCom, stub), Secret, Notice("zs"), Cancel));
        Assert.Equal(Told.Taken, await lines.Send(Row(Channel.WeCom, stub), Secret, Notice("zs"), Cancel));
        Assert.Equal(3, stub.Heard.Count);
        ended = true;
        Assert.Equal(Told.Answered, await lines.Send(Row(Channel.WeCom, stub), Secret, Notice("zs"), Cancel));
        ended = false;
        Assert.Equal(Told.Taken, await lines.Send(Row(Channel.WeCom, stub), Secret, Notice("zs"), Cancel));
        Assert.Equal(
            2,
            stub.Heard.Count(heard => heard.Head.Contains("/gettoken?", StringComparison.Ordinal))
        );
        Assert.Contains(
            stub.Heard,
            heard => heard.Body.Contains("\"touser\":\"zs\"", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_gateway_inside_is_refused_before_a_byte_is_sent()
    {
        await using var stub = new Stub();
        var lines = new ChannelLines(WebhookLine.Real, TimeProvider.System);

        foreach (var channel in Enum.GetValues<Channel>())
        {
            Assert.Equal(
                Told.AddressRefused,
                await lines.Send(
                    Row(channel, stub) with
                    {
                        Url = $"http://127.0.0.1:{stub.Port}",
                    },
                    Secret,
                    Notice("zs"),
                    Cancel
                )
            );
        }

        Assert.Empty(stub.Heard);
    }

    [Fact]
    public async Task Somebody_is_told_once_an_hour_in_office_hours_by_the_channel_of_his_choice_until_his_office_ends()
    {
        await using var host = await AccountsHost.Start();
        await using var stub = new Stub();
        using var line = Line();
        var chen = await Liaison(host);
        await Connect(host, stub);
        await Choose(chen, "13800000000");
        var runner = new OutboundRunner(host.Node, host.Node.Logs[0], line, host.Time);
        Assert.Equal(0, await runner.Pass(Cancel));

        await Item(host, "first");
        Assert.Equal(1, await runner.Pass(Cancel));
        var heard = Assert.Single(stub.Heard);
        Assert.Contains("13800000000", heard.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("事项", heard.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("陈", heard.Body, StringComparison.Ordinal);

        await Item(host, "second");
        Assert.Equal(0, await runner.Pass(Cancel));
        host.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(1, await runner.Pass(Cancel));
        Assert.Equal(0, await runner.Pass(Cancel));

        // Nine in the evening, and then the next morning.
        host.Time.Advance(TimeSpan.FromHours(10));
        await Item(host, "third");
        Assert.Equal(0, await runner.Pass(Cancel));
        host.Time.Advance(TimeSpan.FromHours(13));
        Assert.Equal(1, await runner.Pass(Cancel));

        await host.Do(
            new LeaveOffice.Act(
                "o-jiaoyu",
                "p-chen",
                new DateOnly(2026, 11, 24),
                LeavingReason.Retirement,
                "任字2号"
            )
        );
        host.Time.Advance(TimeSpan.FromDays(1));
        await Item(host, "fourth");
        Assert.Equal(0, await runner.Pass(Cancel));
        Assert.Equal(3, stub.Heard.Count);
        Assert.DoesNotContain(Secret, host.Log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("13800000000", host.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_arrive_is_tried_again_and_stands_on_a_page_after_a_day()
    {
        await using var host = await AccountsHost.Start();
        var stub = new Stub();
        using var line = Line();
        var chen = await Liaison(host);
        var security = (await Connect(host, stub)).Browser;
        await Choose(chen, "13800000000");
        await stub.DisposeAsync();
        await Item(host, "first");
        var runner = new OutboundRunner(host.Node, host.Node.Logs[0], line, host.Time);

        Assert.Equal(0, await runner.Pass(Cancel));
        Assert.Equal(
            nameof(Told.Unreachable),
            Assert.Single(await host.Desk.Outgoing.Undeliverable(Cancel)).Why
        );
        Assert.Contains(
            "无法连接",
            (await security.Open("/desk/admin/gateways")).Body!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "没有送达",
            (await chen.Browser.Open("/desk/account")).Body!.TextContent,
            StringComparison.Ordinal
        );

        host.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await runner.Pass(Cancel));
        var given = Assert.Single(await host.Desk.Outgoing.Undeliverable(Cancel));
        host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await host.Desk.Outgoing.Take(Cancel));

        // What comes next is tried anew, and the line is gone when it arrives.
        await using var back = new Stub(stub.Port);
        await Item(host, "second");
        Assert.Equal(1, await runner.Pass(Cancel));
        Assert.Equal(2, given.Tries);
        Assert.Empty(await host.Desk.Outgoing.Undeliverable(Cancel));
    }

    [Fact]
    public async Task A_gateway_needs_two_administrators_and_a_number_stands_nowhere_in_the_database()
    {
        await using var host = await AccountsHost.Start();
        await using var stub = new Stub();
        var people = await host.AppointAll();
        const string page = "/desk/admin/gateways";
        var system = people[AdministratorRole.System].Browser;
        var security = people[AdministratorRole.Security].Browser;

        var form = Walker
            .Form(await system.Open(page), "propose-Sms")
            .With("url", "http://sms.example/send")
            .With("key", "county")
            .With("agent", "象山督查");
        Assert.Equal(409, (await system.Send(form)).Status);
        Assert.Equal(302, (await system.Send(form.With("url", "https://sms.example/send"))).Status);
        var waiting = await system.Open(page);
        Assert.Null(waiting.GetElementById("confirm-Sms"));
        var confirm = Walker.Form(await security.Open(page), "confirm-Sms");
        Assert.Equal(409, (await security.Send(confirm.With("url", "https://other.example"))).Status);
        Assert.Equal(
            302,
            (await security.Send(Walker.Form(await security.Open(page), "confirm-Sms"))).Status
        );
        Assert.Equal(
            "https://sms.example/send",
            Assert.Single(await Channels.Gateways(host.Node.Store, AccountsHost.Jurisdiction, Cancel)).Url
        );

        var chen = await Liaison(host);
        var account = await chen.Browser.Open("/desk/account");
        Assert.NotEqual(
            302,
            (await chen.Browser.Send(Walker.Form(account, "reach-set").With("address", "12345"))).Status
        );
        await Choose(chen, "13812345678");
        Assert.Contains(
            "13812345678",
            (await chen.Browser.Open("/desk/account")).Body!.TextContent,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "13812345678",
            (await security.Open(page)).Body!.TextContent,
            StringComparison.Ordinal
        );
        foreach (
            var file in Directory
                .EnumerateFiles(host.Data, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file) != "lock")
        )
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[open.Length];
            await open.ReadExactlyAsync(bytes, Cancel);
            Assert.True(bytes.AsSpan().IndexOf("13812345678"u8) < 0, file);
        }
    }

    private static Task<Told> Send(Stub stub, Channel channel, string to)
    {
        var line = Line();
        return new ChannelLines(line, TimeProvider.System).Send(
            Row(channel, stub),
            Secret,
            Notice(to),
            Cancel
        );
    }

    private static Outward Notice(string to) => new(to, NoticeText.Of(1), "n1");

    private static GatewayRow Row(Channel channel, Stub stub) =>
        new(channel, $"http://gateway.example:{stub.Port}", "key", "agent", "", 0, "", "", "", "");

    private static WebhookLine Line() =>
        new(
            (_, _) => Task.FromResult(new[] { IPAddress.Loopback }),
            (address, _) => Equals(address, IPAddress.Loopback)
        );

    /// <summary>A liaison of the education bureau with an account of her own.</summary>
    private static async Task<Person> Liaison(AccountsHost host)
    {
        await host.Office("u-jiaoyu", "330225018", "o-jiaoyu", "p-chen");
        await host.Give("o-jiaoyu", "supervision.answer");
        return await host.Account("p-chen", "chen");
    }

    /// <summary>Both administrators connect a gateway for short messages, whose secret lies in the key folder.</summary>
    private static async Task<Person> Connect(AccountsHost host, Stub stub)
    {
        await File.WriteAllTextAsync(Channels.SecretFile(host.Desk, Channel.Sms)!, $"{Secret}\n", Cancel);
        await host.Do(
            new Gateways.ProposeAct(
                Channel.Sms,
                $"http://gateway.example:{stub.Port}",
                "county",
                "象山督查",
                "10.0.0.0/8"
            )
        );
        await host.Do(new Gateways.ConfirmAct(Channel.Sms, $"http://gateway.example:{stub.Port}"));
        await host.Do(new FoundRules.Act(), s_rules);
        var pack = RulePack
            .Load(
                Directory
                    .EnumerateFiles(Habits.Tree.At("rulepacks/national"), "*.yaml")
                    .Order(StringComparer.Ordinal)
                    .Select(file => new PackFile(Path.GetFileName(file), File.ReadAllText(file)))
            )
            .Pack!;
        await host.Do(new AdoptPack.ProposeAct(pack.Content), s_rules);
        await host.Do(
            new AdoptPack.ConfirmAct(pack.Name, ContentHash.Of(Encoding.UTF8.GetBytes(pack.Content))),
            s_rules with
            {
                Person = "second",
            }
        );
        return await host.Appoint(AdministratorRole.Security);
    }

    private static async Task Choose(Person person, string address)
    {
        var form = Walker.Form(await person.Browser.Open("/desk/account"), "reach-set");
        Assert.Equal(
            302,
            (await person.Browser.Send(form.With("channel", "Sms").With("address", address))).Status
        );
    }

    private static Task Item(AccountsHost host, string item) =>
        host.Do(
            new ImportItem.Act(
                item,
                $"旧{item}",
                "事项",
                ItemSource.Meeting,
                "纪要",
                "要求",
                "o-county-head",
                "u-jiaoyu",
                [],
                new DateOnly(2026, 10, 1),
                new DateOnly(2026, 12, 20),
                new DateOnly(2026, 12, 20),
                0,
                ItemPhase.InHand,
                null,
                ""
            ),
            new Mandate(
                "officer",
                "o-dudao",
                "u-dudao",
                System.Collections.Frozen.FrozenSet.Create("supervision.run")
            )
        );

    private sealed record Request(string Head, string Body)
    {
        public string Header(string name) =>
            Head.Split("\r\n")
                .Single(one => one.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[
                    (name.Length + 1)..
                ]
                .Trim();
    }

    /// <summary>A gateway: takes whole requests and answers what it is told to.</summary>
    private sealed class Stub : IAsyncDisposable
    {
        private readonly TcpListener _listener;
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _work;

        public Stub(int port = 0)
        {
            _listener = new TcpListener(IPAddress.Loopback, port);
            _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _work = Task.Run(Serve);
        }

        public int Port { get; }

        public ConcurrentQueue<Request> Heard { get; } = new();

        public Func<Request, string> Answer { get; init; } = _ => "{}";

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _work;
            _stop.Dispose();
        }

        private async Task Serve()
        {
            while (!_stop.IsCancellationRequested)
            {
                try
                {
                    using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                    await Talk(client.GetStream());
                }
                catch (Exception fault)
                    when (fault is OperationCanceledException or SocketException or IOException)
                {
                    // The next one, or the end.
                }
            }
        }

        private async Task Talk(NetworkStream stream)
        {
            var bytes = new List<byte>();
            var buffer = new byte[4096];
            int read;
            while (!IsWhole(bytes) && (read = await stream.ReadAsync(buffer, _stop.Token)) > 0)
            {
                bytes.AddRange(buffer.AsSpan(0, read));
            }

            var text = Encoding.UTF8.GetString([.. bytes]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var request = new Request(text[..end], text[(end + 4)..]);
            Heard.Enqueue(request);
            var body = Encoding.UTF8.GetBytes(Answer(request));
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"
                ),
                _stop.Token
            );
            await stream.WriteAsync(body, _stop.Token);
        }

        private static bool IsWhole(List<byte> bytes)
        {
            var text = Encoding.Latin1.GetString([.. bytes]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
            {
                return false;
            }

            var length = text[..end]
                .Split("\r\n")
                .FirstOrDefault(line =>
                    line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)
                );
            return length is null
                || text.Length - end - 4
                    >= int.Parse(length[15..], System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
