using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Proceedings.Publishing;
using Daylight.Proceedings.Rebuild;
using Daylight.Store;

namespace Daylight.Web;

/// <content>Views that an older program made are made again while the node serves.</content>
public sealed partial class Node
{
    private readonly CancellationTokenSource _stopRebuild = new();
    private Task _rebuild = Task.CompletedTask;

    /// <summary>How far a rebuild is, or null where none runs.</summary>
    public RebuildProgress? Rebuilding { get; private set; }

    /// <summary>Rebuilds views from the log without serving.</summary>
    /// <param name="names">Which; none for those that the program needs in a newer version.</param>
    /// <param name="resume">Whether to go on where an earlier rebuild stood.</param>
    /// <returns>The names of the views that were rebuilt.</returns>
    /// <exception cref="InDoubtException">when the folder is in use, or a name is no view's.</exception>
    public static async Task<IReadOnlyList<string>> Rebuild(
        NodeOptions options,
        IReadOnlyList<string> names,
        bool resume,
        IProgress<RebuildProgress> progress,
        CancellationToken cancel = default
    )
    {
        if (names.Except(Mechanisms.Views.Select(view => view.Table.Name)).FirstOrDefault() is { } unknown)
        {
            throw new InDoubtException(
                new Phrase(
                    $"没有名为“{unknown}”的数据表。有：{string.Join("、", Mechanisms.Views.Select(view => view.Table.Name))}",
                    $"There is no view {unknown}. There are: {string.Join(", ", Mechanisms.Views.Select(view => view.Table.Name))}"
                )
            );
        }

        await using var node = await Open(options, cancel);
        var rebuild = node.NewRebuild(progress);
        IReadOnlyList<View> views =
            names.Count == 0
                ? await rebuild.Due(cancel)
                : [.. Mechanisms.Views.Where(view => names.Contains(view.Table.Name))];
        await rebuild.Run(views, resume, cancel);
        return [.. views.Select(view => view.Table.Name)];
    }

    private void StartRebuild()
    {
        if (_logs.Exists(log => log.Clerk.Behind.Count > 0))
        {
            _rebuild = Task.Run(() => RebuildDue(_stopRebuild.Token));
        }
    }

    private async Task RebuildDue(CancellationToken cancel)
    {
        try
        {
            var rebuild = NewRebuild(new Noted(this));
            await rebuild.Run(await rebuild.Due(cancel), resume: true, cancel);
            Options.Tell(new Phrase("数据表重建完成，已启用。", "The views were rebuilt and are served."));
        }
        catch (OperationCanceledException)
        {
            // It goes on where it stands at the next start.
        }
        catch (Exception fault) when (fault is StoreFailedException or LogRefusedException)
        {
            Options.Tell(
                new Phrase(
                    $"数据表重建中断，下次启动时继续：{fault.Message}",
                    $"The rebuild of views broke off and goes on at the next start: {fault.Message}"
                )
            );
        }
        finally
        {
            Rebuilding = null;
        }
    }

    private async Task StopRebuild()
    {
        await _stopRebuild.CancelAsync();
        await _rebuild;
        _stopRebuild.Dispose();
    }

    private ViewRebuild NewRebuild(IProgress<RebuildProgress> progress) =>
        new([.. _logs.Select(log => NodeLog.Setup(Store, Keys, log.Jurisdiction, log.Origin, Options))])
        {
            Clerks = [.. _logs.Select(log => log.Clerk)],
            Progress = progress,
        };

    private sealed class Noted(Node node) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => node.Rebuilding = value;
    }
}
