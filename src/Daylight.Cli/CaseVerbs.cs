using System.Collections.Frozen;
using System.CommandLine;
using Daylight.Ledger;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Proceedings.Notices;
using Daylight.Proceedings.Sealing;
using Daylight.Web;
using Daylight.Web.Sealed;

namespace Daylight.Cli;

/// <summary>
/// <c>daylight cases list | show | erase | confirm | drop</c> and <c>daylight notices list | settle</c>. Exit codes: 0 done, 1
/// refused, 2 not understood. Two different ids propose and decide, as two persons do on the desk; that they are two
/// persons the command line cannot know, and the log says that it was the host.
/// </summary>
internal static class CaseVerbs
{
    public static IReadOnlyList<Command> Build() =>
        [
            new(
                "cases",
                "封存内容：查看、提请销毁、决定销毁。 Sealed content: look, propose to erase, decide."
            )
            {
                List(),
                Show(),
                Erase(),
                Confirm(),
                Drop(),
            },
            new("notices", "系统内部传送被拒收的事项。 Notices that were refused.") { Refused(), Settle() },
        ];

    private static Command List() =>
        Verb(
            "list",
            "列出销毁提请和结果。 List what was proposed and decided.",
            [],
            async (parsed, on, node, log, cancel) =>
            {
                var rows = await SealedReading.Erasures(node.Store, log.Jurisdiction, cancel);
                var output = parsed.InvocationConfiguration.Output;
                if (on.AsJson(parsed))
                {
                    output.Json(rows.Select(Told));
                }

                foreach (var row in on.AsJson(parsed) ? [] : rows)
                {
                    await output.WriteLineAsync(Line(row));
                }

                return Guarded.Good;
            }
        );

    private static Command Show()
    {
        var id = Id();
        return Verb(
            "show",
            "统计销毁后会失去的内容（不显示内容）。 Count what an erasure would take, without showing it.",
            [id],
            async (parsed, on, node, log, cancel) =>
            {
                var contents = await CaseContents.Of(
                    node.Store,
                    log.Jurisdiction,
                    parsed.GetRequiredValue(id),
                    long.MaxValue,
                    cancel
                );
                var row = await SealedReading.Erasure(
                    node.Store,
                    log.Jurisdiction,
                    parsed.GetRequiredValue(id),
                    cancel
                );
                var output = parsed.InvocationConfiguration.Output;
                if (on.AsJson(parsed))
                {
                    output.Json(new { Contents = contents, Erasure = row is null ? null : Told(row) });
                    return Guarded.Good;
                }

                await output.WriteLineAsync(
                    contents.HasKey
                        ? $"封存的记录{contents.Facts}条（{contents.First:yyyy-MM-dd}至{contents.Last:yyyy-MM-dd}），文件{contents.Files}份。销毁后均不能读出；散列和密文留在账本中。"
                        : "这个代号下没有封存的内容，或者已经销毁。"
                );
                if (row is not null)
                {
                    await output.WriteLineAsync(Line(row));
                }

                return Guarded.Good;
            }
        );
    }

    private static Command Erase()
    {
        var (id, reason, norm, by) = (Id(), Reason(), Norm(), Acting.By());
        var kept = new Option<bool>("--nothing-keeps-it")
        {
            Description =
                "声明：没有法定保存期限，或者已满；不写则视为未满。 States that no statutory retention runs; without it one is taken to run.",
        };
        return Verb(
            "erase",
            "提请销毁，由另一人决定。 Propose to erase; another person decides.",
            [id, reason, norm, kept, by],
            (parsed, on, node, log, cancel) =>
                Perform(
                    parsed,
                    on,
                    node,
                    log,
                    new EraseCase.ProposeAct(
                        parsed.GetRequiredValue(id),
                        parsed.GetRequiredValue(reason),
                        parsed.GetRequiredValue(norm),
                        KeptByLaw: !parsed.GetValue(kept)
                    ),
                    parsed.GetRequiredValue(by),
                    cancel
                )
        );
    }

    private static Command Confirm()
    {
        var (id, reason, norm, by) = (Id(), Reason(), Norm(), Acting.By());
        return Verb(
            "confirm",
            "核对提请后决定销毁；事由和依据须与提请一致。不能恢复。 Decide what was proposed, with the reason and norm that you saw. It cannot be undone.",
            [id, reason, norm, by],
            (parsed, on, node, log, cancel) =>
                Perform(
                    parsed,
                    on,
                    node,
                    log,
                    new EraseCase.ConfirmAct(
                        parsed.GetRequiredValue(id),
                        parsed.GetRequiredValue(reason),
                        parsed.GetRequiredValue(norm)
                    ),
                    parsed.GetRequiredValue(by),
                    cancel
                )
        );
    }

    private static Command Drop()
    {
        var (id, by) = (Id(), Acting.By());
        return Verb(
            "drop",
            "不予销毁。 Lay a proposed erasure aside.",
            [id, by],
            (parsed, on, node, log, cancel) =>
                Perform(
                    parsed,
                    on,
                    node,
                    log,
                    new EraseCase.DropAct(parsed.GetRequiredValue(id)),
                    parsed.GetRequiredValue(by),
                    cancel
                )
        );
    }

    private static Command Refused() =>
        Verb(
            "list",
            "列出被拒收的事项。 List refused notices.",
            [],
            async (parsed, on, node, log, cancel) =>
            {
                var rows = await SealedReading.Notices(node.Store, log.Jurisdiction, unit: null, cancel);
                var output = parsed.InvocationConfiguration.Output;
                if (on.AsJson(parsed))
                {
                    output.Json(rows);
                }

                foreach (var row in on.AsJson(parsed) ? [] : rows)
                {
                    await output.WriteLineAsync(
                        $"{row.Subscriber} {row.Cause}：{row.Refusal}，{row.Owner}，{(row.How is { } how ? $"已处理：{how}" : "等待处理")}"
                    );
                }

                return Guarded.Good;
            }
        );

    private static Command Settle()
    {
        var subscriber = new Argument<string>("SUBSCRIBER") { Description = "传送方的名称。 Its name." };
        var cause = new Argument<long>("CAUSE")
        {
            Description = "起因记录的编号。 Index of the fact that caused it.",
        };
        var how = new Option<string>("--how")
        {
            Description = "怎样处理的。 What was done.",
            Required = true,
        };
        var by = Acting.By();
        return Verb(
            "settle",
            "写明怎样处理的。 Say how a refused notice was settled.",
            [subscriber, cause, how, by],
            async (parsed, on, node, log, cancel) =>
            {
                var (name, index) = (parsed.GetRequiredValue(subscriber), parsed.GetRequiredValue(cause));
                var rows = await SealedReading.Notices(node.Store, log.Jurisdiction, unit: null, cancel);
                var owner = rows.FirstOrDefault(row => row.Subscriber == name && row.Cause == index)?.Owner;
                return await Perform(
                    parsed,
                    on,
                    node,
                    log,
                    new SettleNotice.Act(name, index, parsed.GetRequiredValue(how)),
                    parsed.GetRequiredValue(by),
                    cancel,
                    owner ?? "host"
                );
            }
        );
    }

    private static object Told(ErasureRow row) =>
        new
        {
            Case = row.CaseId,
            Standing = row.Standing.ToString(),
            Reason = row.Reason.ToString(),
            row.Norm,
            row.ProposedBy,
            row.ProposedAt,
            row.SettledBy,
            row.SettledAt,
            row.Fact,
        };

    private static string Line(ErasureRow row) =>
        $"{row.CaseId}：{(row.Standing switch {
            ErasureStanding.Proposed => "等待决定",
            ErasureStanding.Dropped => "不予销毁",
            ErasureStanding.Erased => "已销毁",
        })}，{row.Reason}，{row.Norm}，{row.ProposedBy}提请（{Shanghai.DayOf(row.ProposedAt):yyyy-MM-dd}）"
        + (row.SettledBy is { } by ? $"，{by}决定，第{row.Fact}号记录" : "");

    private static Argument<string> Id() =>
        new("CASE") { Description = "案件代号，不是姓名。 Id of the case, not a name." };

    private static Option<ErasureReason> Reason() =>
        new("--reason")
        {
            Description =
                "RetentionEnded 保存期满 | AskedByThePerson 本人申请 | WronglyCollected 不应收集 | Ordered 有权机关决定",
            Required = true,
        };

    private static Option<string> Norm() =>
        new("--norm")
        {
            Description = "依据的编号，如 data.erase。 Id of the norm that asks for it.",
            Required = true,
        };

    private static Command Verb(
        string name,
        string says,
        IReadOnlyList<Symbol> symbols,
        Func<ParseResult, OnLog, Node, NodeLog, CancellationToken, Task<int>> work
    )
    {
        var on = new OnLog();
        var verb = new Command(name, says);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                verb.Arguments.Add(argument);
            }
            else
            {
                verb.Options.Add((Option)symbol);
            }
        }

        on.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                on.Run(parsed, name, (node, log) => work(parsed, on, node, log, cancel), cancel)
        );
        return verb;
    }

    private static async Task<int> Perform(
        ParseResult parsed,
        OnLog on,
        Node node,
        NodeLog log,
        Act act,
        string by,
        CancellationToken cancel,
        string unit = "host"
    ) =>
        RegistryVerbs.Tell(parsed, await Acting.Perform(node, log, by, act, cancel, unit), on.AsJson(parsed));
}
