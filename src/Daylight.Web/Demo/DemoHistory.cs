using System.Globalization;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Store;
using Daylight.Supervision.KeyWork;

namespace Daylight.Web.Demo;

/// <summary>
/// Plays the past year of the demo county by performing real acts under a clock that is stepped: step, lapse what is due,
/// then everything of that hour at once, so that acts share their way to the disk.
/// </summary>
public sealed class DemoHistory(DemoCounty county, Clerk clerk, ILogStore store, DemoClock clock)
{
    /// <summary>Days before the first matter on which the log was founded.</summary>
    private const int Year = 364;

    private readonly DutyWorker _worker = new(clerk, store, clock);
    private readonly ReminderWorker _reminders = new(clerk, store, clock);
    private int _acts;

    /// <param name="packs">Folders of the rule packs to adopt, in order.</param>
    /// <param name="tell">Called with each step done and the number of steps.</param>
    public async Task Play(IReadOnlyList<string> packs, Action<int, int> tell, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var today = Shanghai.DayOf(now);
        var registry = new DemoRegistry(county, store, clerk.Jurisdiction);
        clock.Stand(Shanghai.At(today.AddDays(-Year), new TimeOnly(8, 30)) - now);
        await Adopt(packs, cancel);
        foreach (
            var acts in registry
                .Founding(today.AddDays(-Year))
                .Concat(DemoAccounts.Founding(county, clock.GetUtcNow()))
        )
        {
            await Task.WhenAll(acts.Select(act => Do(act.Act, act.Who, may: false, cancel)));
        }

        var roads = new DemoRoads(county);
        var hours = DemoRun
            .Of(county, today)
            .SelectMany(roads.Of)
            .Concat(county.Items.SelectMany((item, at) => WrittenRoad.Of(county, item, at, today)))
            .Concat(registry.Changes(today))
            .Where(step => DemoStep.Moment(step.At) < now)
            .GroupBy(step => step.At)
            .OrderBy(hour => hour.Key)
            .ToList();
        for (var i = 0; i < hours.Count; i++)
        {
            await MoveTo(DemoStep.Moment(hours[i].Key), cancel);
            await Perform(hours[i], cancel);
            tell(i + 1, hours.Count);
        }

        await MoveTo(now, cancel);
        clock.Stand(TimeSpan.Zero);
    }

    private Task Adopt(IReadOnlyList<string> packs, CancellationToken cancel) =>
        Do(
            new FoundRules.Act([.. packs.Select(Content)]),
            county.Holder("rules.adopt").Mandate,
            may: false,
            cancel
        );

    private static string Content(string folder) =>
        RulePack
            .Load(
                Directory
                    .EnumerateFiles(folder, "*.yaml")
                    .Order(StringComparer.Ordinal)
                    .Select(file => new PackFile(Path.GetFileName(file), File.ReadAllText(file)))
            )
            .Pack!.Content;

    /// <summary>All acts of an hour at once; a matter with several goes on after the others.</summary>
    private async Task Perform(IEnumerable<DemoStep> hour, CancellationToken cancel)
    {
        var rounds = hour.GroupBy(step => step.Matter)
            .SelectMany(steps => steps.Select((step, round) => (step, round)))
            .GroupBy(entry => entry.round, entry => entry.step)
            .OrderBy(round => round.Key);
        foreach (var round in rounds)
        {
            var acts = new List<Task>();
            foreach (var step in round)
            {
                acts.Add(Do(await step.Act(), step.Who, step.May, cancel));
            }

            await Task.WhenAll(acts);
        }
    }

    /// <summary>Day by day, so that lapses happen on their day.</summary>
    private async Task MoveTo(DateTimeOffset moment, CancellationToken cancel)
    {
        for (var left = moment - clock.GetUtcNow(); left > TimeSpan.Zero; left = moment - clock.GetUtcNow())
        {
            clock.Advance(left < TimeSpan.FromDays(1) ? left : TimeSpan.FromDays(1));
            await _worker.LapseDue(cancel);
            await _reminders.SendDue(cancel);
        }
    }

    private async Task Do(Act act, Mandate who, bool may, CancellationToken cancel)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"demo-{++_acts:00000}");
        var outcome = await clerk.Perform(new Submission(id, act, who), cancel);
        if (outcome is Outcome.Refused refused && !may)
        {
            throw new InvalidOperationException(
                $"Bug in Daylight: the demo county's act {act} was refused: {refused.Refusal.Say().Zh}"
            );
        }
    }
}
