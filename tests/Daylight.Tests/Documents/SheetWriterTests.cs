using System.IO.Compression;
using System.Text;
using Daylight.Documents.Sheets;
using Daylight.Tests.Habits;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using FsCheck;
using FsCheck.Fluent;

namespace Daylight.Tests.Documents;

public sealed class SheetWriterTests
{
    private static Table Of(params TableCell[] cells) =>
        new(
            "事项/清单*",
            [.. cells.Select((_, at) => new TableColumn($"列{at}"))],
            [cells],
            ["导出：综合科 2026年3月1日 09:00"]
        );

    private static SheetRow Back(byte[] file) =>
        Assert.IsType<SheetReading.Read>(SheetReader.Read(file)).Book.Sheets[0].Rows[1];

    [Fact]
    public void What_was_written_reads_back_as_it_was()
    {
        var row = Back(
            SheetWriter.Xlsx(
                Of(
                    "007",
                    12,
                    3.50m,
                    new DateOnly(2026, 12, 31),
                    "=1+1",
                    " 前后 ",
                    "甲\r\n乙",
                    "_x0041_",
                    default
                )
            )
        );

        Assert.Equal(
            ["007", "12", "3.5", "2026-12-31", "=1+1", " 前后 ", "甲\r\n乙", "_x0041_"],
            row.Cells.Select(cell => cell.Text)
        );
        Assert.Equal(new DateOnly(2026, 12, 31), row[4].Day);
        Assert.Equal(CellKind.Text, row[5].Kind);
    }

    [Fact]
    public void Any_text_survives_both_forms() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string>().Filter(text => !string.IsNullOrEmpty(text)),
                text =>
                    Back(SheetWriter.Xlsx(Of(text)))[1].Text == text
                    && (
                        text.Any(letter => char.IsControl(letter) || char.IsSurrogate(letter))
                        || text[0] == '\''
                        || Back(SheetWriter.Csv(Of("x", text)))[2].Text == text
                    )
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("＝1")]
    public void Text_that_begins_like_a_formula_stays_inert(string text)
    {
        var sheet = Entry(SheetWriter.Xlsx(Of(text)), "xl/worksheets/sheet1.xml");
        var csv = Encoding.UTF8.GetString(SheetWriter.Csv(Of(text)));

        Assert.Contains("""<c r="A2" s="4" t="inlineStr">""", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("<f", sheet, StringComparison.Ordinal);
        Assert.Contains("'" + text[0], csv, StringComparison.Ordinal);
        Assert.Equal(text, Back(SheetWriter.Csv(Of(text)))[1].Text);
    }

    [Fact]
    public void A_negative_number_is_no_formula() =>
        Assert.Contains(
            "\r\n-3\r\n",
            Encoding.UTF8.GetString(SheetWriter.Csv(Of(-3))),
            StringComparison.Ordinal
        );

    [Fact]
    public void CSV_begins_with_its_mark_and_ends_with_who_took_it_out()
    {
        var csv = SheetWriter.Csv(Of("a"));

        Assert.Equal([0xEF, 0xBB, 0xBF], csv[..3]);
        Assert.EndsWith(
            "\r\n\r\n导出：综合科 2026年3月1日 09:00\r\n",
            Encoding.UTF8.GetString(csv),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_book_is_valid_holds_its_notes_and_no_properties()
    {
        var file = SheetWriter.Xlsx(Of("a", 1), Of("b"), new Table("空", [], []));
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), false);
        using var archive = new ZipArchive(new MemoryStream(file));

        Found.None(
            new OpenXmlValidator()
                .Validate(document)
                .Select(fault => $"{fault.Part?.Uri} {fault.Description}")
        );
        Assert.Null(document.CoreFilePropertiesPart);
        Assert.Null(document.ExtendedFilePropertiesPart);
        Assert.DoesNotContain(
            archive.Entries,
            entry => entry.FullName.StartsWith("docProps", StringComparison.Ordinal)
        );
        Assert.All(archive.Entries, entry => Assert.Equal(1980, entry.LastWriteTime.Year));
        Assert.Equal(
            ["事项清单", "事项清单2", "空", "导出说明"],
            Assert.IsType<SheetReading.Read>(SheetReader.Read(file)).Book.Sheets.Select(sheet => sheet.Name)
        );
        Assert.Equal(file, SheetWriter.Xlsx(Of("a", 1), Of("b"), new Table("空", [], [])));
    }

    private static string Entry(byte[] file, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
