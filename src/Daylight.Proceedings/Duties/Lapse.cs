using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>
/// Records that a duty's time ran out. Done by the worker in order of due time; a lapse at one instant is recorded exactly once
/// on any number of nodes, since the decision sees every earlier one in the matter's stream.
/// </summary>
public static class Lapse
{
    public static readonly Power Power = new("duties.lapse");

    public sealed record Act(string Matter, string Duty, DateTimeOffset Due) : Proceedings.Act
    {
        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams => [MatterDuties.Of(Matter)];

        public override Decision Decide(Hearing hearing) =>
            Lapse.Decide(hearing.State(MatterDuties.Of(Matter)), this, hearing.Rules, hearing.Now);
    }

    /// <summary>
    /// Many lapses in one act, a fact for each as if it were alone; one that is not due (any more) is left out. Most of what
    /// a lapse costs alone is the act around it.
    /// </summary>
    /// <param name="Due">The oldest first.</param>
    public sealed record ManyAct(IReadOnlyList<Act> Due) : Proceedings.Act
    {
        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams =>
            [.. Due.Select(act => act.Matter).Distinct(StringComparer.Ordinal).Select(MatterDuties.Of)];

        public override Decision Decide(Hearing hearing)
        {
            var facts = new List<Fact>(Due.Count);
            Refusal? no = null;
            foreach (var act in Due)
            {
                switch (act.Decide(hearing))
                {
                    case Decision.Granted granted:
                        facts.AddRange(granted.Facts);
                        break;
                    case Decision.Refused refused:
                        no ??= refused.Refusal;
                        break;
                }
            }

            return facts.Count > 0 ? Decision.Grant(facts) : no!;
        }
    }

    /// <summary>The id of an act that lapses many: of all that it names, so that it is the same on every node.</summary>
    public static string ActId(ManyAct many) =>
        FactIds.Derived(
            "lapses",
            string.Join('\n', many.Due.Select(act => ActId(act.Matter, act.Duty, act.Due)))
        );

    /// <summary>The id under which the lapse of this duty at this instant is recorded alone, whoever records it.</summary>
    public static string ActId(string matter, string duty, DateTimeOffset due) =>
        FactIds.Derived("lapse", $"{matter}\n{duty}\n{due.ToUnixTimeMilliseconds()}");

    internal static Decision Decide(MatterDuties duties, Act act, AdoptedRules rules, DateTimeOffset now)
    {
        if (!duties.Open.TryGetValue(act.Duty, out var duty) || duty.Lapsed)
        {
            return new NoSuchDutyIsOpen(act.Matter, act.Duty);
        }

        if (duty.Due != act.Due || now <= act.Due)
        {
            return new DutyIsNotDueYet(act.Matter, act.Duty, duty.Due);
        }

        var lapsed = new DutyLapsed(act.Matter, act.Duty, duty.Owner, act.Due, duty.Norm);
        return Decision.Grant([lapsed, .. Proposals(act.Matter, duty, rules.Find(duty.Norm.Id))]);
    }

    private static IEnumerable<Fact> Proposals(string matter, Duty duty, Norm? norm) =>
        (norm?.OnLapse ?? []).Select(
            (consequence, at) =>
                new ProposalMade(
                    matter,
                    $"{duty.Id}.{duty.Due!.Value.ToUnixTimeMilliseconds()}.{at}",
                    duty.Owner,
                    consequence.Proposes,
                    consequence.AfterHearing,
                    norm!.Ref,
                    duty.Title,
                    Grounds: "",
                    ProposedBy: ""
                )
        );
}

[NoNorm("a duty that is done or gone cannot lapse")]
public sealed record NoSuchDutyIsOpen(string Matter, string Duty) : Refusal;

[NoNorm("a duty lapses after its due time, not before")]
public sealed record DutyIsNotDueYet(string Matter, string Duty, DateTimeOffset? Due) : Refusal;
