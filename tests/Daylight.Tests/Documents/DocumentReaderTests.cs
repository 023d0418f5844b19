using Daylight.Documents;
using Daylight.Documents.Docx;

namespace Daylight.Tests.Documents;

public sealed class DocumentReaderTests
{
    private static DocumentText Read(byte[] file) =>
        Assert.IsType<DocumentReading.Read>(DocumentReader.Read(file)).Text;

    [Fact]
    public void Numbers_that_the_program_sets_stand_before_their_paragraphs() =>
        Assert.Equal(
            [
                "一、甲",
                "（一）乙",
                "（二）丙",
                "1.丁",
                "①戊",
                "2.己",
                "二、庚",
                "（一）辛",
                "三、壬",
                "四、癸",
            ],
            Read(
                Letter.Of(
                    Letter.Numbered("甲", 0)
                        + Letter.Numbered("乙", 1)
                        + Letter.Numbered("丙", 1)
                        + Letter.Numbered("丁", 2)
                        + Letter.Numbered("戊", 3)
                        + Letter.Numbered("己", 2)
                        + Letter.Numbered("庚", 0)
                        + Letter.Numbered("辛", 1)
                        + Letter.Numbered("壬", 0, list: 2)
                        + Letter.Numbered("癸", 0, list: 2),
                    Letter.Numbering
                )
            ).Paragraphs
        );

    [Fact]
    public void Deleted_words_and_doubled_fallbacks_are_left_out_and_breaks_are_kept() =>
        Assert.Equal(
            ["年底前\n完成", "框内"],
            Read(
                Letter.Of(
                    """
                    <w:p><w:r><w:t>年底前</w:t><w:br/></w:r><w:del><w:r><w:delText>月底前</w:delText></w:r></w:del><w:r><w:t>完成</w:t></w:r></w:p>
                    <mc:AlternateContent><mc:Choice><w:p><w:r><w:t>框内</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>框内</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>
                    <w:p/>
                    """
                )
            ).Paragraphs
        );

    [Fact]
    public void Headers_notes_and_properties_are_read_beside_the_body()
    {
        var text = Read(
            Letter.Of(
                Letter.Paragraph("正文"),
                (
                    "word/header1.xml",
                    "<w:x ><w:p><w:r><w:t>机</w:t></w:r><w:r><w:t>密★5年</w:t></w:r></w:p></w:x>"
                ),
                (
                    "docProps/custom.xml",
                    "<Properties><property><lpwstr>内部资料</lpwstr></property></Properties>"
                )
            )
        );

        Assert.Equal(["正文"], text.Paragraphs);
        Assert.Contains("机密★5年", text.Beside);
        Assert.Contains("内部资料", text.Beside);
    }

    [Fact]
    public void A_template_from_elsewhere_and_macros_are_refused()
    {
        static Type Refused(byte[] file) =>
            Assert.IsType<DocumentReading.Refused>(DocumentReader.Read(file)).Refusal.GetType();

        Assert.Equal(
            typeof(FileReachesOutside),
            Refused(
                Letter.Of(
                    "",
                    (
                        "word/_rels/settings.xml.rels",
                        """<Relationships><Relationship Id="r1" TargetMode="External" Type="http://x/attachedTemplate" Target="http://127.0.0.1/x.dotm"/></Relationships>"""
                    )
                )
            )
        );
        Assert.Equal(typeof(FileHoldsAProgram), Refused(Letter.Of("", ("word/vbaProject.bin", "x"))));
        Assert.Equal(typeof(FileIsNoDocument), Refused("年底前"u8.ToArray()));
        Assert.Equal(typeof(FileIsNoDocument), Refused(Zipped.Book("")));
        Assert.Equal(typeof(FileIsOldOrEncrypted), Refused([0xD0, 0xCF, 0x11, 0xE0]));
    }

    [Fact]
    public void Numbers_are_written_as_documents_count() =>
        Assert.Equal(
            [
                "一",
                "十",
                "十一",
                "二十",
                "二十一",
                "一百",
                "一百零五",
                "一百一十",
                "一百一十二",
                "九百九十九",
                "1000",
            ],
            new[] { 1, 10, 11, 20, 21, 100, 105, 110, 112, 999, 1000 }.Select(HanNumbers.Write)
        );
}
