using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace Daylight.Web;

/// <summary>Counts requests by class of status and by how long they took. Labels never hold a path, a person or a place.</summary>
internal sealed class RequestMeter
{
    private static readonly double[] s_bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    private readonly long[] _byStatus = new long[6];
    private readonly long[] _byDuration = new long[s_bounds.Length + 1];
    private long _microseconds;

    public void Count(int status, TimeSpan took)
    {
        Interlocked.Increment(ref _byStatus[Math.Clamp(status / 100, 0, 5)]);
        Interlocked.Add(ref _microseconds, (long)took.TotalMicroseconds);
        var seconds = took.TotalSeconds;
        var bucket = Array.FindIndex(s_bounds, bound => seconds <= bound);
        Interlocked.Increment(ref _byDuration[bucket < 0 ? s_bounds.Length : bucket]);
    }

    /// <summary>Requests by class of status, such as 2xx.</summary>
    public IEnumerable<(string Status, long Count)> ByStatus =>
        Enumerable
            .Range(1, _byStatus.Length - 1)
            .Select(status =>
                (
                    string.Create(CultureInfo.InvariantCulture, $"{status}xx"),
                    Interlocked.Read(ref _byStatus[status])
                )
            );

    /// <summary>Bounds in seconds, requests between them with one count more than bounds, and the sum of seconds.</summary>
    public (IReadOnlyList<double> Bounds, IReadOnlyList<long> Counts, double Seconds) Durations =>
        (
            s_bounds,
            [.. _byDuration.Select((_, at) => Interlocked.Read(ref _byDuration[at]))],
            Interlocked.Read(ref _microseconds) / 1e6
        );

    /// <summary>The text format of Prometheus.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        Head(text, "daylight_requests_total", "counter", "Requests answered, by class of status.");
        for (var status = 1; status < _byStatus.Length; status++)
        {
            Line(
                text,
                $"daylight_requests_total{{status=\"{status}xx\"}}",
                Interlocked.Read(ref _byStatus[status])
            );
        }

        WriteDurations(text);
        using var process = Process.GetCurrentProcess();
        One(
            text,
            "process_cpu_seconds_total",
            "counter",
            "Time on processors.",
            process.TotalProcessorTime.TotalSeconds
        );
        One(text, "process_resident_memory_bytes", "gauge", "Memory in use.", process.WorkingSet64);
        One(text, "process_threads", "gauge", "Threads.", process.Threads.Count);
        One(
            text,
            "dotnet_heap_bytes",
            "gauge",
            "Managed memory.",
            GC.GetTotalMemory(forceFullCollection: false)
        );
        One(
            text,
            "dotnet_collections_total",
            "counter",
            "Collections of the oldest generation.",
            GC.CollectionCount(2)
        );
        return text.ToString();
    }

    private void WriteDurations(StringBuilder text)
    {
        Head(text, "daylight_request_duration_seconds", "histogram", "How long requests took.");
        var sum = 0L;
        for (var i = 0; i < _byDuration.Length; i++)
        {
            sum += Interlocked.Read(ref _byDuration[i]);
            var bound = i < s_bounds.Length ? s_bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            Line(text, $"daylight_request_duration_seconds_bucket{{le=\"{bound}\"}}", sum);
        }

        Line(text, "daylight_request_duration_seconds_sum", Interlocked.Read(ref _microseconds) / 1e6);
        Line(text, "daylight_request_duration_seconds_count", sum);
    }

    private static void One(StringBuilder text, string name, string kind, string help, double value)
    {
        Head(text, name, kind, help);
        Line(text, name, value);
    }

    private static void Head(StringBuilder text, string name, string kind, string help) =>
        text.Append("# HELP ")
            .Append(name)
            .Append(' ')
            .Append(help)
            .Append("\n# TYPE ")
            .Append(name)
            .Append(' ')
            .Append(kind)
            .Append('\n');

    private static void Line(StringBuilder text, string name, double value) =>
        text.Append(name).Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

/// <summary>Feeds the meter, and writes a line per request where that is asked for.</summary>
internal sealed partial class Measured(
    RequestDelegate next,
    RequestMeter meter,
    DaylightWebOptions options,
    ILogger<Measured> log
)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var took = Stopwatch.GetElapsedTime(start);
            meter.Count(context.Response.StatusCode, took);
            if (options.LogRequests)
            {
                var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-";
                Answered(
                    log,
                    context.Request.Method,
                    route,
                    context.Response.StatusCode,
                    (long)took.TotalMilliseconds
                );
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "{Method} {Route} {Status} {Milliseconds} ms")]
    private static partial void Answered(
        ILogger log,
        string method,
        string route,
        int status,
        long milliseconds
    );
}

internal static class Metrics
{
    /// <summary><c>/metrics</c>, for a collector on this machine only; behind a proxy it does not exist.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet(
            "/metrics",
            (HttpContext context, RequestMeter meter) =>
                FromHere(context) ? Results.Text(meter.Write()) : Results.NotFound()
        );

    private static bool FromHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("X-Original-For")
        && !context.Request.Headers.ContainsKey("Forwarded");
}
