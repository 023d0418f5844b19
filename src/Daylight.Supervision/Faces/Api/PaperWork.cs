using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Faces;
using Daylight.Supervision.KeyWork.Papers;
using Daylight.Supervision.KeyWork.Papers.Faces;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui.Api;

namespace Daylight.Supervision.Faces.Api;

/// <summary>Papers, signed and voided by programs of the office; the body is as the officer's page has it.</summary>
internal static class PaperWork
{
    private const string Address = "/api/papers";

    public static IReadOnlyList<WorkVerb> All { get; } =
    [
        new(
            "sign-paper",
            ApiChapter.Papers,
            Address,
            WorkApi.Say("api.sign-paper"),
            typeof(NumberDocument.Act),
            [SupervisionPowers.Run, SupervisionPowers.Approve],
            [
                new("kind", FieldKind.Choice) { Choices = Enum.GetNames<PaperKind>() },
                new("item", FieldKind.Other, Required: false),
                new("title", FieldKind.Short),
                new("to-name", FieldKind.Short, Required: false),
                new("body", FieldKind.Long),
                new("copy-to", FieldKind.Short, Required: false),
                new("code", FieldKind.Short),
            ],
            Sign
        )
        {
            Makes = true,
        },
        new(
            "void-paper",
            ApiChapter.Papers,
            $"{Address}/{{paper}}/void",
            WorkApi.Say("api.void-paper"),
            typeof(VoidNumber.Act),
            [SupervisionPowers.Run, SupervisionPowers.Approve],
            [new("reason", FieldKind.Long)],
            Void
        ),
    ];

    private static async Task<Act?> Sign(WorkCall call) =>
        await PaperFace.Row(call.Counter, call.Service<ItemReading>(), call.Id, name => call[name]) is { } row
            ? PaperFace.Act(row)
            : null;

    private static async Task<Act?> Void(WorkCall call) =>
        ItemScope.Of(call.Form.Mandate).All
        && await call.Service<PaperRegister>().Find(call["paper"]) is { } row
            ? new VoidNumber.Act(row.Paper, row.Item, row.Organ, row.Kind, call["reason"])
            : null;
}
