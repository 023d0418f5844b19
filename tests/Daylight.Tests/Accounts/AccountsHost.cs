using Daylight.Accounts;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Web;
using Daylight.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Daylight.Tests.Accounts;

/// <summary>A served node without demonstration, on a free port, under a clock that tests move.</summary>
internal sealed class AccountsHost : IAsyncDisposable
{
    public const string Jurisdiction = "330225";
    public const string Password = "correct-horse-battery";

    private readonly WebApplication _app;

    private AccountsHost(string data, Node node, WebApplication app, TestClock time, StringWriter log)
    {
        Data = data;
        Node = node;
        _app = app;
        Time = time;
        Log = log;
    }

    public string Data { get; }

    public Node Node { get; }

    public AccountsDesk Desk => Node.Accounts;

    public TestClock Time { get; }

    /// <summary>Everything that the host wrote to its log.</summary>
    public StringWriter Log { get; }

    public Uri Address => _app.Address();

    public static async Task<AccountsHost> Start(
        Func<NodeOptions, NodeOptions>? with = null,
        Func<DaylightWebOptions, DaylightWebOptions>? web = null,
        DateTimeOffset? at = null
    )
    {
        var time = new TestClock(at ?? new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
        var data = Directory.CreateTempSubdirectory("daylight-accounts-").FullName;
        var options = new NodeOptions(Path.Combine(data, "node"))
        {
            Time = time,
            PublishEvery = null,
            Accounts = new AccountsOptions { PasswordRounds = 1_000 },
        };
        options = HostPlace.Of(with?.Invoke(options) ?? options);
        await Node.Init(options, Jurisdiction, "accounts.example/log");
        return await Open(data, options, time, web);
    }

    private static async Task<AccountsHost> Open(
        string data,
        NodeOptions options,
        TestClock time,
        Func<DaylightWebOptions, DaylightWebOptions>? web
    )
    {
        var node = await Node.Open(options);
        var log = new StringWriter();
        var host = new DaylightWebOptions
        {
            Url = "http://127.0.0.1:0",
            DataFolder = options.DataFolder,
            Place = "象山县",
            Time = time,
            LogRequests = true,
            Faces = Mechanisms.Faces(node),
            Services = services => services.AddNode(node),
            Logging = logging =>
                logging
                    .SetMinimumLevel(LogLevel.Trace)
                    .AddProvider(new LogInto(TextWriter.Synchronized(log))),
        };
        var app = DaylightWeb.Build(web?.Invoke(host) ?? host);
        await app.StartAsync();
        return new AccountsHost(data, node, app, time, log);
    }

    public Walker Browser() => new(Address);

    /// <summary>Opens the first link of a role and signs in by it.</summary>
    public async Task<Person> Appoint(AdministratorRole role)
    {
        var links = await new Invitations(Desk).First();
        return await Open(
            links.Single(link => link.Role == role).Path,
            role.ToString().ToLowerInvariant(),
            $"{role}（虚构）"
        );
    }

    /// <summary>All three first administrators, each with his own link.</summary>
    public async Task<IReadOnlyDictionary<AdministratorRole, Person>> AppointAll()
    {
        var links = await new Invitations(Desk).First();
        var people = new Dictionary<AdministratorRole, Person>();
        foreach (var link in links)
        {
            var role = link.Role!.Value;
            people[role] = await Open(link.Path, role.ToString().ToLowerInvariant(), $"{role}（虚构）");
        }

        return people;
    }

    /// <summary>Takes up an invitation in a browser of its own.</summary>
    public async Task<Person> Open(string path, string login, string name, string password = Password)
    {
        var walker = Browser();
        var page = await walker.Open(path);
        var form = Walker.Form(page, "invitation");
        var secret = Person.SecretIn(page);
        if (form.Fields.Any(field => field.Key == "name"))
        {
            form = form.With("name", name);
        }

        if (form.Fields.Any(field => field.Key == "login"))
        {
            form = form.With("login", login);
        }

        var answer = await walker.Send(
            form.With("password", password)
                .With("again", password)
                .With("code", Person.CodeOf(secret, Time.GetUtcNow()))
        );
        Assert.True(answer.Status == 302, answer.Page.QuerySelector("main")?.TextContent);
        return new Person(this, walker, login, password, secret);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Node.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }

    private sealed class LogInto(TextWriter to) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Line(to);

        public void Dispose() { }

        private sealed class Line(TextWriter to) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel,
                EventId eventId,
                TState state,
                Exception? exception,
                Func<TState, Exception?, string> formatter
            ) => to.WriteLine($"{formatter(state, exception)} {exception}");
        }
    }
}

/// <summary>A person with a browser, a password and an authenticator.</summary>
internal sealed record Person(AccountsHost Host, Walker Browser, string Login, string Password, byte[] Secret)
{
    /// <summary>The newest code; the clock is moved on first, since a code is good once.</summary>
    public string NextCode()
    {
        Host.Time.Advance(TimeSpan.FromSeconds(Totp.Step));
        return CodeOf(Secret, Host.Time.GetUtcNow());
    }

    /// <summary>Sends the sign-in form in a new browser.</summary>
    public async Task<(Walker Browser, Answered Answer)> SignIn(string? password = null, string? code = null)
    {
        var walker = Host.Browser();
        var form = Walker.Form(await walker.Open("/sign-in"), "sign-in");
        return (
            walker,
            await walker.Send(
                form.With("login", Login)
                    .With("password", password ?? Password)
                    .With("code", code ?? NextCode())
            )
        );
    }

    public static string CodeOf(byte[] secret, DateTimeOffset now) => Totp.Code(secret, Totp.StepAt(now));

    /// <summary>The key that a page shows for typing.</summary>
    public static byte[] SecretIn(AngleSharp.Dom.IDocument page) =>
        FromBase32(page.QuerySelector("main .code")!.TextContent.Replace(" ", "", StringComparison.Ordinal));

    private static byte[] FromBase32(string text)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bytes = new List<byte>();
        var (buffer, bits) = (0, 0);
        foreach (var letter in text)
        {
            buffer = ((buffer << 5) | alphabet.IndexOf(letter, StringComparison.Ordinal)) & 0xfff;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
            }
        }

        return [.. bytes];
    }
}
