using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

public sealed class OriginsTests
{
    [Theory]
    [InlineData("host/log", 1, "host/log/2")]
    [InlineData("host/log/2", 2, "host/log/3")]
    [InlineData("host/log/998", 998, "host/log/999")]
    [InlineData("host/log/330225", 1, "host/log/330225/2")]
    [InlineData("host/log/1", 1, "host/log/1/2")]
    [InlineData("host/log/02", 1, "host/log/02/2")]
    [InlineData("host", 1, "host/2")]
    public void The_next_log_bears_the_next_number(string origin, int number, string next)
    {
        Assert.Equal(number, Origins.NumberOf(origin));
        Assert.Equal(next, Origins.NextOf(origin));
        Assert.Equal(Origins.FirstOf(origin), Origins.FirstOf(next));
    }

    [Fact]
    public void There_are_999_logs_of_a_place() =>
        Assert.Throws<InvalidOperationException>(() => Origins.NextOf("host/log/999"));

    [Theory]
    [InlineData("host/log", "host/log", true)]
    [InlineData("host/log/2", "host/log", true)]
    [InlineData("host/log/3", "host/log/2", true)]
    [InlineData("host/log", "host/log/2", false)]
    [InlineData("host/log/2", "host/log/3", false)]
    [InlineData("host/log/2", "other/log", false)]
    [InlineData("host/log/330225", "host/log/330224", false)]
    public void A_log_holds_its_own_entries_and_those_it_continues(string origin, string named, bool may) =>
        Assert.Equal(may, Origins.MayHold(origin, named));
}
