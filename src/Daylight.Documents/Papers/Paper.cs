namespace Daylight.Documents.Papers;

/// <summary>How the head of a paper looks.</summary>
public enum PaperHead
{
    /// <summary>No head: forms and slips that stay inside of an office.</summary>
    None,

    /// <summary>发文机关标志 in red over a red line, for notices, circulars and reports.</summary>
    Red,

    /// <summary>信函格式: the organ in red over a double line, the number at the right. For 函.</summary>
    Letter,
}

/// <summary>An official paper in the layout of GB/T 9704-2012.</summary>
public sealed record Paper
{
    /// <summary>发文机关标志; without 文件 for a letter.</summary>
    public required string Organ { get; init; }

    public PaperHead Head { get; init; } = PaperHead.Red;

    /// <summary>Not yet signed: no red head, no number, 草稿 on every page.</summary>
    public bool Draft { get; init; } = true;

    /// <summary>发文字号: 象政督〔2026〕3号; null until it is signed.</summary>
    public string? Number { get; init; }

    /// <summary>紧急程度: 特急 or 加急; null for none.</summary>
    public string? Urgency { get; init; }

    public required string Title { get; init; }

    /// <summary>主送机关, without its colon; null for none.</summary>
    public string? To { get; init; }

    public IReadOnlyList<PaperBlock> Body { get; init; } = [];

    /// <summary>Names of what is attached, without numbers and marks at their ends.</summary>
    public IReadOnlyList<string> Attachments { get; init; } = [];

    /// <summary>发文机关署名; null where nobody signs, as on a form.</summary>
    public string? Signature { get; init; }

    /// <summary>成文日期: the day of signing.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>抄送机关; null for none.</summary>
    public string? CopyTo { get; init; }

    /// <summary>Small lines below the page number: the checkpoint of the log as words.</summary>
    public IReadOnlyList<string> Footing { get; init; } = [];

    /// <summary>A square picture (PNG) at the right of the title, 25 mm wide: a QR code.</summary>
    public byte[]? Code { get; init; }
}

/// <summary>A part of a paper's body.</summary>
public abstract record PaperBlock
{
    private PaperBlock() { }

    /// <summary>A paragraph of 3号仿宋, two characters in.</summary>
    public sealed record Text(string Words) : PaperBlock;

    /// <summary>一级标题, 3号黑体: 一、……</summary>
    public sealed record First(string Words) : PaperBlock;

    /// <summary>二级标题, 3号楷体: （一）……</summary>
    public sealed record Second(string Words) : PaperBlock;

    /// <summary>A form: rows of names and values. A tall row leaves room for a hand.</summary>
    public sealed record Form(IReadOnlyList<FormRow> Rows) : PaperBlock;

    /// <summary>A table with heads. Widths in millimetres, together at most 156.</summary>
    public sealed record Grid(
        IReadOnlyList<(string Head, double Width)> Columns,
        IReadOnlyList<IReadOnlyList<string>> Rows
    ) : PaperBlock;
}

/// <summary>A row of a form.</summary>
/// <param name="Lines">Its least height, in lines of the body.</param>
/// <param name="Second">A second pair beside the first, for short values.</param>
public sealed record FormRow(
    string Name,
    string Value,
    int Lines = 1,
    (string Name, string Value)? Second = null
);
