using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui;

namespace Daylight.Supervision.KeyWork.Papers;

/// <summary>A paper filled in with what the system knows; the officer reads it over and changes what he likes.</summary>
/// <param name="To">Opaque id of the unit that it goes to; empty for several or none.</param>
internal sealed record PaperDraft(string Title, string To, string ToName, string Body)
{
    /// <param name="names">The name of a unit, an office or a person.</param>
    public static PaperDraft Of(
        PaperKind kind,
        ItemRow item,
        IReadOnlyList<ItemStep> steps,
        Func<string, string> names,
        DateOnly today
    )
    {
        var facts = new Known(item, steps, names, today);
        return kind switch
        {
            PaperKind.Assignment => facts.ToLead("督查事项交办单", facts.Assignment()),
            PaperKind.Notice => facts.ToLead($"关于{item.Title}的督查通知", facts.Notice()),
            PaperKind.Reminder => facts.ToLead("督查事项催办单", facts.Reminder()),
            PaperKind.SpecialReport => facts.ToGiver($"关于{item.Title}办理情况的报告", facts.Report()),
            PaperKind.Circular => new($"关于{item.Title}办理情况的通报", "", "各有关单位", facts.Report()),
            PaperKind.Submission => facts.ToGiver("督查事项呈报单", facts.Submission()),
            PaperKind.ExtensionForm => facts.ToGiver("督查事项延期审批表", facts.Extension()),
            PaperKind.ReturnForm => facts.ToGiver("督查事项退办审批表", facts.Return()),
            PaperKind.ClosingForm => facts.ToGiver("督查事项办结（销号）审批表", facts.Closing()),
            PaperKind.Letter => facts.ToLead($"关于商请办理{item.Title}的函", facts.Letter()),
        };
    }

    /// <summary>What is known of an item, in the words of papers.</summary>
    private sealed class Known(
        ItemRow item,
        IReadOnlyList<ItemStep> steps,
        Func<string, string> names,
        DateOnly today
    )
    {
        private string Due => Day(item.Due) ?? "长期坚持";

        private string Number => item.Number.Length > 0 ? item.Number : "（立项后编号）";

        private string Lead =>
            names(item.Lead) + (item.Department.Length > 0 ? $"（{item.Department}）" : "");

        private string Assistants =>
            item.Assistants.Length > 0 ? string.Join('、', item.Assistants.Split(',').Select(names)) : "无";

        public PaperDraft ToLead(string title, string body) => new(title, item.Lead, names(item.Lead), body);

        public PaperDraft ToGiver(string title, string body) => new(title, "", names(item.Giver), body);

        public string Assignment() =>
            Basics() + $"\n办结期限：{Due}\n签收：\n备注：有不同意见请按退办程序书面提出，未裁定前照常办理。";

        public string Notice() =>
            $"你单位牵头办理的“{item.Title}”（{Number}，来源：{item.Reference}），办结期限为{Due}。{Standing()}\n一、办理要求\n{item.Demand}\n二、督查要求\n请抓紧办理，并书面报送办理情况、存在问题和下一步措施。对督查结论有异议的，可以依照《政府督查工作条例》申请复核。";

        public string Reminder() =>
            Basics()
            + $"\n办结期限：{Due}\n目前情况：{Standing()}{Latest()}\n催办内容：请抓紧办理，按期反馈；有困难的，请说明原因和需要协调的问题。\n反馈意见：";

        public string Report() =>
            $"一、基本情况\n“{item.Title}”（{Number}）来源于{item.Reference}，由{Lead}牵头，协办单位：{Assistants}，办结期限为{Due}。\n二、办理进展\n{Feedback()}\n三、存在问题\n\n四、下一步建议\n";

        public string Submission() =>
            Basics()
            + $"\n办结期限：{Due}\n办理结果：{Last(nameof(DoneReported)) ?? Latest()}\n督查机构意见：{Last(nameof(LaidBeforeGiver))}\n领导批示：";

        public string Extension() =>
            Basics()
            + $"\n原定期限：{Day(item.OriginalDue) ?? "无"}\n现期限：{Due}（已延期{item.Extensions}次）\n申请延至：{(item.AskedTo is { } to ? Dates.Plain(to, Language.ZhHans) : "")}\n延期理由：{Last(nameof(ExtensionAsked))}\n督查机构意见：\n交办领导意见：";

        public string Return() =>
            Basics()
            + $"\n办结期限：{Due}（裁定前照常计时）\n建议改由：{(item.ReturnTo is { } other ? names(other) : "")}\n退办理由：{Last(nameof(ReturnAsked))}\n督查机构裁定意见：\n交办领导意见：";

        public string Closing() =>
            Basics()
            + $"\n原定期限：{Day(item.OriginalDue) ?? "无"}\n现期限：{Due}\n办理结果：{Last(nameof(DoneReported)) ?? Latest()}\n交办领导阅示：{Last(nameof(GiverSpoke))}\n督查机构审核意见：{Last(nameof(LaidBeforeGiver))}\n办结（销号）意见：";

        public string Letter() =>
            $"根据{item.Reference}，“{item.Title}”（{Number}）需请贵单位支持办理，现函告如下：\n一、有关要求\n{item.Demand}\n二、时间安排\n办结期限为{Due}。办理中的情况和需要协调的问题，请及时函告我们。\n专此函达，请予支持。";

        private string Basics() =>
            $"事项名称：{item.Title}\n来源文件：{item.Reference}\n办理要求：{item.Demand.ReplaceLineEndings(" ")}\n事项编号：{Number}\n交办领导：{names(item.Giver)}\n牵头单位：{Lead}\n协办单位：{Assistants}";

        private string Standing() =>
            item.LapsedAt is not null && item.ClosedAt is null
                ? $"截至{Dates.Plain(today, Language.ZhHans)}，已超过期限，尚未办结。"
                : "";

        private string Latest() =>
            Last(nameof(ProgressReported)) is { Length: > 0 } text ? $"最近反馈：{text}" : "尚无反馈。";

        /// <summary>The last that each unit reported.</summary>
        private string Feedback()
        {
            var reports = steps
                .Where(step =>
                    step.Kind is nameof(ProgressReported) or nameof(DoneReported) && step.Text.Length > 0
                )
                .GroupBy(step => step.Unit)
                .Select(group => $"{names(group.Key)}：{OneLine(group.Last().Text)}")
                .ToList();
            return reports.Count == 0 ? "各单位尚未反馈。" : string.Join('\n', reports);
        }

        private string? Last(string kind) =>
            steps.LastOrDefault(step => step.Kind == kind) is { } step ? OneLine(step.Text) : null;

        private static string OneLine(string text) => text.ReplaceLineEndings(" ");

        private static string? Day(DateTimeOffset? at) =>
            at is { } known ? Dates.Plain(Shanghai.DayOf(known), Language.ZhHans) : null;
    }
}
