using System.IO.Compression;
using System.Text;

namespace Daylight.Tests.Documents;

/// <summary>Office files made by hand, so that a test can put into them what no office program would.</summary>
internal static class Zipped
{
    public const string Types =
        """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>""";

    public const string Rels =
        """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""";

    public static byte[] Of(params IEnumerable<(string Name, string Text)> parts) =>
        Of(parts.Select(part => (part.Name, Encoding.UTF8.GetBytes(part.Text))));

    public static byte[] Of(IEnumerable<(string Name, byte[] Bytes)> parts)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return file.ToArray();
    }

    /// <summary>A book of one sheet with these rows, styles and strings.</summary>
    public static byte[] Book(
        string rows,
        string styles = "",
        string strings = "",
        string rest = "",
        string properties = "",
        params IEnumerable<(string Name, string Text)> more
    ) =>
        Of([
            ("[Content_Types].xml", Types),
            ("_rels/.rels", Rels),
            (
                "xl/workbook.xml",
                $"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{properties}<sheets><sheet name="台账" sheetId="1" r:id="r1"/></sheets></workbook>"""
            ),
            (
                "xl/_rels/workbook.xml.rels",
                """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://x/styles" Target="styles.xml"/><Relationship Id="r3" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"""
            ),
            ("xl/styles.xml", $"<styleSheet>{styles}</styleSheet>"),
            ("xl/sharedStrings.xml", $"<sst>{strings}</sst>"),
            ("xl/worksheets/sheet1.xml", $"<worksheet><sheetData>{rows}</sheetData>{rest}</worksheet>"),
            .. more,
        ]);
}
