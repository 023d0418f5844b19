using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Daylight.Accounts;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Intake;
using Daylight.Tests.Accounts;
using Daylight.Web.Webhooks;

namespace Daylight.Tests.Web;

/// <summary>Real receivers on this machine, good ones and bad ones.</summary>
public sealed class WebhookTests
{
    private static readonly TimeSpan s_brief = TimeSpan.FromSeconds(1);
    private static readonly string s_secret = $"whsec_{Convert.ToBase64String(new byte[32])}";
    private static readonly Mandate s_officer = new(
        "officer",
        "o-dudao",
        "u-dudao",
        System.Collections.Frozen.FrozenSet.Create("supervision.run")
    );

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receiver_is_told_id_and_kind_signed_and_can_check_it()
    {
        await using var receiver = new Receiver();
        using var line = Line();

        Assert.Equal(Told.Taken, await Tell(line, receiver));

        var heard = Assert.Single(receiver.Heard);
        var time = Header(heard, "webhook-timestamp");
        var body = heard[(heard.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.Equal("""{"id":"i1","kind":"ItemSigned"}""", body);
        Assert.Equal(
            WebhookLine.Signature(s_secret, "330225-7", time, body),
            Header(heard, "webhook-signature")
        );
        Assert.NotEqual(
            WebhookLine.Signature(s_secret, "330225-8", time, body),
            Header(heard, "webhook-signature")
        );
        Assert.DoesNotContain("cookie", heard, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(
        "HTTP/1.1 302 Found\r\nLocation: http://receiver.example:{port}/elsewhere\r\nContent-Length: 0\r\n\r\n"
    )]
    [InlineData(
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:{port}/\r\nContent-Length: 0\r\n\r\n"
    )]
    [InlineData("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")]
    public async Task Nothing_is_followed_and_only_a_2xx_is_a_yes(string answer)
    {
        await using var receiver = new Receiver
        {
            Answer = port =>
                Encoding.ASCII.GetBytes(answer.Replace("{port}", $"{port}", StringComparison.Ordinal)),
        };
        using var line = Line();

        Assert.Equal(Told.Answered, await Tell(line, receiver));
        Assert.Single(receiver.Heard);
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_refused_before_a_byte_is_sent()
    {
        await using var receiver = new Receiver();
        foreach (
            var inside in new[] { "127.0.0.1", "::1", "::ffff:127.0.0.1", "169.254.169.254", "10.0.0.1" }
        )
        {
            using var line = new WebhookLine(
                (_, _) => Task.FromResult(new[] { IPAddress.Parse(inside) }),
                AddressRules.MayBeTold
            );
            Assert.Equal(Told.AddressRefused, await Tell(line, receiver));
        }

        using var both = new WebhookLine(
            (_, _) => Task.FromResult(new[] { IPAddress.Parse("8.8.8.8"), IPAddress.Loopback }),
            AddressRules.MayBeTold
        );
        Assert.Equal(Told.AddressRefused, await Tell(both, receiver));
        using var nowhere = new WebhookLine(
            (_, _) => throw new SocketException((int)SocketError.HostNotFound),
            AddressRules.MayBeTold
        );
        Assert.Equal(Told.AddressRefused, await Tell(nowhere, receiver));
        Assert.Equal(
            Told.AddressRefused,
            await WebhookLine.Real.Tell(
                new Uri($"http://localhost:{receiver.Port}/"),
                "127.0.0.0/8",
                s_secret,
                "1",
                DateTimeOffset.UnixEpoch,
                "{}",
                cancel: Cancel
            )
        );
        Assert.Equal(
            Told.AddressRefused,
            await WebhookLine.Real.Tell(
                new Uri($"http://127.0.0.1:{receiver.Port}/"),
                "",
                s_secret,
                "1",
                DateTimeOffset.UnixEpoch,
                "{}",
                cancel: Cancel
            )
        );
        Assert.Equal(
            Told.AddressRefused,
            await WebhookLine.Real.Tell(
                new Uri($"http://[::ffff:7f00:1]:{receiver.Port}/"),
                "",
                s_secret,
                "1",
                DateTimeOffset.UnixEpoch,
                "{}",
                cancel: Cancel
            )
        );
        Assert.Empty(receiver.Heard);
    }

    /// <summary>Rebinding: the name is asked once per try, and the checked address is the one that is called.</summary>
    [Fact]
    public async Task The_address_that_was_checked_is_the_one_that_is_called()
    {
        await using var receiver = new Receiver();
        var asked = 0;
        var seen = new List<IPAddress>();
        using var line = new WebhookLine(
            (_, _) =>
                Task.FromResult(
                    new[]
                    {
                        Interlocked.Increment(ref asked) == 1
                            ? IPAddress.Loopback
                            : IPAddress.Parse("169.254.169.254"),
                    }
                ),
            (address, _) =>
            {
                seen.Add(address);
                return Equals(address, IPAddress.Loopback);
            }
        );

        Assert.Equal(Told.Taken, await Tell(line, receiver));
        Assert.Equal((1, 1), (asked, seen.Count));
        Assert.Equal(Told.AddressRefused, await Tell(line, receiver));
        Assert.Single(receiver.Heard);
    }

    [Fact]
    public async Task A_receiver_that_drips_its_answer_or_says_nothing_is_left_in_time()
    {
        await using var dripping = new Receiver { Drip = true };
        await using var silent = new Receiver { Answer = _ => [], Hang = true };
        using var line = Line();
        foreach (var receiver in new[] { dripping, silent })
        {
            var began = System.Diagnostics.Stopwatch.GetTimestamp();
            Assert.Equal(Told.TooSlow, await Tell(line, receiver));
            Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(began), s_brief / 2, s_brief * 5);
        }
    }

    [Fact]
    public async Task A_huge_answer_is_not_read()
    {
        await using var head = new Receiver
        {
            Answer = _ =>
                Encoding.ASCII.GetBytes(
                    "HTTP/1.1 200 OK\r\n"
                        + string.Concat(Enumerable.Repeat($"x: {new string('a', 1000)}\r\n", 100))
                        + "\r\n"
                ),
        };
        await using var body = new Receiver { Endless = true };
        using var line = Line();

        Assert.Equal(Told.Unreachable, await Tell(line, head));
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Equal(Told.Taken, await Tell(line, body));
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(began), TimeSpan.Zero, s_brief);
    }

    [Fact]
    public async Task A_receiver_hears_of_its_own_matters_in_order_once_and_stops_with_the_mandate()
    {
        await using var host = await AccountsHost.Start();
        await using var receiver = new Receiver();
        using var line = Line();
        await host.Office("u-jiaoyu", "330225018", "o-jiaoyu", "p-chen");
        await host.Give("o-jiaoyu", "supervision.answer");
        await host.Account("p-chen", "chen");
        await Allow(host, receiver, "r1");
        var runner = new WebhookRunner(host.Node, host.Node.Logs[0], line, host.Time);
        await Items(host, ("mine", "u-jiaoyu"), ("theirs", "u-zhujian"));

        Assert.True(await runner.Pass(Cancel) > 0);
        Assert.Equal(0, await runner.Pass(Cancel));

        Assert.All(receiver.Bodies, body => Assert.Equal("mine", body.GetProperty("id").GetString()));
        Assert.Equal("ItemImported", receiver.Bodies[0].GetProperty("kind").GetString());
        var ids = receiver.Heard.Select(heard => Header(heard, "webhook-id")).ToList();
        Assert.Equal(ids.Distinct(), ids);

        await host.Do(
            new LeaveOffice.Act(
                "o-jiaoyu",
                "p-chen",
                new DateOnly(2026, 11, 23),
                LeavingReason.Retirement,
                "任字2号"
            )
        );
        host.Time.Advance(TimeSpan.FromDays(1));
        await Items(host, ("later", "u-jiaoyu"));
        Assert.Equal(0, await runner.Pass(Cancel));
        Assert.Empty(await new ReceiverReading(host.Node.Store, AccountsHost.Jurisdiction).Allowed(Cancel));
    }

    [Fact]
    public async Task A_receiver_that_is_down_is_tried_later_and_given_up_after_a_day_and_loses_nothing_before()
    {
        await using var host = await AccountsHost.Start();
        var receiver = new Receiver();
        using var line = Line();
        await host.Office("u-jiaoyu", "330225018", "o-jiaoyu", "p-chen");
        await host.Give("o-jiaoyu", "supervision.answer");
        await host.Account("p-chen", "chen");
        await Allow(host, receiver, "r1");
        await receiver.DisposeAsync();
        await Items(host, ("first", "u-jiaoyu"));
        var reading = new ReceiverReading(host.Node.Store, AccountsHost.Jurisdiction);
        var runner = new WebhookRunner(host.Node, host.Node.Logs[0], line, host.Time);
        Assert.Equal(0, await runner.Pass(Cancel));

        // Another runner is a restart: it stands where the cursor stands.
        await using (var back = new Receiver(receiver.Port))
        {
            var again = new WebhookRunner(host.Node, host.Node.Logs[0], line, host.Time);
            Assert.True(await again.Pass(Cancel) > 0);
            Assert.Equal("first", back.Bodies[0].GetProperty("id").GetString());
        }

        await Items(host, ("second", "u-jiaoyu"));
        await runner.Pass(Cancel);
        Assert.Empty(await reading.DeadLetters(Cancel));
        host.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        await runner.Pass(Cancel);

        var dead = await reading.DeadLetters(Cancel);
        Assert.NotEmpty(dead);
        Assert.Equal(nameof(Told.Unreachable), dead[0].Why);
        Assert.Equal(0, await runner.Pass(Cancel));
        Assert.Equal(dead.Count, (await reading.DeadLetters(Cancel)).Count);
    }

    [Fact]
    public async Task Only_the_security_administrator_keeps_the_list()
    {
        await using var host = await AccountsHost.Start();
        var people = await host.AppointAll();
        await host.Office("u-jiaoyu", "330225018", "o-jiaoyu", "p-chen");
        await host.Give("o-jiaoyu", "supervision.answer");
        const string page = "/desk/admin/receivers";
        var security = people[AdministratorRole.Security].Browser;
        var form = Walker
            .Form(await security.Open(page), "allow")
            .With("name", "教育局办公系统")
            .With("url", "http://oa.example/hook")
            .With("held", "p-chen o-jiaoyu");
        Assert.Contains("HTTPS", (await security.Send(form)).Body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(302, (await security.Send(form.With("url", "https://oa.example/hook"))).Status);
        var shown = await security.Open(page);
        Assert.Contains("https://oa.example/hook", shown.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("whsec_", shown.Body.TextContent, StringComparison.Ordinal);

        foreach (var role in new[] { AdministratorRole.System, AdministratorRole.Audit })
        {
            var other = await people[role].Browser.Open(page);
            Assert.Null(other.GetElementById("allow"));
            Assert.DoesNotContain("whsec_", other.Body!.TextContent, StringComparison.Ordinal);
            var token = other.QuerySelector("input[name=form-token]")?.GetAttribute("value") ?? "";
            var refused = await people[role]
                .Browser.Send(
                    form with
                    {
                        Fields =
                        [
                            .. form.Fields.Where(field => field.Key != "form-token"),
                            new("form-token", token),
                        ],
                    }
                );
            Assert.NotEqual(302, refused.Status);
        }

        var stop = shown.QuerySelector("form[id^=stop-]")!.Id!;
        Assert.Equal(302, (await security.Send(Walker.Form(shown, stop).With("because", "系统停用"))).Status);
        Assert.Empty(await new ReceiverReading(host.Node.Store, AccountsHost.Jurisdiction).Allowed(Cancel));
    }

    private static WebhookLine Line() =>
        new(
            (_, _) => Task.FromResult(new[] { IPAddress.Loopback }),
            (address, _) => Equals(address, IPAddress.Loopback)
        );

    private static Task<Told> Tell(WebhookLine line, Receiver receiver) =>
        line.Tell(
            new Uri($"http://receiver.example:{receiver.Port}/hook"),
            "",
            s_secret,
            "330225-7",
            DateTimeOffset.UnixEpoch,
            """{"id":"i1","kind":"ItemSigned"}""",
            s_brief,
            Cancel
        );

    private static async Task Allow(AccountsHost host, Receiver receiver, string id) =>
        await host.Do(
            new Receivers.AllowAct(
                id,
                "办公系统",
                $"http://receiver.example:{receiver.Port}/hook",
                "p-chen",
                "o-jiaoyu",
                "10.0.0.0/8"
            )
        );

    private static async Task Items(AccountsHost host, params (string Item, string Lead)[] items)
    {
        foreach (var (item, lead) in items)
        {
            await host.Do(
                new ImportItem.Act(
                    item,
                    $"旧{item}",
                    "事项",
                    ItemSource.Meeting,
                    "纪要",
                    "要求",
                    "o-county-head",
                    lead,
                    [],
                    new DateOnly(2026, 10, 1),
                    null,
                    null,
                    0,
                    ItemPhase.InHand,
                    null,
                    ""
                ),
                s_officer
            );
        }
    }

    private static string Header(string heard, string name) =>
        Regex
            .Match(
                heard,
                $"{name}: (?<value>[^\r]*)",
                RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(1)
            )
            .Groups["value"]
            .Value;

    /// <summary>A server of bytes: says exactly what it is told to, and remembers what it heard.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly TcpListener _listener;
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _work;

        public Receiver(int port = 0)
        {
            _listener = new TcpListener(IPAddress.Loopback, port);
            _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _work = Task.Run(Serve);
        }

        public int Port { get; }

        public ConcurrentQueue<string> Heard { get; } = new();

        public IReadOnlyList<JsonElement> Bodies =>
            [
                .. Heard.Select(heard =>
                    JsonDocument
                        .Parse(heard[(heard.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..])
                        .RootElement
                ),
            ];

        public Func<int, byte[]> Answer { get; init; } =
            _ => "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

        public bool Drip { get; init; }

        public bool Hang { get; init; }

        public bool Endless { get; init; }

        private async Task Serve()
        {
            while (!_stop.IsCancellationRequested)
            {
                try
                {
                    var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                    _ = Task.Run(() => Serve(client));
                }
                catch (Exception) when (_stop.IsCancellationRequested)
                {
                    return;
                }
            }
        }

        private async Task Serve(TcpClient client)
        {
            using (client)
            {
                try
                {
                    var stream = client.GetStream();
                    Heard.Enqueue(await Read(stream));
                    if (Drip)
                    {
                        foreach (var part in "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray())
                        {
                            await stream.WriteAsync(new[] { part }, _stop.Token);
                            await Task.Delay(300, _stop.Token);
                        }
                    }
                    else if (Endless)
                    {
                        await stream.WriteAsync(
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(),
                            _stop.Token
                        );
                        var chunk = Encoding.ASCII.GetBytes($"10000\r\n{new string('a', 0x10000)}\r\n");
                        for (var sent = 0; sent < 10_000; sent++)
                        {
                            await stream.WriteAsync(chunk, _stop.Token);
                        }
                    }
                    else
                    {
                        await stream.WriteAsync(Answer(Port), _stop.Token);
                        await Task.Delay(Hang ? 20_000 : 0, _stop.Token);
                    }
                }
                catch (Exception fault)
                    when (fault is IOException or OperationCanceledException or SocketException)
                {
                    // The other side had enough.
                }
            }
        }

        private async Task<string> Read(NetworkStream stream)
        {
            var text = new StringBuilder();
            var buffer = new byte[4096];
            while (true)
            {
                var read = await stream.ReadAsync(buffer, _stop.Token);
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
                var all = text.ToString();
                var end = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                if (
                    read == 0
                    || (
                        end >= 0
                        && all.Length - end - 4
                            >= int.Parse(
                                "0" + Header(all, "Content-Length"),
                                System.Globalization.CultureInfo.InvariantCulture
                            )
                    )
                )
                {
                    return all;
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _work;
        }
    }
}
