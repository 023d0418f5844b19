using System.Text.Json;

namespace Daylight.Tests.Web;

/// <summary>Who held an office on a day has one answer, on its page and for programs.</summary>
public sealed class HolderTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    private const string Post = "o-county-head";

    [Fact]
    public async Task A_page_and_a_program_are_told_the_same_holder_of_a_day()
    {
        using var walker = await county.As("p-gan");
        using var program = county.Program("p-gan");
        var today = DateOnly.FromDateTime(county.Now.ToOffset(TimeSpan.FromHours(8)).Date);
        foreach (var (day, name) in new[] { (today, "张县县（虚构）"), (new DateOnly(1990, 1, 1), null) })
        {
            var page = await walker.Open($"/desk/registry/posts/{Post}?on={day:yyyy-MM-dd}");
            Assert.Contains(
                name ?? "无人担任",
                page.GetElementById("holder")!.TextContent,
                StringComparison.Ordinal
            );

            var answer = await program.Get($"/api/offices/{Post}/holder?on={day:yyyy-MM-dd}");
            Assert.Equal(200, answer.Status);
            Assert.Equal(
                name,
                answer.Body.TryGetProperty("holder", out var holder)
                && holder.ValueKind is not JsonValueKind.Null
                    ? holder.GetProperty("name").GetString()
                    : null
            );
        }

        Assert.Equal(404, (await program.Get("/api/offices/o-nowhere/holder")).Status);
        Assert.Equal(400, (await program.Get($"/api/offices/{Post}/holder?on=yesterday")).Status);
        using var nobody = county.Program(null);
        Assert.Equal(401, (await nobody.Get($"/api/offices/{Post}/holder")).Status);
    }
}
