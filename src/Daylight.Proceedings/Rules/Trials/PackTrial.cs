using System.Collections.Immutable;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings.Sealing;

namespace Daylight.Proceedings;

/// <summary>What a trial works with.</summary>
/// <param name="Clerk">Log, store and kinds; nothing is written and no clock is read.</param>
/// <param name="Sources">How the mechanisms' facts come to clocks and questions.</param>
/// <param name="Packs">The changed packs. Each takes the place of the pack of its name; one of a new name comes last.</param>
public sealed record TrialSetup(
    ClerkSetup Clerk,
    IReadOnlyList<ITrialSource> Sources,
    IReadOnlyList<RulePack> Packs
)
{
    /// <summary>Told now and then how far it is.</summary>
    public IProgress<TrialProgress>? Progress { get; init; }
}

/// <summary>
/// Tries changed packs on the past: replays the facts and works out every duty, total, rank and proposal anew, as if the
/// changed packs had been adopted whenever packs were adopted. Reads only; the same log and packs give the same report.
/// </summary>
public static class PackTrial
{
    private const int Stretch = 4096;

    public static async Task<TrialReport> Run(TrialSetup setup, CancellationToken cancel = default)
    {
        var clerk = setup.Clerk;
        clerk.Keys.Learn(await clerk.Store.WrappedKeys(clerk.Jurisdiction, cancel));
        var size = (await clerk.Store.Head(clerk.Jurisdiction, cancel))?.Size ?? 0;
        var writer = new FactWriter(clerk.Log, clerk.Jurisdiction, clerk.Kinds, clerk.Keys);
        var reader = new FactReader(clerk.Jurisdiction, clerk.Store, writer, clerk.Keys);
        var rules = new RulesReader(clerk.Jurisdiction, clerk.Store, writer);
        var replay = new Replay(setup);
        for (long from = 0; from < size; from += Stretch)
        {
            var to = Math.Min(from + Stretch, size);
            foreach (var recorded in await reader.Read(from, to, cancel))
            {
                if (recorded.Fact is PackAdopted or CalendarAdopted)
                {
                    replay.Adopt(recorded, await rules.After(replay.Before, recorded.Fact, cancel));
                }
                else
                {
                    replay.Take(recorded);
                }
            }

            setup.Progress?.Report(new TrialProgress(clerk.Jurisdiction, to, size));
        }

        return replay.End(size);
    }

    private sealed class Replay(TrialSetup setup)
    {
        private readonly List<ITrialReading> _readings = [.. setup.Sources.Select(source => source.Begin())];
        private readonly TrialDuties _duties = new();
        private readonly List<TrialAnswer> _differing = [];
        private readonly Dictionary<NormId, (int Differ, int Stay)> _answers = [];
        private AdoptedRules _after = setup.Packs.Aggregate(
            AdoptedRules.None,
            (rules, pack) => rules.With(pack)
        );
        private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

        public AdoptedRules Before { get; private set; } = AdoptedRules.None;

        public void Adopt(Recorded recorded, AdoptedRules rules)
        {
            _now = recorded.At;
            _duties.SettleAll(recorded.At, Before, _after);
            Before = rules;
            _after = setup.Packs.Aggregate(rules, (known, pack) => known.With(pack));
            if (recorded.Fact is CalendarAdopted)
            {
                _duties.Recount(recorded.At, Before, _after);
            }
        }

        public void Take(Recorded recorded)
        {
            _now = recorded.At;
            foreach (var step in _readings.SelectMany(reading => reading.Read(recorded)))
            {
                Step(step);
            }

            _duties.Fact(recorded.Fact, recorded.At, Before, _after);
        }

        public TrialReport End(long size)
        {
            _duties.End(_now, Before, _after);
            var end = new TrialEnd(_now, Before, _after, [.. _duties.All.Select(entry => entry.ToDuty())]);
            foreach (var step in _readings.SelectMany(reading => reading.End(end)))
            {
                Step(step);
            }

            var told = _duties.All.Where(entry => entry.Told).Select(entry => entry.ToDuty()).ToList();
            return new TrialReport(
                setup.Clerk.Jurisdiction,
                setup.Clerk.Log,
                size,
                _now,
                [.. setup.Packs],
                Before.Book,
                _after.Book,
                [
                    .. setup.Packs.SelectMany(pack =>
                        PackChanges.Between(
                            Before.Book.Packs.FirstOrDefault(held => held.Name == pack.Name),
                            pack
                        )
                    ),
                ],
                [.. _after.Book.Faults.Where(fault => !Before.Book.Faults.Contains(fault))],
                [
                    .. told.Where(Differs)
                        .OrderBy(duty => duty.Start)
                        .ThenBy(duty => duty.Matter, StringComparer.Ordinal)
                        .ThenBy(duty => duty.Duty, StringComparer.Ordinal),
                ],
                [.. _differing],
                [.. Counts(told)],
                _duties.All.Count(entry => !entry.Told)
            );
        }

        private void Step(TrialStep step)
        {
            if (step is not TrialStep.Asks asks)
            {
                _duties.Step(step, _now, Before, _after);
                return;
            }

            var (before, after) = (
                Before.Ask(asks.Norm, asks.Situation),
                _after.Ask(asks.Norm, asks.Changed ?? asks.Situation)
            );
            var same =
                before.Applies == after.Applies
                && before.Results.Equals(after.Results)
                && before.Proposes.SequenceEqual(after.Proposes);
            var (differ, stay) = _answers.GetValueOrDefault(asks.Norm);
            _answers[asks.Norm] = same ? (differ, stay + 1) : (differ + 1, stay);
            if (!same)
            {
                var kind = (_after.Find(asks.Norm) ?? Before.Find(asks.Norm))?.Kind;
                _differing.Add(new(asks.About, asks.Norm, kind, asks.Situation.On, before, after));
            }
        }

        private static bool Differs(TrialDuty duty) => duty.Before != duty.After || duty.Notes.Length > 0;

        private IEnumerable<TrialCount> Counts(IReadOnlyList<TrialDuty> duties)
        {
            var counts = new SortedDictionary<string, TrialCount>(StringComparer.Ordinal);
            foreach (var duty in duties.Where(duty => duty.Before is not null || duty.After is not null))
            {
                Add((duty.Before ?? duty.After)!.Norm, Differs(duty) ? 1 : 0, Differs(duty) ? 0 : 1);
            }

            foreach (var (norm, (differ, stay)) in _answers)
            {
                Add(norm, differ, stay);
            }

            return counts.Values;

            void Add(NormId norm, int differ, int stay)
            {
                var count = counts.GetValueOrDefault(norm.Text) ?? new TrialCount(norm, 0, 0);
                counts[norm.Text] = count with { Differ = count.Differ + differ, Stay = count.Stay + stay };
            }
        }
    }
}
