using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Faces;
using Daylight.Supervision.Proposals.Faces;
using Daylight.Ui.Api;

namespace Daylight.Supervision.Faces.Api;

/// <summary>The hearing and the decision of what a rule proposes, made of the descriptions that the proposal's page is made of.</summary>
internal static class ProposalWork
{
    public static IReadOnlyList<WorkVerb> All { get; } =
    [
        .. ProposalVerb.All.Select(verb => new WorkVerb(
            $"proposal-{verb.Name}",
            ApiChapter.Proposals,
            $"/api/proposals/{{proposal}}/{verb.Name}",
            WorkApi.Say($"proposal.do.{verb.Name}"),
            ActOf(verb),
            [ScopeOf(verb)],
            [
                new("matter", FieldKind.Short),
                .. verb.Fields.Select(field => Field(field.Name, field.Kind, verb)),
            ],
            call => Task.FromResult<Act?>(Read(verb, call))
        )
        {
            Versioned = true,
        }),
    ];

    private static ProposalAct Read(ProposalVerb verb, WorkCall call)
    {
        var act = (ProposalAct)verb.Read(call["matter"], call["proposal"], name => call[name]);
        return call.Call.Version is { } seen ? act with { Seen = (int)seen } : act;
    }

    private static VerbField Field(string name, ProposalField kind, ProposalVerb verb) =>
        kind switch
        {
            ProposalField.Outcome => new(name, FieldKind.Choice)
            {
                Choices = Enum.GetNames<ProposalOutcome>(),
            },
            ProposalField.Review => new(name, FieldKind.Choice)
            {
                Choices = Enum.GetNames<ObjectionOutcome>(),
            },
            ProposalField.Instead => new(name, FieldKind.Short, Required: false),
            _ => new(name, FieldKind.Long),
        };

    private static Act Empty(ProposalVerb verb) => verb.Read("", "", _ => "");

    private static Type ActOf(ProposalVerb verb) => Empty(verb).GetType();

    private static Power ScopeOf(ProposalVerb verb) => Empty(verb).Needs;
}
