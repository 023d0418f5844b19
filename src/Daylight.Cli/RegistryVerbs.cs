using System.Collections.Frozen;
using System.CommandLine;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Registry.Views;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary><c>daylight registry unit add | rename | merge | list</c>; tables and holders are <see cref="RegistryTables"/>. Exit codes: 0 recorded, 1 refused, 2 not understood.</summary>
internal static class RegistryVerbs
{
    private static readonly FrozenDictionary<string, UnitKind> s_kinds = new Dictionary<string, UnitKind>
    {
        ["party"] = UnitKind.PartyOrgan,
        ["department"] = UnitKind.GovernmentDepartment,
        ["town"] = UnitKind.Town,
        ["institution"] = UnitKind.PublicInstitution,
        ["mass"] = UnitKind.MassOrganisation,
        ["vertical"] = UnitKind.VerticallyManaged,
        ["enterprise"] = UnitKind.StateEnterprise,
        ["village"] = UnitKind.Village,
        ["organ"] = UnitKind.CountyOrgan,
    }.ToFrozenDictionary();

    public static Command Build() =>
        new("registry", "机构名录。 The registry of units.")
        {
            new Command("unit", "单位。 Units.") { Add(), Rename(), Merge(), List() },
            RegistryTables.Import(),
            RegistryTables.Export(),
            RegistryTables.Holder(),
        };

    private static Command Add()
    {
        var code = new Option<string>("--code")
        {
            Description = "统一社会信用代码或行政区划代码。 Social credit code or division code.",
            Required = true,
        };
        var (name, brief) = (Name(), Brief());
        var kind = new Option<string>("--kind")
        {
            Description = "单位类别。 Kind of unit.",
            DefaultValueFactory = _ => "department",
        };
        kind.AcceptOnlyFromAmong([.. s_kinds.Keys.Order(StringComparer.Ordinal)]);
        var verb = new Command("add", "登记一个单位。 Enter a unit.") { code, name, brief, kind };
        return Recording(
            verb,
            "registry unit add",
            (parsed, now) =>
                new Register.UnitAct(
                    FactIds.New(now),
                    parsed.GetRequiredValue(code),
                    parsed.GetRequiredValue(name),
                    parsed.GetValue(brief) ?? parsed.GetRequiredValue(name),
                    s_kinds[parsed.GetRequiredValue(kind)]
                )
        );
    }

    private static Command Rename()
    {
        var unit = new Argument<string>("UNIT") { Description = "单位标识。 Id of the unit." };
        var (name, brief, from) = (Name(), Brief(), From());
        var verb = new Command("rename", "单位更名。 Give a unit another name.") { unit, name, brief, from };
        return Recording(
            verb,
            "registry unit rename",
            (parsed, now) =>
                new Registry.Rename.UnitAct(
                    parsed.GetRequiredValue(unit),
                    parsed.GetRequiredValue(name),
                    parsed.GetValue(brief) ?? parsed.GetRequiredValue(name),
                    parsed.GetValue(from) ?? Shanghai.DayOf(now)
                )
        );
    }

    private static Command Merge()
    {
        var unit = new Argument<string>("UNIT") { Description = "被合并的单位。 The unit that is closed." };
        var into = new Argument<string>("INTO") { Description = "并入的单位。 The unit that carries on." };
        var code = new Option<string>("--code")
        {
            Description = "被合并单位的代码，用以核对。 Code of the unit that is closed, as a check.",
            Required = true,
        };
        var from = From();
        var verb = new Command("merge", "单位合并。 Merge a unit into another.") { unit, into, code, from };
        return Recording(
            verb,
            "registry unit merge",
            (parsed, now) =>
                new Registry.Merge.UnitAct(
                    parsed.GetRequiredValue(unit),
                    parsed.GetRequiredValue(code),
                    parsed.GetRequiredValue(into),
                    parsed.GetValue(from) ?? Shanghai.DayOf(now)
                )
        );
    }

    private static Command List()
    {
        var on = new OnLog();
        var verb = new Command("list", "列出单位。 List units.");
        on.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                on.Run(
                    parsed,
                    "registry unit list",
                    async (node, log) =>
                    {
                        var rows = await UnitList.Of(node.Store, log.Jurisdiction, cancel);
                        var to = parsed.InvocationConfiguration.Output;
                        if (on.AsJson(parsed))
                        {
                            to.Json(rows);
                            return Guarded.Good;
                        }

                        foreach (var row in rows)
                        {
                            await to.WriteLineAsync(
                                $"{row.Unit}  {row.Code}  {row.Name}（{row.ShortName}）{(row.MergedInto is { } into ? $" 已并入 {into}" : "")}"
                            );
                        }

                        return Guarded.Good;
                    },
                    cancel
                )
        );
        return verb;
    }

    private static Command Recording(Command verb, string says, Func<ParseResult, DateTimeOffset, Act> act)
    {
        var on = new OnLog();
        var id = new Option<string?>("--act")
        {
            Description =
                "办理编号；同一编号重复提交只记录一次。 Act id; the same id again is recorded once.",
        };
        var by = new Option<string>("--by")
        {
            Description =
                "办理人的编号；已有职务持有维护名录权限的，须由其中一人办理。 Opaque id of the person; once an office may keep the registry, one of its holders.",
            DefaultValueFactory = _ => "operator",
        };
        verb.Options.Add(id);
        verb.Options.Add(by);
        on.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                on.Run(
                    parsed,
                    says,
                    async (node, log) =>
                    {
                        var now = node.Options.Time.GetUtcNow();
                        var outcome = await Acting.Perform(
                            node,
                            log,
                            parsed.GetRequiredValue(by),
                            act(parsed, now),
                            cancel,
                            id: parsed.GetValue(id)
                        );
                        return Tell(parsed, outcome, on.AsJson(parsed));
                    },
                    cancel
                )
        );
        return verb;
    }

    internal static int Tell(ParseResult parsed, Outcome outcome, bool json)
    {
        var to = parsed.InvocationConfiguration.Output;
        switch (outcome)
        {
            case Outcome.Recorded recorded:
                if (json)
                {
                    to.Json(
                        new
                        {
                            recorded.Log,
                            recorded.First,
                            recorded.Count,
                        }
                    );
                }
                else
                {
                    to.WriteLine($"已记录：{recorded.Log} 第{recorded.First}号起，共{recorded.Count}条");
                }

                return Guarded.Good;
            case Outcome.Refused refused:
                var says = refused.Refusal.Say();
                if (json)
                {
                    to.Json(
                        new
                        {
                            Refused = refused.Refusal.GetType().Name,
                            says.Zh,
                            says.En,
                        }
                    );
                }
                else
                {
                    parsed.InvocationConfiguration.Error.Say(says);
                }

                return Guarded.NotGood;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static Option<string> Name() =>
        new("--name") { Description = "单位全称。 Full official name.", Required = true };

    private static Option<string?> Brief() =>
        new("--short") { Description = "规范简称，默认同全称。 Short name." };

    private static Option<DateOnly?> From() =>
        new("--from") { Description = "自何日起，默认今日。 From which day on." };
}
