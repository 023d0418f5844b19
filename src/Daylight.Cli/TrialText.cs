using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Cli;

/// <summary>The report of a trial as text and as JSON.</summary>
internal static class TrialText
{
    private const string None = "无";

    public static string Of(TrialReport report)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"账本 {report.Log}：{report.Size}条记录，截至{Moment(report.Until)}\n"
        );
        foreach (var pack in report.Packs)
        {
            var held = report.Before.Packs.FirstOrDefault(held => held.Name == pack.Name);
            text.Append(
                CultureInfo.InvariantCulture,
                $"试用 {pack.Title}（{pack.Name}）：{(held is null ? "尚未采用" : held.Hash.Hex[..12])} → {pack.Hash.Hex[..12]}\n"
            );
        }

        Changes(text, report);
        foreach (var fault in report.Conflicts)
        {
            text.Append('\n').Append(fault);
        }

        Duties(text, report);
        Answers(text, report);
        Counts(text, report);
        return text.ToString();
    }

    public static JsonNode Json(TrialReport report) =>
        new JsonObject
        {
            ["jurisdiction"] = report.Jurisdiction,
            ["log"] = report.Log,
            ["size"] = report.Size,
            ["until"] = Machine(report.Until),
            ["packs"] = NormsJson.Array(
                report.Packs.Select(pack => new JsonObject
                {
                    ["pack"] = pack.Name,
                    ["before"] = report.Before.Packs.FirstOrDefault(held => held.Name == pack.Name)?.Hash.Hex,
                    ["after"] = pack.Hash.Hex,
                })
            ),
            ["changes"] = NormsJson.Array(
                report.Changes.Select(change => new JsonObject
                {
                    ["norm"] = change.Norm.Text,
                    ["title"] = change.Title,
                    ["change"] = change.Change.ToString().ToLowerInvariant(),
                    ["lines"] = NormsJson.Array(change.Lines.Select(line => (JsonNode)line)),
                })
            ),
            ["conflicts"] = NormsJson.Array(report.Conflicts.Select(NormsJson.Of)),
            ["duties"] = NormsJson.Array(report.Duties.Select(Json)),
            ["answers"] = NormsJson.Array(
                report.Answers.Select(answer => new JsonObject
                {
                    ["about"] = answer.About,
                    ["norm"] = answer.Norm.Text,
                    ["kind"] = answer.Kind?.ToString().ToLowerInvariant(),
                    ["on"] = Machine(answer.On),
                    ["before"] = NormsJson.Of(answer.Before),
                    ["after"] = NormsJson.Of(answer.After),
                })
            ),
            ["norms"] = NormsJson.Array(
                report.Counts.Select(count => new JsonObject
                {
                    ["norm"] = count.Norm.Text,
                    ["differ"] = count.Differ,
                    ["stay"] = count.Stay,
                })
            ),
            ["differ"] = report.Duties.Length + report.Answers.Length,
            ["stay"] = report.Stays,
            ["asRecorded"] = report.Untold,
        };

    private static void Changes(StringBuilder text, TrialReport report)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n规则的改动：{report.Changes.Length}条\n");
        foreach (var change in report.Changes)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {Word(change.Change)} {change.Title}（{change.Norm}）\n"
            );
            foreach (var line in change.Lines.Where(line => line[0] != ' '))
            {
                text.Append("    ").Append(line).Append('\n');
            }
        }
    }

    private static void Duties(StringBuilder text, TrialReport report)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n会不同的待办：{report.Duties.Length}项\n");
        foreach (var duty in report.Duties)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {duty.Title}（{duty.Matter}，{duty.Duty}），{Moment(duty.Start)}起算\n"
            );
            foreach (var (what, before, after) in Lines(report, duty.Before, duty.After))
            {
                text.Append(CultureInfo.InvariantCulture, $"    {what}：{before} → {after}\n");
            }

            foreach (var note in duty.Notes)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {note.Zh}\n");
            }
        }
    }

    /// <summary>What differs between two sides, in the words of screens.</summary>
    private static IEnumerable<(string What, string Before, string After)> Lines(
        TrialReport report,
        TrialSide? before,
        TrialSide? after
    ) =>
        new (string What, Func<TrialSide, string> Say)[]
        {
            ("依据", side => $"{report.TitleOf(side.Norm)}（{side.Norm}）"),
            ("时限", side => Span.TryParse(side.Span, out var span, out _) ? span.Words : side.Span),
            ("原定期限", side => Due(side.OriginalDue, provisional: false)),
            ("期限", side => Due(side.Due, side.Provisional)),
            ("延期", side => $"{side.Extensions}次"),
            ("结果", side => Word(side.Standing)),
            ("逾期", side => Joined(side.Lapses.Select(due => Due(due, provisional: false)))),
            ("处理建议", side => Joined(side.Proposals.Select(each => report.Words.Say(each.Proposes).Zh))),
        }
            .Select(line => (line.What, Side(before, line.Say), Side(after, line.Say)))
            .Where(line => line.Item2 != line.Item3)
            .Where(line =>
                line.What != "原定期限"
                || Side(before, s => $"{s.Due}") != Side(before, s => $"{s.OriginalDue}")
            );

    private static void Answers(StringBuilder text, TrialReport report)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n会不同的累计、名次和其他计算结果：{report.Answers.Length}项\n"
        );
        foreach (var answer in report.Answers)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {answer.About} {report.TitleOf(answer.Norm)}（{answer.Norm}），{Moment(answer.On)}\n"
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"    原为：{Sentence(answer.Before)}处理建议：{Proposed(report, answer.Before)}\n"
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"    改为：{Sentence(answer.After)}处理建议：{Proposed(report, answer.After)}\n"
            );
        }
    }

    private static void Counts(StringBuilder text, TrialReport report)
    {
        if (report.NothingDiffers)
        {
            text.Append("\n没有一项待办、累计、名次或者处理建议会不同。\n");
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"\n合计：会不同{report.Duties.Length + report.Answers.Length}项，不变{report.Stays}项\n"
        );
        foreach (var count in report.Counts)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {report.TitleOf(count.Norm)}（{count.Norm}）：会不同{count.Differ}项，不变{count.Stay}项\n"
            );
        }

        if (report.Untold > 0)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  另有{report.Untold}项待办不能重算，按原记录计入不变。\n"
            );
        }
    }

    private static JsonNode Json(TrialDuty duty) =>
        new JsonObject
        {
            ["matter"] = duty.Matter,
            ["duty"] = duty.Duty,
            ["what"] = duty.What,
            ["title"] = duty.Title,
            ["start"] = Machine(duty.Start),
            ["before"] = Json(duty.Before),
            ["after"] = Json(duty.After),
            ["notes"] = NormsJson.Array(
                duty.Notes.Select(note => new JsonObject { ["zh"] = note.Zh, ["en"] = note.En })
            ),
            ["why"] = duty.Why is null ? null : NormsJson.Of(duty.Why),
        };

    private static JsonObject? Json(TrialSide? side) =>
        side is null
            ? null
            : new JsonObject
            {
                ["norm"] = side.Norm.Text,
                ["span"] = side.Span,
                ["originalDue"] = Machine(side.OriginalDue),
                ["due"] = Machine(side.Due),
                ["provisional"] = side.Provisional,
                ["extensions"] = side.Extensions,
                ["owner"] = side.Owner,
                ["standing"] = side.Standing switch
                {
                    TrialStanding.Open => "open",
                    TrialStanding.Overdue => "overdue",
                    TrialStanding.Done => "done",
                    TrialStanding.DoneLate => "done-late",
                    TrialStanding.Lifted => "lifted",
                },
                ["lapses"] = NormsJson.Array(side.Lapses.Select(due => (JsonNode?)Machine(due))),
                ["proposals"] = NormsJson.Array(side.Proposals.Select(each => (JsonNode)each.Proposes)),
            };

    private static string Side(TrialSide? side, Func<TrialSide, string> say) =>
        side is null ? None : say(side);

    private static string Joined(IEnumerable<string> parts) =>
        string.Join("、", parts) is { Length: > 0 } joined ? joined : None;

    private static string Proposed(TrialReport report, Answer answer) =>
        Joined(answer.Proposes.Select(each => report.Words.Say(each.Proposes).Zh));

    private static string Sentence(Answer answer) => answer.Why.Text.Zh;

    private static string Due(DateTimeOffset? due, bool provisional) =>
        due is not { } at ? "长期"
        : (Shanghai.EndOf(Shanghai.DayOf(at)) - at).Duration() < TimeSpan.FromSeconds(1)
            ? $"{Shanghai.DayOf(at):yyyy-MM-dd}{(provisional ? "（暂定）" : "")}"
        : $"{Moment(at)}{(provisional ? "（暂定）" : "")}";

    private static string Moment(DateTimeOffset at) =>
        Shanghai.Of(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string? Machine(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Word(NormChange change) =>
        change switch
        {
            NormChange.Added => "新增",
            NormChange.Changed => "修改",
            NormChange.Dropped => "删去",
        };

    private static string Word(TrialStanding standing) =>
        standing switch
        {
            TrialStanding.Open => "未到期",
            TrialStanding.Overdue => "逾期未完成",
            TrialStanding.Done => "按期完成",
            TrialStanding.DoneLate => "逾期完成",
            TrialStanding.Lifted => "不再需要办理",
        };
}
