using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Faces;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Supervision.LookBack;
using Daylight.Supervision.LookBack.Faces;
using Daylight.Ui.Api;

namespace Daylight.Supervision.Faces.Api;

/// <summary>回头看, from the announcement of a draw to its conclusion.</summary>
internal static class DrawWork
{
    private const string Address = "/api/look-back";

    public static IReadOnlyList<WorkVerb> All { get; } =
    [
        Of(
            "announce-draw",
            Address,
            typeof(AnnounceDraw.Act),
            SupervisionPowers.Run,
            [
                new("from", FieldKind.Day),
                new("to", FieldKind.Day),
                new("size", FieldKind.Whole),
                new("sources", FieldKind.Lines),
                new("seeds-on", FieldKind.Day),
            ],
            Announce
        ) with
        {
            Makes = true,
        },
        Of(
            "post-draw",
            $"{Address}/{{draw}}/post",
            typeof(PostDraw.Act),
            SupervisionPowers.Publish,
            [],
            call => Task.FromResult<Act?>(new PostDraw.Act(call["draw"]))
        ),
        Of(
            "void-draw",
            $"{Address}/{{draw}}/void",
            typeof(AnnounceDraw.VoidAct),
            SupervisionPowers.Run,
            [new("reason", FieldKind.Long)],
            call => Task.FromResult<Act?>(new AnnounceDraw.VoidAct(call["draw"], call["reason"]))
        ),
        Of(
            "make-draw",
            $"{Address}/{{draw}}/make",
            typeof(MakeDraw.Act),
            SupervisionPowers.Run,
            [new("values", FieldKind.Lines)],
            call => Task.FromResult<Act?>(new MakeDraw.Act(call["draw"], LookBackFace.Lines(call["values"])))
        ),
        Of(
            "record-look",
            $"{Address}/{{draw}}/look",
            typeof(RecordLook.Act),
            SupervisionPowers.Run,
            [
                new("item", FieldKind.Other),
                new("held", FieldKind.Yes),
                new("way", FieldKind.Short),
                new("found", FieldKind.Long),
            ],
            call =>
                Task.FromResult<Act?>(
                    new RecordLook.Act(
                        call["draw"],
                        call["item"],
                        call["held"] == "yes",
                        call["way"],
                        call["found"],
                        call.Form.Files
                    )
                )
        ) with
        {
            TakesFiles = true,
        },
        Of(
            "conclude-draw",
            $"{Address}/{{draw}}/conclude",
            typeof(ConcludeDraw.Act),
            SupervisionPowers.Publish,
            [],
            async call =>
                await call.Service<DrawReading>().Find(call["draw"]) is { } row
                    ? await LookBackFace.Conclude(row, call.Counter, call.Service<ItemReading>())
                    : null
        ),
    ];

    /// <summary>The pool is what the running ledger has, as on the page: nobody chooses whom it holds.</summary>
    private static async Task<Act?> Announce(WorkCall call)
    {
        var (from, to) = (call.Form.Day("from"), call.Form.Day("to"));
        var pool = call.Form.Mandate.Lacks(SupervisionPowers.Run) is null
            ? await call.Service<DrawReading>().Closed(from, to)
            : [];
        return new AnnounceDraw.Act(
            call.Id,
            from,
            to,
            [.. pool.Select(row => row.Number)],
            int.Parse(call["size"], System.Globalization.CultureInfo.InvariantCulture),
            LookBackFace.Lines(call["sources"]),
            call.Form.Day("seeds-on")
        );
    }

    private static WorkVerb Of(
        string id,
        string address,
        Type act,
        Power needs,
        IReadOnlyList<VerbField> fields,
        Func<WorkCall, Task<Act?>> read
    ) => new(id, ApiChapter.LookBack, address, WorkApi.Say($"api.{id}"), act, [needs], fields, read);
}
