using Daylight.Store;

namespace Daylight.Proceedings.Rebuild;

/// <summary>
/// Makes views again from the log, beside the served ones, while acts go on being recorded. What was folded is noted
/// with the rows in one transaction: after a crash it goes on where it stood.
/// </summary>
/// <remarks>
/// Several nodes may rebuild the same view at once: at each step one of them wins and the others wait and look again.
/// A view table holds the rows of every log of its database, so a swap needs all of them folded.
/// </remarks>
/// <param name="logs">Every log of the database.</param>
public sealed class ViewRebuild(IReadOnlyList<ClerkSetup> logs)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    /// <summary>Stretches of facts that are read and parsed ahead of the fold.</summary>
    public int Ahead { get; init; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>The clerks of this process; each is held between two groups while the last facts are folded.</summary>
    public IReadOnlyList<Clerk> Clerks { get; init; } = [];

    public IProgress<RebuildProgress>? Progress { get; init; }

    private ILogStore Store => logs[0].Store;

    /// <summary>Creates missing tables, and says which views are served in an older version than the program's.</summary>
    public async ValueTask<IReadOnlyList<View>> Due(CancellationToken cancel = default)
    {
        var due = new List<View>();
        foreach (var view in logs.SelectMany(log => log.Views).DistinctBy(view => view.Table.Name))
        {
            if (await Store.Views.Ensure(view.Table, cancel) < view.Table.Version)
            {
                due.Add(view);
            }
        }

        return due;
    }

    /// <summary>Rebuilds views and swaps them in. Returns when they are served.</summary>
    /// <param name="views">Those that are <see cref="Due"/>, or any whose rows are in doubt.</param>
    /// <param name="resume">Whether to go on where an earlier rebuild stood, rather than from the first fact.</param>
    /// <exception cref="StoreFailedException">when the database failed, or another log of it was not given.</exception>
    public async Task Run(IReadOnlyList<View> views, bool resume, CancellationToken cancel = default)
    {
        await RefuseMissingLogs(cancel);
        var start = await Swaps(cancel);
        var left = views;
        while (left.Count > 0)
        {
            try
            {
                await Attempt(left, resume, cancel);
                return;
            }
            catch (RebuiltElsewhereException)
            {
                resume = true;
                await Task.Delay(s_pause, logs[0].Time, cancel);
                left = await Swaps(cancel) == start ? left : await StillBehind(left, cancel);
            }
        }
    }

    private async Task Attempt(IReadOnlyList<View> views, bool resume, CancellationToken cancel)
    {
        var rebuilds = new List<LogRebuild>(logs.Count);
        foreach (var log in logs)
        {
            rebuilds.Add(await LogRebuild.Begin(log, views, resume, Ahead, cancel));
        }

        await CatchUp(rebuilds, views, cancel);
        foreach (var view in views)
        {
            await Held(
                Clerks,
                token => Store.Views.Swap(view.Table, inner => CatchUp(rebuilds, [view], inner), token),
                cancel
            );
        }
    }

    private async ValueTask CatchUp(
        IReadOnlyList<LogRebuild> rebuilds,
        IReadOnlyList<View> views,
        CancellationToken cancel
    )
    {
        foreach (var rebuild in rebuilds)
        {
            var size = await rebuild.Size(cancel);
            await rebuild.FoldUpTo(
                size,
                views,
                folded => Progress?.Report(new RebuildProgress(rebuild.Jurisdiction, views, folded, size)),
                cancel
            );
        }
    }

    /// <summary>Runs work while none of the clerks records anything.</summary>
    private static ValueTask Held(
        IEnumerable<Clerk> clerks,
        Func<CancellationToken, ValueTask> work,
        CancellationToken cancel
    ) =>
        clerks.FirstOrDefault() is { } clerk
            ? clerk.Between(token => Held(clerks.Skip(1), work, token), cancel)
            : work(cancel);

    private async ValueTask<IReadOnlyList<View>> StillBehind(
        IReadOnlyList<View> views,
        CancellationToken cancel
    )
    {
        var served = await Store.Views.Served(cancel);
        return [.. views.Where(view => served.GetValueOrDefault(view.Table.Name) < view.Table.Version)];
    }

    /// <summary>How often a view of this database was swapped.</summary>
    private async ValueTask<long> Swaps(CancellationToken cancel) =>
        (await Store.Head(logs[0].Jurisdiction, cancel))?.Views ?? 0;

    private async ValueTask RefuseMissingLogs(CancellationToken cancel)
    {
        var missing = (await Store.Jurisdictions(cancel))
            .Except(logs.Select(log => log.Jurisdiction))
            .ToList();
        if (missing.Count > 0)
        {
            throw new StoreFailedException(
                $"The database also keeps the log of {string.Join(", ", missing)}, whose rows stand in the same tables. Rebuild with every log of the database.",
                outcomeKnown: true
            );
        }
    }
}

/// <summary>How far a rebuild is: <paramref name="Folded"/> of <paramref name="Size"/> facts of a log.</summary>
public sealed record RebuildProgress(string Jurisdiction, IReadOnlyList<View> Views, long Folded, long Size);
