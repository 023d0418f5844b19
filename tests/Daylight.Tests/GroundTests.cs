namespace Daylight.Tests;

public sealed class GroundTests
{
    [Fact]
    public void The_solution_builds() => Assert.NotNull(typeof(GroundTests).Assembly.FullName);
}
