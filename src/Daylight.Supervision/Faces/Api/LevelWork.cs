using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Faces;
using Daylight.Supervision.Levels;
using Daylight.Ui.Api;

namespace Daylight.Supervision.Faces.Api;

/// <summary>Items between levels: given to a lower one, and taken on from an upper one.</summary>
internal static class LevelWork
{
    public static IReadOnlyList<WorkVerb> All { get; } =
    [
        new(
            "send-item-down",
            ApiChapter.Handover,
            "/api/items/{item}/send-down",
            WorkApi.Say("api.send-item-down"),
            typeof(SendDown.Act),
            [SupervisionPowers.Run],
            [new("level", FieldKind.Short)],
            call =>
                Task.FromResult<Act?>(
                    new SendDown.Act(
                        call["item"],
                        call.Maybe<KnownLevels>()?.Others.Any(other => other.Code == call["level"]) == true
                            ? call["level"]
                            : ""
                    )
                )
        ),
        new(
            "take-item-on",
            ApiChapter.Handover,
            "/api/levels/{matter}/take-on",
            WorkApi.Say("api.take-item-on"),
            typeof(OpenCameDown.Act),
            [SupervisionPowers.Run],
            [new("giver", FieldKind.Giver), new("lead", FieldKind.Unit)],
            call =>
                Task.FromResult<Act?>(
                    new OpenCameDown.Act(call["matter"], call.Id, call["giver"], call["lead"])
                )
        )
        {
            Makes = true,
        },
    ];
}
