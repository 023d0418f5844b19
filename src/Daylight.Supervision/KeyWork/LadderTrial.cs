using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>On which rung of the ladder every item in hand stands when a log ends, under both rules and their dates.</summary>
internal static class LadderTrial
{
    public static IEnumerable<TrialStep> Ask(IReadOnlyDictionary<string, Item> items, TrialEnd end)
    {
        var duties = end.Duties.ToLookup(duty => duty.Matter, StringComparer.Ordinal);
        foreach (
            var item in items
                .Values.Where(item => item.Phase is ItemPhase.Assigned or ItemPhase.InHand)
                .OrderBy(item => item.Id, StringComparer.Ordinal)
        )
        {
            var own = duties[ItemStreams.Of(item.Id)].ToList();
            var close = own.LastOrDefault(duty => duty.Duty == ItemDuties.Close);
            if (close?.Before?.Due is not null || close?.After?.Due is not null)
            {
                yield return new TrialStep.Asks(
                    $"{item.Number} {item.Title}",
                    ItemNorms.Climbing,
                    Situation(end.Before, duty => duty.Before)
                )
                {
                    Changed = Situation(end.After, duty => duty.After),
                };
            }

            Daylight.Norms.Situation Situation(AdoptedRules rules, Func<TrialDuty, TrialSide?> side) =>
                Ladder.Situation(
                    rules,
                    close is { } known && side(known)?.Due is { } due ? due : DateTimeOffset.MaxValue,
                    item.Urgent,
                    [
                        .. own.Where(duty =>
                                Ladder.RungOf(duty.Duty) is not null
                                && side(duty)?.Standing is TrialStanding.Overdue
                            )
                            .Select(duty => Ladder.RungOf(duty.Duty)!),
                    ],
                    end.Now
                );
        }
    }
}
