using System.IO.Compression;
using System.Text;
using Daylight.Documents;
using Daylight.Documents.Sheets;
using FsCheck;
using FsCheck.Fluent;

namespace Daylight.Tests.Documents;

public sealed class SheetReaderTests
{
    private static Sheet Read(byte[] file) =>
        Assert.IsType<SheetReading.Read>(SheetReader.Read(file)).Book.Sheets[0];

    private static T Refused<T>(byte[] file, FileLimits? limits = null) =>
        Assert.IsType<T>(Assert.IsType<SheetReading.Refused>(SheetReader.Read(file, limits)).Refusal);

    private static string Only(string cell, string styles = "", string properties = "") =>
        Read(Zipped.Book($"<row>{cell}</row>", styles, properties: properties)).Rows[0].Cells[0].Text;

    private static string Styled(string format, string value) =>
        Only(
            $"""<c s="1"><v>{value}</v></c>""",
            $"""<numFmts><numFmt numFmtId="170" formatCode="{format.Replace("\"", "&quot;", StringComparison.Ordinal)}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>"""
        );

    [Fact]
    public void Cells_come_as_written_with_their_addresses()
    {
        var sheet = Read(
            Zipped.Book(
                """<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>牵头</t></is></c></row><row r="5"><c r="AB5"><v>3.10</v></c><c r="AC5" t="b"><v>1</v></c><c r="AD5" t="e"><v>#REF!</v></c></row>""",
                strings: "<si><r><t>象山</t></r><r><t>县</t></r><rPh><t>xiang</t></rPh></si>"
            )
        );

        Assert.Equal("台账", sheet.Name);
        Assert.Equal([2, 5], sheet.Rows.Select(row => row.Number));
        Assert.Equal(
            ["A2 象山县", "C2 牵头"],
            sheet.Rows[0].Cells.Select(cell => $"{cell.Address} {cell.Text}")
        );
        Assert.Equal(
            ["AB5 3.1 Number", "AC5 TRUE Truth", "AD5 #REF! Fault"],
            sheet.Rows[1].Cells.Select(cell => $"{cell.Address} {cell.Text} {cell.Kind}")
        );
        Assert.True(sheet.Rows[0][2].IsEmpty);
        Assert.Equal("B2", sheet.Rows[0][2].Address.ToString());
    }

    [Theory]
    [InlineData("yyyy-mm-dd", "46387", "2026-12-31")]
    [InlineData("[$-804]yyyy\"年\"m\"月\"d\"日\";@", "46387", "2026-12-31")]
    [InlineData("yyyy/m/d h:mm", "46387.354166666664", "2026-12-31 08:30")]
    [InlineData("h:mm", "0.354166666666667", "08:30")]
    [InlineData("yyyy-m-d", "1", "1900-01-01")]
    [InlineData("yyyy-m-d", "59", "1900-02-28")]
    [InlineData("yyyy-m-d", "61", "1900-03-01")]
    [InlineData("0000", "12", "0012")]
    [InlineData("0.00", "1.5", "1.50")]
    [InlineData("0.0%", "0.125", "12.5%")]
    [InlineData("0.00_ ", "2", "2.00")]
    [InlineData("General", "0.1", "0.1")]
    [InlineData("General", "0.30000000000000004", "0.3")]
    [InlineData("General", "330225001000", "330225001000")]
    [InlineData("#,##0.00", "1234.5", "1234.5")]
    [InlineData("General", "-7", "-7")]
    public void Days_and_numbers_read_as_the_table_shows_them(string format, string value, string shown) =>
        Assert.Equal(shown, Styled(format, value));

    [Fact]
    public void Days_of_a_book_that_counts_from_1904_are_not_four_years_off() =>
        Assert.Equal(
            "2026-12-31",
            Only(
                """<c s="0"><v>44925</v></c>""",
                """<cellXfs><xf numFmtId="14"/></cellXfs>""",
                """<workbookPr date1904="1"/>"""
            )
        );

    [Fact]
    public void A_cell_merged_downwards_holds_for_each_row_that_it_covers()
    {
        var sheet = Read(
            Zipped.Book(
                """<row r="1"><c r="A1" t="inlineStr"><is><t>县住建局</t></is></c></row><row r="2"><c r="B2"><v>1</v></c></row>""",
                rest: """<mergeCells><mergeCell ref="A1:A3"/></mergeCells>"""
            )
        );

        Assert.Equal(["县住建局", "县住建局", "县住建局"], sheet.Rows.Select(row => row[1].Text));
    }

    [Fact]
    public void A_bomb_is_refused_while_it_unpacks()
    {
        var bomb = Zipped.Of([("xl/worksheets/sheet1.xml", new byte[40 * 1024 * 1024])]);

        Assert.True(bomb.Length < 100_000);
        Assert.Equal(200, Refused<FileIsTooLarge>(bomb).Most);
        Assert.Equal(
            1024,
            Refused<FileIsTooLarge>(
                Zipped.Of([("a.xml", new byte[2048])]),
                new FileLimits { Unpacked = 1024 }
            ).Most
        );
    }

    [Fact]
    public void An_archive_that_lies_about_its_sizes_is_counted_while_it_unpacks()
    {
        var bytes = Zipped.Of([("xl/a.xml", new byte[3_000_000])]);
        var directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(directory + 24), 10);

        Assert.IsType<SheetReading.Refused>(SheetReader.Read(bytes));
    }

    [Fact]
    public void Too_many_parts_rows_columns_cells_and_letters_are_refused()
    {
        var book = Zipped.Book(
            """<row r="9"><c r="A9"><v>1</v></c><c r="D9" t="str"><v>四个字的</v></c></row>"""
        );

        Assert.Equal(3, Refused<FileIsTooLarge>(book, new FileLimits { Parts = 3 }).Most);
        Assert.Equal(8, Refused<FileIsTooLarge>(book, new FileLimits { Rows = 8 }).Most);
        Assert.Equal(3, Refused<FileIsTooLarge>(book, new FileLimits { Columns = 3 }).Most);
        Assert.Equal(1, Refused<FileIsTooLarge>(book, new FileLimits { Cells = 1 }).Most);
        Assert.Equal(3, Refused<FileIsTooLarge>(book, new FileLimits { Letters = 3 }).Most);
        Assert.Equal(10, Refused<FileIsTooLarge>(book, new FileLimits { Packed = 10 }).Most);
        Assert.IsType<SheetReading.Read>(
            SheetReader.Read(
                book,
                new FileLimits
                {
                    Rows = 9,
                    Columns = 4,
                    Cells = 2,
                    Letters = 4,
                }
            )
        );
    }

    [Theory]
    [InlineData("xl/vbaProject.bin")]
    [InlineData("xl/embeddings/oleObject1.bin")]
    [InlineData("xl/activeX/activeX1.xml")]
    [InlineData("xl/macrosheets/sheet1.xml")]
    public void Programs_are_refused_by_name(string part) =>
        Assert.Equal(part, Refused<FileHoldsAProgram>(Zipped.Book("", more: [(part, "x")])).Part);

    [Fact]
    public void Programs_are_refused_by_type() =>
        Refused<FileHoldsAProgram>(
            Zipped.Of(
                (
                    "[Content_Types].xml",
                    """<Types><Override PartName="/xl/x.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>"""
                )
            )
        );

    [Fact]
    public void Links_to_other_files_are_refused_and_links_to_click_are_not()
    {
        static string Rel(string type) =>
            $"""<Relationships><Relationship Id="r9" TargetMode="External" Type="http://x/{type}" Target="http://127.0.0.1/"/></Relationships>""";

        Refused<FileReachesOutside>(
            Zipped.Book("", more: [("xl/worksheets/_rels/sheet1.xml.rels", Rel("image"))])
        );
        Refused<FileReachesOutside>(Zipped.Book("", more: [("xl/externalLinks/externalLink1.xml", "<x/>")]));
        Read(Zipped.Book("", more: [("xl/worksheets/_rels/sheet1.xml.rels", Rel("hyperlink"))]));
    }

    [Fact]
    public void A_document_type_is_refused_and_its_entities_are_never_opened()
    {
        var refusal = Refused<FileIsNotReadable>(
            Zipped.Of(
                ("_rels/.rels", Zipped.Rels),
                (
                    "xl/workbook.xml",
                    """<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><workbook>&b;</workbook>"""
                ),
                ("xl/_rels/workbook.xml.rels", "<Relationships/>")
            )
        );

        Assert.Contains("内容损坏", refusal.What.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_climb_out_of_the_archive_and_names_that_stand_twice_are_refused()
    {
        Refused<FileIsNotReadable>(Zipped.Of(("../x.xml", "<a/>")));
        Refused<FileIsNotReadable>(Zipped.Of(("x.xml", "<a/>"), ("x.xml", "<b/>")));
    }

    [Fact]
    public void Old_and_encrypted_files_are_told_apart_from_rubbish()
    {
        Refused<FileIsOldOrEncrypted>([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
        Refused<FileIsNoTable>("%PDF-1.7"u8.ToArray());
        Refused<FileIsNoTable>("<html><table>"u8.ToArray());
        Refused<FileIsNoTable>([]);
        Refused<FileIsNoTable>([0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 3]);
        Refused<FileIsNoTable>(Zipped.Of(("_rels/.rels", "<Relationships/>")));
    }

    [Fact]
    public void CSV_is_read_in_UTF_8_UTF_16_and_GB18030()
    {
        const string Text = "序号,单位\r\n1,县住建局\r\n";

        var gb = System.Text.CodePagesEncodingProvider.Instance.GetEncoding(54936)!;
        foreach (
            var bytes in new[]
            {
                Encoding.UTF8.GetBytes(Text),
                Encoding.UTF8.GetBytes("\uFEFF" + Text),
                [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)],
                [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Text)],
                gb.GetBytes(Text),
            }
        )
        {
            Assert.Equal("县住建局", Read(bytes).Rows[1][2].Text);
        }
    }

    [Fact]
    public void Quoted_fields_of_CSV_hold_commas_quotes_and_lines_and_their_faults_have_addresses()
    {
        var sheet = Read("a,\"b,\"\"c\"\"\r\nd\"\n\n,x"u8.ToArray());

        Assert.Equal("b,\"c\"\r\nd", sheet.Rows[0][2].Text);
        Assert.Equal("B3", sheet.Rows[1].Cells[0].Address.ToString());
        Assert.Contains(
            "B2",
            Refused<FileIsNotReadable>("a,b\nc,\"d"u8.ToArray()).What.Zh,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "B1",
            Refused<FileIsNotReadable>("a,\"b\"c"u8.ToArray()).What.Zh,
            StringComparison.Ordinal
        );
    }

    /// <summary>Whatever comes in is read or refused in words; nothing else is thrown and nothing hangs.</summary>
    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                bytes =>
                    SheetReader.Read(bytes) is not null
                    && SheetReader.Read([.. "PK\u0003\u0004"u8, .. bytes]) is not null
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_file_with_any_byte_changed_or_cut_off_is_read_or_refused()
    {
        var file = SheetWriter.Xlsx(
            new Table(
                "表",
                [new("甲"), new("乙")],
                [
                    ["=1+1", 7],
                    ["县", new DateOnly(2026, 1, 2)],
                ],
                ["导出"]
            )
        );
        var csv = SheetWriter.Csv(
            new Table(
                "表",
                [new("甲"), new("乙")],
                [
                    ["a\"b", "c\nd"],
                ]
            )
        );
        var random = new Random(20260301);
        for (var round = 0; round < 3_000; round++)
        {
            var mutated = (byte[])(round % 3 == 0 ? csv : file).Clone();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            Assert.NotNull(SheetReader.Read(mutated[..random.Next(mutated.Length + 1)]));
            Assert.NotNull(SheetReader.Read(mutated));
        }
    }

    /// <summary>Parts whose XML is broken in any way, inside of an archive that is well.</summary>
    [Fact]
    public void A_part_with_any_letter_changed_is_read_or_refused()
    {
        var parts = new List<(string Name, byte[] Bytes)>();
        using (
            var archive = new ZipArchive(
                new MemoryStream(
                    Zipped.Book(
                        """<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46000</v></c></row>""",
                        """<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>""",
                        "<si><t>x</t></si>",
                        """<mergeCells><mergeCell ref="A1:A3"/></mergeCells>"""
                    )
                )
            )
        )
        {
            foreach (var entry in archive.Entries)
            {
                using var bytes = new MemoryStream();
                using var stream = entry.Open();
                stream.CopyTo(bytes);
                parts.Add((entry.FullName, bytes.ToArray()));
            }
        }

        var random = new Random(7);
        const string Letters = "<>/\"=0129aAr:&;\u0000\u00ff";
        for (var round = 0; round < 2_000; round++)
        {
            var which = random.Next(parts.Count);
            var changed = (byte[])parts[which].Bytes.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                changed[random.Next(changed.Length)] = (byte)Letters[random.Next(Letters.Length)];
            }

            Assert.NotNull(
                SheetReader.Read(
                    Zipped.Of(parts.Select((part, at) => at == which ? (part.Name, changed) : part))
                )
            );
        }
    }
}
