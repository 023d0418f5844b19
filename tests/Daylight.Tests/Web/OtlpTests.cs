using System.Text.Json;
using Daylight.Web;

namespace Daylight.Tests.Web;

/// <summary>What a collector of OpenTelemetry gets.</summary>
public sealed class OtlpTests
{
    [Fact]
    public void Counters_go_out_under_bounded_labels_and_nothing_else()
    {
        var meter = new RequestMeter();
        meter.Count(200, TimeSpan.FromMilliseconds(4));
        meter.Count(404, TimeSpan.FromMilliseconds(600));
        var began = new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

        using var sent = JsonDocument.Parse(OtlpPush.Write(meter, began, began.AddMinutes(1)));

        var resource = sent.RootElement.GetProperty("resourceMetrics")[0];
        Assert.Equal(
            "service.name",
            Assert
                .Single(resource.GetProperty("resource").GetProperty("attributes").EnumerateArray())
                .GetProperty("key")
                .GetString()
        );
        var metrics = resource.GetProperty("scopeMetrics")[0].GetProperty("metrics");
        Assert.Equal(
            ["daylight.requests", "daylight.request.duration"],
            metrics.EnumerateArray().Select(metric => metric.GetProperty("name").GetString())
        );
        var points = metrics[0].GetProperty("sum").GetProperty("dataPoints").EnumerateArray().ToList();
        Assert.Equal(
            ["1xx 0", "2xx 1", "3xx 0", "4xx 1", "5xx 0"],
            points.Select(point =>
                $"{point.GetProperty("attributes")[0].GetProperty("value").GetProperty("stringValue")} {point.GetProperty("asInt")}"
            )
        );
        Assert.All(
            points,
            point =>
                Assert.Equal(
                    "status",
                    Assert
                        .Single(point.GetProperty("attributes").EnumerateArray())
                        .GetProperty("key")
                        .GetString()
                )
        );
        var histogram = metrics[1].GetProperty("histogram").GetProperty("dataPoints")[0];
        Assert.False(histogram.TryGetProperty("attributes", out _));
        Assert.Equal("2", histogram.GetProperty("count").GetString());
        Assert.Equal(
            histogram.GetProperty("explicitBounds").GetArrayLength() + 1,
            histogram.GetProperty("bucketCounts").GetArrayLength()
        );
        Assert.Equal("1795395660000000000", histogram.GetProperty("timeUnixNano").GetString());
    }
}
