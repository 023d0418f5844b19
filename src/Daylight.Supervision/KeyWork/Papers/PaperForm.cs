using System.Text.RegularExpressions;
using Daylight.Documents.Papers;

namespace Daylight.Supervision.KeyWork.Papers;

/// <summary>
/// A paper's text as an officer edits it: a line per paragraph, or on a form a line per row (名称：内容). Lays it out.
/// </summary>
internal static partial class PaperForm
{
    /// <summary>Lines of room for a hand where a row has no value yet.</summary>
    private const int Room = 4;

    private static readonly PaperKind[] s_forms =
    [
        PaperKind.Assignment,
        PaperKind.Reminder,
        PaperKind.Submission,
        PaperKind.ExtensionForm,
        PaperKind.ReturnForm,
        PaperKind.ClosingForm,
    ];

    private static readonly PaperKind[] s_unsigned =
    [
        PaperKind.Submission,
        PaperKind.ExtensionForm,
        PaperKind.ReturnForm,
        PaperKind.ClosingForm,
    ];

    [GeneratedRegex("^[一二三四五六七八九十]{1,3}、", RegexOptions.None, 1000)]
    private static partial Regex First { get; }

    [GeneratedRegex("^（[一二三四五六七八九十]{1,3}）.{1,24}$", RegexOptions.None, 1000)]
    private static partial Regex Second { get; }

    public static bool IsForm(PaperKind kind) => s_forms.Contains(kind);

    /// <param name="day">The day of signing; null for a draft.</param>
    public static Paper Lay(PaperRow paper, DateOnly? day, IReadOnlyList<string> footing, string? address) =>
        new()
        {
            Organ = paper.OrganName,
            Head =
                IsForm(paper.Kind) ? PaperHead.None
                : paper.Kind is PaperKind.Letter ? PaperHead.Letter
                : PaperHead.Red,
            Draft = day is null,
            Number = day is null ? null : paper.Label + (paper.VoidBecause.Length > 0 ? "（作废）" : ""),
            Title = paper.Title,
            To = paper.ToName.Length > 0 && !IsForm(paper.Kind) ? paper.ToName : null,
            Body = IsForm(paper.Kind) ? [new PaperBlock.Form(Rows(paper.Body))] : Blocks(paper.Body),
            Signature = s_unsigned.Contains(paper.Kind) ? null : paper.OrganName,
            Day = day,
            CopyTo = paper.CopyTo.Length > 0 ? paper.CopyTo : null,
            Footing = footing,
            Code = address is null ? null : QrPicture.Of(address),
        };

    private static IReadOnlyList<FormRow> Rows(string body) =>
        [
            .. Lines(body)
                .Select(line => line.Split('：', 2))
                .Select(parts =>
                    parts.Length < 2 ? new FormRow("", parts[0])
                    : parts[1].Trim().Length == 0 ? new FormRow(parts[0].Trim(), "", Room)
                    : new FormRow(parts[0].Trim(), parts[1].Trim())
                ),
        ];

    private static IReadOnlyList<PaperBlock> Blocks(string body) =>
        [
            .. Lines(body)
                .Select(line =>
                    First.IsMatch(line) && line.Length <= 28 ? (PaperBlock)new PaperBlock.First(line)
                    : Second.IsMatch(line) ? new PaperBlock.Second(line)
                    : new PaperBlock.Text(line)
                ),
        ];

    private static IEnumerable<string> Lines(string body) =>
        body.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
