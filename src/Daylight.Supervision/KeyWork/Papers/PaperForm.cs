using System.Text.RegularExpressions;
using Daylight.Documents.Papers;

namespace Daylight.Supervision.KeyWork.Papers;

/// <summary>
/// A paper's text as an officer edits it: a line per paragraph, or on a form a line per row (名称：内容). Lines with ｜ are rows of a
/// table, the first of them its head; a line 附件：名称 begins an attachment. Lays it out.
/// </summary>
internal static partial class PaperForm
{
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

    /// <summary>Papers that go to a superior name who signed them (上行文).</summary>
    private static readonly PaperKind[] s_upward = [PaperKind.SpecialReport];

    /// <summary>Rows of a form in which somebody decides or confirms, and signs.</summary>
    private static readonly string[] s_signed = ["意见", "阅示", "批示"];

    [GeneratedRegex("^附件[0-9]{0,2}：(?<name>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attachment { get; }

    /// <param name="day">The day of signing; null for a draft.</param>
    /// <param name="signer">The name of who signed it.</param>
    /// <param name="copy">份号 of this copy, where the office counts its copies.</param>
    public static Paper Lay(
        PaperRow paper,
        DateOnly? day,
        IReadOnlyList<string> footing,
        string? address,
        string signer = "",
        int? copy = null
    )
    {
        var isForm = IsForm(paper.Kind);
        var (body, attachments) = Parts(paper.Body);
        return new()
        {
            Organ = paper.OrganName,
            Head =
                isForm ? PaperHead.None
                : paper.Kind is PaperKind.Letter ? PaperHead.Letter
                : PaperHead.Red,
            Draft = day is null,
            Number = day is null ? null : paper.Label + (paper.VoidBecause.Length > 0 ? "（作废）" : ""),
            Copy = copy,
            Signer = s_upward.Contains(paper.Kind) ? signer : null,
            Title = paper.Title,
            To = paper.ToName.Length > 0 && !isForm ? paper.ToName : null,
            Body = isForm ? [new PaperBlock.Form(Rows(body))] : Blocks(body),
            Attachments = [.. attachments.Select(part => new PaperAttachment(part.Name, Blocks(part.Lines)))],
            Signature = s_unsigned.Contains(paper.Kind) ? null : paper.OrganName,
            Day = day,
            CopyTo = paper.CopyTo.Length > 0 ? paper.CopyTo : null,
            PrintedBy = isForm || paper.Kind is PaperKind.Letter ? null : paper.OrganName,
            Footing = footing,
            Code = address is null ? null : QrPicture.Of(address),
        };
    }

    private static (
        IReadOnlyList<string> Body,
        IReadOnlyList<(string Name, IReadOnlyList<string> Lines)> Attached
    ) Parts(string text)
    {
        var body = new List<string>();
        var attached = new List<(string Name, IReadOnlyList<string> Lines)>();
        var lines = body;
        foreach (
            var line in text.Split(
                '\n',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        )
        {
            if (Attachment.Match(line) is { Success: true } begin)
            {
                lines = [];
                attached.Add((begin.Groups["name"].Value.Trim(), lines));
            }
            else
            {
                lines.Add(line);
            }
        }

        return (body, attached);
    }

    /// <summary>Rows as they are written; two short ones that follow each other share a line.</summary>
    private static IReadOnlyList<FormRow> Rows(IReadOnlyList<string> lines)
    {
        var rows = new List<FormRow>();
        foreach (var parts in lines.Select(line => line.Split('：', 2)))
        {
            var (name, value) = parts.Length < 2 ? ("", parts[0]) : (parts[0].Trim(), parts[1].Trim());
            var isShort = value.Length > 0 && name.Length > 0 && PaperWriter.IsShort(value);
            if (isShort && rows is [.., { Second: null, Signs: null, Room: false } before] && IsShort(before))
            {
                rows[^1] = before with { Second = (name, value) };
                continue;
            }

            rows.Add(
                new FormRow(name, value)
                {
                    Room = name.Length > 0 && value.Length == 0,
                    Signs =
                        s_signed.Any(end => name.EndsWith(end, StringComparison.Ordinal))
                            ? "签字：　　　　　　　年　　月　　日"
                        : name.StartsWith("签收", StringComparison.Ordinal)
                            ? "单位：　　　　签收人：　　　　年　月　日"
                        : null,
                }
            );
        }

        return rows;
    }

    private static bool IsShort(FormRow row) =>
        row.Name.Length > 0 && row.Value.Length > 0 && PaperWriter.IsShort(row.Value);

    private static IReadOnlyList<PaperBlock> Blocks(IReadOnlyList<string> lines)
    {
        var blocks = new List<PaperBlock>();
        for (var at = 0; at < lines.Count; at++)
        {
            var rows = lines
                .Skip(at)
                .TakeWhile(line => line.Contains('｜', StringComparison.Ordinal))
                .ToList();
            if (rows.Count > 1)
            {
                blocks.Add(Grid([.. rows.Select(row => row.Split('｜', StringSplitOptions.TrimEntries))]));
                at += rows.Count - 1;
                continue;
            }

            var line = lines[at];
            blocks.Add(
                First.IsMatch(line) && line.Length <= 28 ? new PaperBlock.First(line)
                : Second.IsMatch(line) ? new PaperBlock.Second(line)
                : new PaperBlock.Text(line)
            );
        }

        return blocks;
    }

    /// <summary>A table over the whole width; a column is as wide as the longest text in it asks for, within bounds.</summary>
    private static PaperBlock.Grid Grid(IReadOnlyList<string[]> rows)
    {
        const double Width = 156;
        var heads = rows[0];
        var asks = heads
            .Select((_, at) => Math.Clamp(rows.Max(row => at < row.Length ? row[at].Length : 0), 3, 18))
            .ToList();
        return new(
            [.. heads.Zip(asks).Select(column => (column.First, Width * column.Second / asks.Sum()))],
            [
                .. rows.Skip(1)
                    .Select(row =>
                        (IReadOnlyList<string>)[.. heads.Select((_, at) => at < row.Length ? row[at] : "")]
                    ),
            ]
        );
    }
}
