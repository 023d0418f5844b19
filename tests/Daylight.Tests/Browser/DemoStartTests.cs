using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Daylight.Tests.Browser;

/// <summary>What somebody is told when <c>daylight demo</c> cannot be started, or was stopped half way.</summary>
public sealed class DemoStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_port_in_use_is_said_at_once_and_nothing_is_made()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var data = Path.Combine(_folder, "county");

        var (code, said) = await DemoProgram.Run("demo", "--port", port, "--data", data);

        Assert.Equal(1, code);
        Assert.Contains("--port", said, StringComparison.Ordinal);
        Assert.Contains(port, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named_with_the_way_out()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        foreach (var data in (string[])[file, Path.Combine(file, "below"), "/proc/daylight"])
        {
            var (code, said) = await DemoProgram.Run("demo", "--port", "0", "--data", data);

            Assert.Equal(1, code);
            Assert.Contains($"数据目录 {data} 不能写入", said, StringComparison.Ordinal);
            Assert.Contains("--data", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_folder_with_other_things_in_it_is_left_alone()
    {
        var own = Path.Combine(_folder, "letter.txt");
        await File.WriteAllTextAsync(own, "mine", TestContext.Current.CancellationToken);

        var (code, said) = await DemoProgram.Run("demo", "--port", "0", "--data", _folder);

        Assert.Equal(1, code);
        Assert.Contains("不是做好的演示县", said, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(own, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stopped_half_way_it_is_made_anew_and_the_second_start_finds_it()
    {
        await using (var stopped = DemoProgram.Launch("demo", "--port", "0", "--data", _folder))
        {
            Assert.True(
                await stopped.Says(said => said.Contains("演示县历史", StringComparison.Ordinal)),
                stopped.Said
            );
            Assert.NotEqual(0, await stopped.Interrupt());
            Assert.Contains("没有做完", stopped.Said, StringComparison.Ordinal);
        }

        long first;
        await using (var again = await DemoProgram.Start(_folder))
        {
            first = await Records(again.Address);
            Assert.Equal(0, await again.Interrupt());
        }

        Assert.False(File.Exists(Path.Combine(_folder, "demo-making")));
        await using var second = await DemoProgram.Start(_folder);
        Assert.DoesNotContain("演示县历史", second.Said, StringComparison.Ordinal);
        Assert.True(await Records(second.Address) >= first);
        Assert.Equal(0, await second.Interrupt());
    }

    private static async Task<long> Records(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        var checkpoint = await client.GetStringAsync(
            "/log/330225/checkpoint",
            TestContext.Current.CancellationToken
        );
        return long.Parse(checkpoint.Split('\n')[1], CultureInfo.InvariantCulture);
    }
}
