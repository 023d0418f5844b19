using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Web.Rules;

/// <summary>Trials for pages: only where the log is short enough that nobody waits, and each once while nothing was recorded.</summary>
internal sealed class RuleTrials(Node node)
{
    /// <summary>Facts of a log that a page replays; beyond it <c>daylight norms try</c> does so, with a progress bar.</summary>
    public const long MostFacts = 100_000;

    private readonly Lock _lock = new();
    private (string Jurisdiction, PackHash Pack, long Size, Task<TrialReport> Report)? _last;

    /// <summary>Null where the log is too long, or none of this node's.</summary>
    public async Task<TrialReport?> Of(Clerk clerk, RulePack pack)
    {
        if (clerk.Size > MostFacts || node.Log(clerk.Jurisdiction) is not { } log)
        {
            return null;
        }

        Task<TrialReport> report;
        lock (_lock)
        {
            if (
                _last is not { } last
                || last.Jurisdiction != clerk.Jurisdiction
                || last.Pack != pack.Hash
                || last.Size != clerk.Size
            )
            {
                last = (clerk.Jurisdiction, pack.Hash, clerk.Size, Task.Run(() => node.Try(log, [pack])));
                _last = last;
            }

            report = last.Report;
        }

        return await report;
    }
}
