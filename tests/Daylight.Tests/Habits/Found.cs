namespace Daylight.Tests.Habits;

/// <summary>What breaks a habit is listed whole, one a line.</summary>
internal static class Found
{
    internal static void None<T>(IEnumerable<T> offenders)
    {
        var found = offenders.ToList();
        Assert.True(found.Count == 0, $"{found.Count} break this habit:\n{string.Join('\n', found)}");
    }
}
