using Daylight.Documents;
using Daylight.Documents.Docx;
using Daylight.Documents.Papers;
using Daylight.Documents.Sheets;

namespace Daylight.Tests.Documents;

public sealed class TemplateFillingTests
{
    private static readonly Dictionary<string, string> s_values = new(StringComparer.Ordinal)
    {
        ["事项名称"] = "管网改造",
        ["进展"] = "第一行\n第二行",
        ["空"] = "",
    };

    private static byte[] Done(byte[] file) =>
        Assert.IsType<Filling.Done>(TemplateFilling.Fill(file, s_values)).File;

    private static T Refused<T>(byte[] file) =>
        Assert.IsType<T>(Assert.IsType<Filling.Refused>(TemplateFilling.Fill(file, s_values)).Refusal);

    private static IReadOnlyList<string> Words(byte[] docx) =>
        Assert.IsType<DocumentReading.Read>(DocumentReader.Read(docx)).Text.Paragraphs;

    [Fact]
    public void Gaps_of_a_document_are_filled_even_where_they_were_cut_into_runs() =>
        Assert.Equal(
            ["关于管网改造的报告（）", "第一行\n第二行", "没有占位"],
            Words(
                Done(
                    Letter.Of(
                        """
                        <w:p><w:r><w:t>关于{</w:t></w:r><w:r><w:t>{事项</w:t></w:r><w:r><w:t>名称}}的报告（{{空}}）</w:t></w:r></w:p>
                        <w:p><w:r><w:t>｛｛ 进展 ｝｝</w:t></w:r></w:p>
                        <w:p><w:r><w:t>没有占位</w:t></w:r></w:p>
                        """
                    )
                )
            )
        );

    [Fact]
    public void Gaps_of_a_table_are_filled_and_stay_text()
    {
        var file = Done(
            Zipped.Book(
                """<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>{{进展}}</t></is></c></row>""",
                strings: "<si><r><t>名称：{{事项</t></r><r><t>名称}}</t></r></si>"
            )
        );

        var cells = Assert.IsType<SheetReading.Read>(SheetReader.Read(file)).Book.Sheets[0].Rows[0].Cells;
        Assert.Equal(["名称：管网改造", "第一行\n第二行"], cells.Select(cell => cell.Text));
    }

    [Fact]
    public void Unknown_gaps_are_named_with_those_that_are_known()
    {
        var refusal = Refused<GapsAreUnknown>(
            Letter.Of(Letter.Paragraph("{{事项名}}和{{领导}}和{{事项名称}}"))
        );

        Assert.Equal("事项名、领导", refusal.Unknown);
        Assert.Equal("事项名称、进展、空", refusal.Known);
        Refused<NoGapIsFound>(Letter.Of(Letter.Paragraph("没有占位")));
    }

    [Fact]
    public void What_may_not_come_in_is_refused_and_names_of_persons_do_not_go_out()
    {
        Refused<FileHoldsAProgram>(Letter.Of(Letter.Paragraph("{{空}}"), ("word/vbaProject.bin", "x")));
        Refused<FileIsNoDocument>("{{空}}"u8.ToArray());
        var file = Done(
            Letter.Of(
                Letter.Paragraph("{{事项名称}}"),
                (
                    "docProps/core.xml",
                    "<cp><creator>张三</creator><lastModifiedBy>李四</lastModifiedBy><title>报告</title></cp>"
                )
            )
        );

        var beside = Assert.IsType<DocumentReading.Read>(DocumentReader.Read(file)).Text.Beside;
        Assert.DoesNotContain(
            beside,
            text =>
                text.Contains("张三", StringComparison.Ordinal)
                || text.Contains("李四", StringComparison.Ordinal)
        );
        Assert.Contains(beside, text => text.Contains("报告", StringComparison.Ordinal));
    }
}
