using System.Collections.Concurrent;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Daylight.Ui;
using Daylight.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Daylight.Tests.Web;

/// <summary>A host on a free port of this machine, with a client that keeps cookies and follows nothing.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestHost(WebApplication app, ConcurrentQueue<string> log)
    {
        _app = app;
        Log = log;
        Client = NewClient();
    }

    public HttpClient Client { get; }

    public ConcurrentQueue<string> Log { get; }

    public Uri Address => _app.Address();

    public static async Task<TestHost> Start(Func<DaylightWebOptions, DaylightWebOptions>? with = null)
    {
        var log = new ConcurrentQueue<string>();
        var options = new DaylightWebOptions
        {
            Url = "http://127.0.0.1:0",
            Place = "象山县",
            Logging = logging => logging.AddProvider(new Lines(log)),
        };
        var app = DaylightWeb.Build(with?.Invoke(options) ?? options);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestHost(app, log);
    }

    public HttpClient NewClient() =>
        new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new() })
        {
            BaseAddress = Address,
        };

    public Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Get, path, null, headers);

    public async Task<HttpResponseMessage> Send(
        HttpMethod method,
        string path,
        HttpContent? content,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<IHtmlDocument> Page(string path, params (string Name, string Value)[] headers)
    {
        using var response = await Get(path, headers);
        return await Read(response);
    }

    public static async Task<IHtmlDocument> Read(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
    }

    private sealed class Lines(ConcurrentQueue<string> log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Line(categoryName, log);

        public void Dispose() { }
    }

    private sealed class Line(string category, ConcurrentQueue<string> log) : ILogger
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
        ) => log.Enqueue($"{category} {formatter(state, exception)} {exception}");
    }
}
