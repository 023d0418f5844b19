using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Faces;
using Daylight.Supervision.Plans;
using Daylight.Ui.Api;

namespace Daylight.Supervision.Faces.Api;

/// <summary>督查计划, as programs propose, approve, cancel and merge them.</summary>
internal static class PlanWork
{
    private const string Address = "/api/plans";

    private static readonly VerbField s_reason = new("reason", FieldKind.Long);

    public static IReadOnlyList<WorkVerb> All { get; } =
    [
        Of(
            "propose-plan",
            Address,
            typeof(ProposePlan.Act),
            SupervisionPowers.Run,
            [
                new("kind", FieldKind.Choice) { Choices = Enum.GetNames<PlanKind>() },
                new("matter", FieldKind.Short),
                new("units", FieldKind.Units),
                new("from", FieldKind.Day),
                new("to", FieldKind.Day),
                new("basis", FieldKind.Short),
            ],
            call => new ProposePlan.Act(
                call.Id,
                Enum.Parse<PlanKind>(call["kind"]),
                call["matter"],
                call["units"].Split(',', StringSplitOptions.RemoveEmptyEntries),
                call.Form.Day("from"),
                call.Form.Day("to"),
                call["basis"]
            )
        ) with
        {
            Makes = true,
        },
        Of(
            "approve-plan",
            $"{Address}/{{plan}}/approve",
            typeof(ApprovePlan.Act),
            SupervisionPowers.Approve,
            [],
            call => new ApprovePlan.Act(call["plan"])
        ),
        Of(
            "cancel-plan",
            $"{Address}/{{plan}}/cancel",
            typeof(ApprovePlan.CancelAct),
            SupervisionPowers.Run,
            [s_reason],
            call => new ApprovePlan.CancelAct(call["plan"], call["reason"])
        ),
        Of(
            "merge-plan",
            $"{Address}/{{plan}}/merge",
            typeof(ApprovePlan.MergeAct),
            SupervisionPowers.Run,
            [new("into", FieldKind.Other), s_reason],
            call => new ApprovePlan.MergeAct(call["plan"], call["into"], call["reason"])
        ),
    ];

    private static WorkVerb Of(
        string id,
        string address,
        Type act,
        Power needs,
        IReadOnlyList<VerbField> fields,
        Func<WorkCall, Act> read
    ) =>
        new(
            id,
            ApiChapter.Plans,
            address,
            WorkApi.Say($"api.{id}"),
            act,
            [needs],
            fields,
            call => Task.FromResult<Act?>(read(call))
        );
}
