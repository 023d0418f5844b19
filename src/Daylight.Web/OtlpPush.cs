using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Daylight.Web;

/// <summary>
/// Sends what <c>/metrics</c> says to a collector of OpenTelemetry, once a minute: OTLP 1.0 over HTTP with a JSON body. It
/// sends counters and no traces, whose attributes would hold addresses and so ids of matters.
/// </summary>
/// <param name="collector">The address before <c>/v1/metrics</c>, as OTEL_EXPORTER_OTLP_ENDPOINT has it.</param>
internal sealed partial class OtlpPush(
    Uri collector,
    RequestMeter meter,
    TimeProvider time,
    ILogger<OtlpPush> log
) : BackgroundService
{
    private const int Cumulative = 2;
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(1);

    private readonly DateTimeOffset _began = time.GetUtcNow();

    /// <summary>One export. What the collector answers is not read.</summary>
    public async Task Send(HttpClient client, CancellationToken cancel)
    {
        using var body = new StringContent(
            Write(meter, _began, time.GetUtcNow()),
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var answer = await client.PostAsync(
            new Uri(collector.AbsoluteUri.TrimEnd('/') + "/v1/metrics"),
            body,
            cancel
        );
        answer.EnsureSuccessStatusCode();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var client = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }
        )
        {
            Timeout = TimeSpan.FromSeconds(10),
        };
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(s_every, TimeProvider.System, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await Send(client, stoppingToken);
                failing = false;
            }
            catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
            {
                // Told once, until it works again.
                if (!failing && !stoppingToken.IsCancellationRequested)
                {
                    Failed(log, fault.GetType().Name);
                }

                failing = true;
            }
        }
    }

    internal static string Write(RequestMeter meter, DateTimeOffset began, DateTimeOffset now)
    {
        var (from, at) = (Nanoseconds(began), Nanoseconds(now));
        var byStatus = new JsonArray([
            .. meter.ByStatus.Select(counted =>
                (JsonNode)
                    new JsonObject
                    {
                        ["attributes"] = Attribute("status", counted.Status),
                        ["startTimeUnixNano"] = from,
                        ["timeUnixNano"] = at,
                        ["asInt"] = Text(counted.Count),
                    }
            ),
        ]);
        var (bounds, counts, seconds) = meter.Durations;
        var durations = new JsonObject
        {
            ["startTimeUnixNano"] = from,
            ["timeUnixNano"] = at,
            ["count"] = Text(counts.Sum()),
            ["sum"] = seconds,
            ["bucketCounts"] = new JsonArray([.. counts.Select(count => (JsonNode)Text(count))]),
            ["explicitBounds"] = new JsonArray([.. bounds.Select(bound => (JsonNode)bound)]),
        };
        return new JsonObject
        {
            ["resourceMetrics"] = new JsonArray(
                new JsonObject
                {
                    ["resource"] = new JsonObject { ["attributes"] = Attribute("service.name", "daylight") },
                    ["scopeMetrics"] = new JsonArray(
                        new JsonObject
                        {
                            ["scope"] = new JsonObject { ["name"] = "daylight" },
                            ["metrics"] = new JsonArray(
                                new JsonObject
                                {
                                    ["name"] = "daylight.requests",
                                    ["sum"] = new JsonObject
                                    {
                                        ["aggregationTemporality"] = Cumulative,
                                        ["isMonotonic"] = true,
                                        ["dataPoints"] = byStatus,
                                    },
                                },
                                new JsonObject
                                {
                                    ["name"] = "daylight.request.duration",
                                    ["unit"] = "s",
                                    ["histogram"] = new JsonObject
                                    {
                                        ["aggregationTemporality"] = Cumulative,
                                        ["dataPoints"] = new JsonArray(durations),
                                    },
                                }
                            ),
                        }
                    ),
                }
            ),
        }.ToJsonString(JsonSerializerOptions.Default);
    }

    private static JsonArray Attribute(string key, string value) =>
        new(
            new JsonObject
            {
                ["key"] = key,
                ["value"] = new JsonObject { ["stringValue"] = value },
            }
        );

    /// <summary>As the JSON of protocol buffers has it: numbers of 64 bits are text.</summary>
    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Nanoseconds(DateTimeOffset at) => Text(at.ToUnixTimeMilliseconds() * 1_000_000);

    [LoggerMessage(LogLevel.Warning, "The collector of measures takes nothing: {Why}")]
    private static partial void Failed(ILogger log, string why);
}
