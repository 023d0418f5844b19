using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Figures;
using Daylight.Supervision.KeyWork.Views;

namespace Daylight.Supervision.KeyWork.Faces;

/// <summary>
/// An act on an item as pages offer it: to whom and when, with which fields, and how the act is read from the form.
/// Whether it is offered is comfort; whether it is granted is decided by the act itself.
/// </summary>
internal sealed record ItemVerb(
    string Name,
    Func<ItemRow, Mandate, bool> IsOffered,
    IReadOnlyList<VerbField> Fields,
    Func<VerbForm, Act> Read,
    bool Against = false
)
{
    /// <summary>Whether <see cref="Read"/> needs the item's row.</summary>
    public bool LooksAtRow { get; init; }

    /// <summary>Whether files may come with it.</summary>
    public bool TakesFiles { get; init; }

    private static readonly VerbField s_reason = new("reason", FieldKind.Long);
    private static readonly VerbField s_note = new("reason", FieldKind.Long, Required: false);

    private static readonly VerbField[] s_part =
    [
        new("title", FieldKind.Short),
        new("unit", FieldKind.Unit),
        new("due", FieldKind.Day),
        new("weight", FieldKind.Whole, Required: false),
    ];

    private static readonly VerbField[] s_node =
    [
        new("name", FieldKind.Short),
        new("due", FieldKind.Day),
        new("evidence", FieldKind.Yes, Required: false),
    ];

    private static readonly VerbField[] s_split =
    [
        new("title", FieldKind.Short),
        new("unit", FieldKind.Unit),
        new("demand", FieldKind.Long, Required: false),
    ];

    /// <summary>拟立项, which makes the item that all others are about.</summary>
    public static ItemVerb Propose { get; } =
        new(
            "propose",
            (_, _) => false,
            [
                new("title", FieldKind.Short),
                new("source", FieldKind.Source),
                new("reference", FieldKind.Short),
                new("demand", FieldKind.Long),
                new("giver", FieldKind.Giver),
                new("lead", FieldKind.Unit),
                new("assistants", FieldKind.Units, Required: false),
                new("given", FieldKind.Short, Required: false),
                new("urgent", FieldKind.Yes, Required: false),
            ],
            form => new KeyWork.Propose.Act(
                form.Id,
                form["title"],
                Enum.TryParse<ItemSource>(form["source"], out var source) ? source : default,
                form["reference"],
                form["demand"],
                form["giver"],
                form["lead"],
                form["assistants"].Split(',', StringSplitOptions.RemoveEmptyEntries),
                form["given"] is { Length: > 0 } given ? given.Trim() : null,
                form["urgent"] == "yes"
            )
        );

    /// <summary>In the order in which a page offers them.</summary>
    public static IReadOnlyList<ItemVerb> All { get; } =
    [
        new(
            "approve",
            Office(SupervisionPowers.Approve, ItemPhase.Proposed),
            [],
            form => new Approve.Act(form.Id, form.Today.Year)
        ),
        new(
            "decline",
            Office(SupervisionPowers.Approve, ItemPhase.Proposed),
            [s_reason],
            form => new Approve.DeclineAct(form.Id, form["reason"]),
            Against: true
        ),
        new(
            "assign",
            Office(SupervisionPowers.Run, ItemPhase.Approved),
            [new("department", FieldKind.Short, Required: false)],
            form => new Assign.Act(form.Id, form["department"])
        ),
        new(
            "sign",
            Unit(ItemPhase.Assigned),
            [],
            form => new Sign.Act(form.Id, form.Mandate.Unit, SigningWay.Screen, null)
        ),
        new(
            "progress",
            Unit(ItemPhase.InHand),
            [new("text", FieldKind.Long)],
            form => new Progress.Act(form.Id, form["text"], false, [], form.Files)
        )
        {
            TakesFiles = true,
        },
        new(
            "opinion",
            (row, who) =>
                Unit(ItemPhase.Assigned, ItemPhase.InHand, ItemPhase.DoneReported)(row, who)
                && row.Lead != who.Unit,
            [new("text", FieldKind.Long)],
            form => new Opinions.Act(form.Id, form["text"], form.Files)
        )
        {
            TakesFiles = true,
        },
        new("nothing-new", Unit(ItemPhase.InHand), [], form => new Progress.Act(form.Id, "", true, [])),
        new(
            "done",
            Lead(ItemPhase.InHand),
            [new("text", FieldKind.Long)],
            form => new ReportDone.Act(form.Id, form["text"], [], form.Files)
        )
        {
            TakesFiles = true,
        },
        new(
            "give-figure",
            Unit(ItemPhase.Assigned, ItemPhase.InHand),
            [
                new("figure", FieldKind.Figure),
                new("value", FieldKind.Short),
                new("reason", FieldKind.Long, Required: false),
            ],
            form => new GiveFigure.Act(
                form.Id,
                form.Mandate.Unit,
                form["figure"],
                form["value"],
                form["reason"]
            )
        ),
        new(
            "ask-figure",
            Office(SupervisionPowers.Run, ItemPhase.Assigned, ItemPhase.InHand),
            [
                new("unit", FieldKind.Unit),
                new("figure", FieldKind.Short),
                new("measure", FieldKind.Short),
                new("basis", FieldKind.Short),
                new("until", FieldKind.Day),
            ],
            form => new AskFigure.Act(
                form.Id,
                form["unit"],
                form["figure"],
                form["measure"],
                form["basis"],
                form.Day("until")
            )
        ),
        new(
            "ask-opinion",
            (row, who) => Lead(ItemPhase.InHand)(row, who) && row.Assistants.Length > 0,
            [new("unit", FieldKind.Unit), new("question", FieldKind.Long), new("until", FieldKind.Day)],
            form => new Opinions.AskAct(form.Id, form["unit"], form["question"], form.Day("until"))
        ),
        new(
            "entrust",
            Unit(ItemPhase.Assigned, ItemPhase.InHand),
            [new("department", FieldKind.Short), new("person", FieldKind.Short)],
            form => new Entrust.Act(form.Id, form["department"], form["person"])
        ),
        new(
            "ask-extension",
            (row, who) => Lead(ItemPhase.Assigned, ItemPhase.InHand)(row, who) && row.AskedTo is null,
            [new("to", FieldKind.Day), s_reason],
            form => new AskExtension.Act(form.Id, form.Day("to"), form["reason"])
        ),
        new(
            "ask-return",
            (row, who) => Lead(ItemPhase.Assigned, ItemPhase.InHand)(row, who) && row.ReturnTo is null,
            [new("unit", FieldKind.Unit), s_reason],
            form => new AskReturn.Act(form.Id, form["unit"], form["reason"])
        ),
        new(
            "lay-before",
            Office(SupervisionPowers.Run, ItemPhase.DoneReported),
            [s_note],
            form => new Check.LayBeforeAct(form.Id, form["reason"])
        ),
        new(
            "send-back",
            Office(SupervisionPowers.Run, ItemPhase.DoneReported),
            [s_reason],
            form => new Check.SendBackAct(form.Id, form["reason"]),
            Against: true
        ),
        new(
            "rule",
            (row, who) => row.ReturnTo is not null && who.Lacks(SupervisionPowers.Run) is null,
            [new("unit", FieldKind.Unit), s_reason],
            form => new RuleOnReturn.Act(form.Id, form["unit"], form["reason"])
        ),
        new(
            "grant-extension",
            (row, who) => row.AskedTo is not null && IsGiver(row, who),
            [s_note],
            form => new DecideExtension.Act(form.Id, true, form["reason"])
        ),
        new(
            "deny-extension",
            (row, who) => row.AskedTo is not null && IsGiver(row, who),
            [s_reason],
            form => new DecideExtension.Act(form.Id, false, form["reason"]),
            Against: true
        ),
        new(
            "content",
            (row, who) => row.Phase is ItemPhase.LaidBefore && IsGiver(row, who),
            [s_note],
            form => new Speak.Act(form.Id, true, form["reason"])
        ),
        new(
            "new-word",
            (row, who) => row.Phase is ItemPhase.LaidBefore && IsGiver(row, who),
            [s_reason],
            form => new Speak.Act(form.Id, false, form["reason"])
        ),
        new(
            "record-word",
            Office(SupervisionPowers.Run, ItemPhase.LaidBefore),
            [new("paper", FieldKind.Short)],
            form => new Speak.RecordAct(form.Id, true, "", form["paper"])
        ),
        new("close", Office(SupervisionPowers.Run, ItemPhase.Confirmed), [], form => new Close.Act(form.Id)),
        new(
            "strike-off",
            Office(SupervisionPowers.Run, ItemPhase.Closed),
            [s_reason],
            form => new Close.StrikeOffAct(form.Id, form["reason"])
        ),
        new(
            "reopen",
            Office(SupervisionPowers.Run, ItemPhase.Closed, ItemPhase.StruckOff),
            [s_reason],
            form => new Close.ReopenAct(form.Id, form["reason"]),
            Against: true
        ),
        new(
            "decide-review",
            (row, who) => row.UnderReview && who.Lacks(SupervisionPowers.Approve) is null,
            [new("stands", FieldKind.Yes), s_reason],
            form => new Review.DecideAct(form.Id, form["stands"] == "yes", form["reason"])
        ),
        new(
            "ask-review",
            (row, who) => !row.UnderReview && Unit(ItemPhase.Closed, ItemPhase.StruckOff)(row, who),
            [new("text", FieldKind.Long)],
            form => new Review.AskAct(form.Id, form["text"])
        ),
        new(
            "propose-again",
            Office(SupervisionPowers.Run, ItemPhase.Withdrawn, ItemPhase.Closed, ItemPhase.StruckOff),
            [
                new("new-title", FieldKind.Short),
                new("new-demand", FieldKind.Long),
                new("new-given", FieldKind.Short, Required: false),
            ],
            ProposingAgain,
            Against: true
        )
        {
            LooksAtRow = true,
        },
        new(
            "sign-for",
            Office(SupervisionPowers.Run, ItemPhase.Assigned),
            [new("unit", FieldKind.Unit), new("signing", FieldKind.Signing)],
            form => new Sign.Act(
                form.Id,
                form["unit"],
                form["signing"] == "paper" ? SigningWay.Paper : SigningWay.Telephone,
                null,
                form.Files
            )
        )
        {
            TakesFiles = true,
        },
        new(
            "remind",
            Office(SupervisionPowers.Run, ItemPhase.Assigned, ItemPhase.InHand),
            [new("unit", FieldKind.Unit), new("way", FieldKind.Short), new("said", FieldKind.Long)],
            form => new Remind.Act(form.Id, form["unit"], form["way"], form["said"])
        ),
        new(
            "reach-node",
            Lead(ItemPhase.InHand),
            [new("node", FieldKind.Node), new("text", FieldKind.Long), new("proof", FieldKind.Short, false)],
            form => new Nodes.ReachAct(form.Id, form["node"], form["text"], form["proof"], [], form.Files)
        )
        {
            TakesFiles = true,
        },
        new(
            "report-part",
            (row, who) =>
                row.Phase is ItemPhase.InHand
                && row.Called.Split(',').Contains(who.Unit)
                && who.Lacks(SupervisionPowers.Answer) is null,
            [new("part", FieldKind.Part), new("text", FieldKind.Long)],
            form => new Allot.ReportAct(form.Id, form["part"], form["text"])
        ),
        new(
            "check-part",
            Lead(ItemPhase.InHand),
            [
                new("reported", FieldKind.Reported),
                new("accepted", FieldKind.Yes),
                new("reason", FieldKind.Long, false),
            ],
            form => new Allot.CheckAct(form.Id, form["reported"], form["accepted"] == "yes", form["reason"])
        ),
        new(
            "answer-obstacle",
            (row, who) =>
                row.Called.Split(',').Contains(who.Unit) && who.Lacks(SupervisionPowers.Answer) is null,
            [new("obstacle", FieldKind.Obstacle), new("solved", FieldKind.Yes), new("text", FieldKind.Long)],
            form => new Obstacles.AnswerAct(form.Id, form["obstacle"], form["solved"] == "yes", form["text"])
        ),
        new(
            "raise-obstacle",
            Lead(ItemPhase.InHand),
            [new("unit", FieldKind.Unit), new("cause", FieldKind.Cause), new("needs", FieldKind.Long)],
            form => new Obstacles.RaiseAct(
                form.Id,
                FactIds.Derived("obstacle", form["act-id"])[..12],
                form["unit"],
                form["needs"],
                Enum.TryParse<ObstacleCause>(form["cause"], out var cause) && Enum.IsDefined(cause)
                    ? cause
                    : ObstacleCause.Other
            )
        ),
        new(
            "allot",
            Lead(ItemPhase.InHand),
            [new("parts", FieldKind.Long) { Columns = s_part }],
            form => new Allot.Act(
                form.Id,
                [
                    .. form.Lines("parts")
                        .Select(
                            (line, at) =>
                                new Allot.Asked(
                                    $"{at + 1}",
                                    line[0],
                                    form.Unit(line, 1),
                                    VerbForm.DayOf(line, 2),
                                    line.Length > 3 && int.TryParse(line[3], out var weight) ? weight : null
                                )
                        ),
                ]
            )
        ),
        new(
            "hand-over",
            Unit(ItemPhase.Assigned, ItemPhase.InHand),
            [
                new("department", FieldKind.Short, false),
                new("person", FieldKind.Short),
                new("unfinished", FieldKind.Long),
            ],
            form => new HandOver.Act(form.Id, form["department"], form["person"], form["unfinished"])
        ),
        new(
            "set-nodes",
            Office(SupervisionPowers.Run, ItemPhase.Assigned, ItemPhase.InHand),
            [new("nodes", FieldKind.Long) { Columns = s_node }],
            form => new Nodes.SetAct(
                form.Id,
                [
                    .. form.Lines("nodes")
                        .Select(
                            (line, at) =>
                                new ItemNode(
                                    $"{at + 1}",
                                    line[0],
                                    VerbForm.DayOf(line, 1),
                                    line.Length > 2 && line[2].Length > 0
                                )
                        ),
                ]
            )
        ),
        new(
            "confer",
            Office(SupervisionPowers.Run, ItemPhase.Assigned, ItemPhase.InHand),
            [new("agreed", FieldKind.Long)],
            form => new Confer.Act(form.Id, form["agreed"])
        ),
        new(
            "merge",
            Office(SupervisionPowers.Run, ItemPhase.Assigned, ItemPhase.InHand),
            [new("into", FieldKind.Other), s_reason],
            form => new Merge.Act(form.Id, form["into"], form["reason"]),
            Against: true
        ),
        new(
            "split",
            Office(SupervisionPowers.Approve, ItemPhase.Assigned, ItemPhase.InHand),
            [new("splits", FieldKind.Long) { Columns = s_split }, s_reason],
            form => new SplitUp.Act(
                form.Id,
                [
                    .. form.Lines("splits")
                        .Select(
                            (line, at) =>
                                new SplitUp.Part(
                                    FactIds.Derived("split", $"{form["act-id"]}\n{at}")[..32],
                                    line[0],
                                    line.Length > 2 ? line[2] : "",
                                    form.Unit(line, 1)
                                )
                        ),
                ],
                form["reason"]
            ),
            Against: true
        ),
        new(
            "pause",
            (row, who) => row.Phase is ItemPhase.InHand && IsGiver(row, who),
            [s_reason],
            form => new Pause.Act(form.Id, form["reason"]),
            Against: true
        ),
        new(
            "resume",
            (row, who) => row.Phase is ItemPhase.Paused && IsGiver(row, who),
            [s_note],
            form => new Pause.ResumeAct(form.Id, form["reason"])
        ),
        new(
            "dun",
            OnRung(Ladder.Dun),
            [new("text", FieldKind.Long)],
            form => new ClimbLadder.Act(form.Id, Ladder.Dun, form["text"])
        ),
        new(
            "propose-notice",
            OnRung("supervision-notice"),
            [new("grounds", FieldKind.Long)],
            form => new ClimbLadder.ProposeAct(form.Id, "supervision-notice", form["grounds"])
        ),
        new(
            "notice",
            OnRung("supervision-notice"),
            [new("text", FieldKind.Long)],
            form => new ClimbLadder.Act(form.Id, "supervision-notice", form["text"])
        ),
        new(
            "propose-raise",
            OnRung("raised-supervision"),
            [new("grounds", FieldKind.Long)],
            form => new ClimbLadder.ProposeAct(form.Id, "raised-supervision", form["grounds"])
        ),
        new(
            "raise",
            OnRung("raised-supervision"),
            [new("text", FieldKind.Long)],
            form => new ClimbLadder.Act(form.Id, "raised-supervision", form["text"])
        ),
        new(
            "show-lapse",
            (row, who) =>
                row.LapsedAt is not null
                && row.Phase is not (ItemPhase.Withdrawn or ItemPhase.Declined)
                && who.Lacks(SupervisionPowers.Run) is null,
            [new("grounds", FieldKind.Long)],
            form => new ShowLapse.Act(form.Id, form["grounds"]),
            Against: true
        ),
        new(
            "publish",
            (row, who) => row.Record.Length == 0 && MayPublish(row, who),
            [new("title", FieldKind.Short), new("name", FieldKind.Short)],
            Publishing
        )
        {
            LooksAtRow = true,
        },
        new(
            "publish-again",
            (row, who) => row.Record.Length > 0 && MayPublish(row, who),
            [new("title", FieldKind.Short), new("name", FieldKind.Short)],
            Publishing
        )
        {
            LooksAtRow = true,
        },
        new(
            "withdraw",
            (row, who) =>
                row.Phase is ItemPhase.Approved or ItemPhase.Assigned or ItemPhase.InHand or ItemPhase.Paused
                && IsGiver(row, who),
            [s_reason],
            form => new Withdraw.Act(form.Id, form["reason"]),
            Against: true
        ),
    ];

    private static Publish.Act Publishing(VerbForm form) =>
        new(
            form.Id,
            form.Row is { Record.Length: > 0 } row ? row.Record : Publish.NewRecord(form["act-id"]),
            form["title"],
            form["name"]
        );

    /// <summary>Everything but its words and its date is that of the item that it takes up again.</summary>
    private static Act ProposingAgain(VerbForm form) =>
        new ProposeAgain.Act(
            form.Id,
            new KeyWork.Propose.Act(
                AgainOf(form["act-id"]),
                form["new-title"],
                form.Row?.Source ?? default,
                form.Row is { } row ? $"{row.Reference}（{row.Number}重立）" : "",
                form["new-demand"],
                form.Row?.Giver ?? "",
                form.Row?.Lead ?? "",
                form.Row?.Assistants.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [],
                form["new-given"] is { Length: > 0 } given ? given.Trim() : null,
                form.Row?.Urgent ?? false
            )
        );

    /// <summary>The id of the item that an act sets up again.</summary>
    public static string AgainOf(string actId) => FactIds.Derived("again", actId)[..32];

    private static bool MayPublish(ItemRow row, Mandate who) =>
        row.Number.Length > 0
        && row.Phase is not ItemPhase.Withdrawn
        && who.Lacks(SupervisionPowers.Publish) is null;

    /// <summary>Offered to the office while a unit holds the item; the page narrows it to the rung whose turn it is.</summary>
    private static Func<ItemRow, Mandate, bool> OnRung(string rung) =>
        (row, who) =>
            row.Rung != rung && Office(SupervisionPowers.Run, ItemPhase.Assigned, ItemPhase.InHand)(row, who);

    public static ItemVerb? Find(string name) => All.FirstOrDefault(verb => verb.Name == name);

    private static Func<ItemRow, Mandate, bool> Office(Power power, params ItemPhase[] phases) =>
        (row, who) => phases.Contains(row.Phase) && who.Lacks(power) is null;

    private static Func<ItemRow, Mandate, bool> Unit(params ItemPhase[] phases) =>
        (row, who) =>
            phases.Contains(row.Phase)
            && who.Lacks(SupervisionPowers.Answer) is null
            && (row.Lead == who.Unit || row.Assistants.Split(',').Contains(who.Unit));

    private static Func<ItemRow, Mandate, bool> Lead(params ItemPhase[] phases) =>
        (row, who) => Unit(phases)(row, who) && row.Lead == who.Unit;

    private static bool IsGiver(ItemRow row, Mandate who) =>
        row.Giver == who.Office && who.Lacks(SupervisionPowers.Give) is null;
}
