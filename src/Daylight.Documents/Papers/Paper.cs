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

    /// <summary>份号, written with six digits; null for none. There is no 密级: what bears one never comes here.</summary>
    public int? Copy { get; init; }

    /// <summary>签发人, on papers that go to a superior (上行文); empty until it is signed, null on other papers.</summary>
    public string? Signer { get; init; }

    /// <summary>紧急程度: 特急 or 加急; null for none.</summary>
    public string? Urgency { get; init; }

    public required string Title { get; init; }

    /// <summary>主送机关, without its colon; null for none.</summary>
    public string? To { get; init; }

    public IReadOnlyList<PaperBlock> Body { get; init; } = [];

    /// <summary>What is attached: named below the body, and each on pages of its own before the 版记.</summary>
    public IReadOnlyList<PaperAttachment> Attachments { get; init; } = [];

    /// <summary>发文机关署名; null where nobody signs, as on a form.</summary>
    public string? Signature { get; init; }

    /// <summary>成文日期: the day of signing.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>抄送机关; null for none.</summary>
    public string? CopyTo { get; init; }

    /// <summary>印发机关, at the foot of the last page with the day of printing; null where none is named, as on forms and letters.</summary>
    public string? PrintedBy { get; init; }

    /// <summary>Small lines below the page number: the checkpoint of the log as words.</summary>
    public IReadOnlyList<string> Footing { get; init; } = [];

    /// <summary>A square picture (PNG) at the right of the title, 25 mm wide: a QR code.</summary>
    public byte[]? Code { get; init; }
}

/// <summary>附件.</summary>
/// <param name="Name">Without number and without a mark at its end.</param>
public sealed record PaperAttachment(string Name, IReadOnlyList<PaperBlock> Body);

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

    /// <summary>A form: rows of names and values, on one page as long as its texts leave room for that.</summary>
    public sealed record Form(IReadOnlyList<FormRow> Rows) : PaperBlock;

    /// <summary>A table with heads. Widths in millimetres, together at most 156.</summary>
    public sealed record Grid(
        IReadOnlyList<(string Head, double Width)> Columns,
        IReadOnlyList<IReadOnlyList<string>> Rows
    ) : PaperBlock;
}

/// <summary>A row of a form.</summary>
/// <param name="Name">Set as it is; a row without one is a remark over the whole width.</param>
/// <param name="Second">A second pair beside the first, for short values.</param>
public sealed record FormRow(string Name, string Value, (string Name, string Value)? Second = null)
{
    /// <summary>Leaves room for a hand: an equal share of what the other rows leave of the page.</summary>
    public bool Room { get; init; }

    /// <summary>Who writes here also signs: a line for name and date at the foot of the row.</summary>
    public string? Signs { get; init; }
}
