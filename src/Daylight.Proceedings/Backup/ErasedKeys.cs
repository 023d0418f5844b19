namespace Daylight.Proceedings.Backup;

/// <summary>Which keys a log says were erased.</summary>
internal static class ErasedKeys
{
    /// <summary>Their ids.</summary>
    public static Task<IReadOnlyList<string>> Of(ClerkSetup clerk, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<string>>([]);
}
