using Daylight.Documents.Docx;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Intake;

/// <summary>What a paper came to.</summary>
internal abstract record PaperReading
{
    /// <summary>Paragraphs taken from one paper at a time.</summary>
    public const int Most = 100;

    private PaperReading() { }

    public sealed record Read(SourceWords Source, IReadOnlyList<Suggestion> Suggestions) : PaperReading;

    /// <summary>Nothing of the paper was kept.</summary>
    public sealed record Refused(Refusal Refusal) : PaperReading;

    /// <summary>Takes apart what was pasted.</summary>
    public static PaperReading Of(string pasted, UnitBook book, DateOnly today) =>
        Of(pasted.Split('\n'), [], book, today);

    /// <summary>Takes apart a DOCX file. The mark is looked for in every part of it, not in the body alone.</summary>
    public static PaperReading Of(byte[] file, UnitBook book, DateOnly today) =>
        DocumentReader.Read(file) switch
        {
            DocumentReading.Read read => Of(read.Text.Paragraphs, read.Text.Beside, book, today),
            DocumentReading.Refused refused => new Refused(refused.Refusal),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static PaperReading Of(
        IReadOnlyList<string> paragraphs,
        IReadOnlyList<string> beside,
        UnitBook book,
        DateOnly today
    )
    {
        if (Marked(paragraphs, beside) is { } marked)
        {
            return new Refused(marked);
        }

        var paper = PaperText.Read(paragraphs);
        return paper.Passages.Count switch
        {
            0 => new Refused(new NoNumberedParagraphIsFound()),
            > Most => new Refused(new TooManyParagraphs(paper.Passages.Count, Most)),
            _ => new Read(
                SourceWords.In(paper.Opening),
                [.. paper.Passages.Select(passage => Suggestion.Of(passage, book, today))]
            ),
        };
    }

    /// <summary>A paper one paragraph of which is marked is marked as a whole.</summary>
    private static PaperBearsASecrecyMark? Marked(
        IReadOnlyList<string> paragraphs,
        IReadOnlyList<string> beside
    )
    {
        foreach (var (index, paragraph) in paragraphs.Index())
        {
            if (SecrecyMark.In(paragraph) is { } mark)
            {
                return new PaperBearsASecrecyMark(mark, $"第{index + 1}段");
            }
        }

        return SecrecyMark.In(beside) is { } hidden
                ? new PaperBearsASecrecyMark(hidden, "页眉、页脚、批注或者文档属性")
            : SecrecyMark.In(string.Join('\n', paragraphs)) is { } across
                ? new PaperBearsASecrecyMark(across, "正文")
            : null;
    }
}

[NoNorm("保守国家秘密法: state secrets are handled on their own carriers only")]
public sealed record PaperBearsASecrecyMark(string Mark, string Where) : Refusal;

[NoNorm("items are found by their numbers")]
public sealed record NoNumberedParagraphIsFound : Refusal;

[NoNorm("one page shows what one person can confirm")]
public sealed record TooManyParagraphs(int Count, int Most) : Refusal;

[NoNorm("an import with nothing in it changes nothing")]
public sealed record NothingIsChosen : Refusal;

[NoNorm("units are those of the registry")]
public sealed record UnitIsUnknown(string Name) : Refusal;

[NoNorm("there is nothing to read")]
public sealed record PaperIsMissing : Refusal;
