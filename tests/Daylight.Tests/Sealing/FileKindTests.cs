using System.Text;
using Daylight.Proceedings;
using Daylight.Proceedings.Attachments;

namespace Daylight.Tests.Sealing;

public sealed class FileKindTests
{
    private static Type? Refused(string name, byte[] head) => FileKind.Of(head, name).No?.GetType();

    [Theory]
    [InlineData("报告.pdf", "报告.pdf")]
    [InlineData("C:\\fakepath\\照片 1.JPG", "照片 1.JPG")]
    [InlineData("/etc/../a.txt", "a.txt")]
    [InlineData("  空白.doc ", "空白.doc")]
    [InlineData("", null)]
    [InlineData("..", null)]
    [InlineData("a/", null)]
    [InlineData(".htaccess", null)]
    [InlineData("a.pdf.", null)]
    [InlineData("a\0.pdf", null)]
    [InlineData("a\r\nSet-Cookie: x.pdf", null)]
    [InlineData("\u202Efdp.exe", null)]
    [InlineData("a\u200B.pdf", null)]
    [InlineData("con.txt", null)]
    [InlineData("a?.pdf", null)]
    public void A_name_is_plain_or_refused(string name, string? clean) =>
        Assert.Equal(clean, FileName.Clean(name, 120));

    [Fact]
    public void A_name_has_at_most_so_many_letters()
    {
        Assert.NotNull(FileName.Clean(new string('长', 116) + ".pdf", 120));
        Assert.Null(FileName.Clean(new string('长', 117) + ".pdf", 120));
    }

    [Fact]
    public void What_a_file_is_follows_from_its_bytes()
    {
        Assert.Equal("application/pdf", FileKind.Of("%PDF-1.4 x"u8, "a.PDF").Kind?.Type);
        Assert.Equal("text/plain", FileKind.Of("姓名,单位\n"u8, "a.csv").Kind?.Type);
        Assert.Equal("text/plain", FileKind.Of([0xD0, 0xD5, 0xC3, 0xFB], "a.txt").Kind?.Type);
        Assert.Equal("application/ofd", FileKind.Of("PK\x03\x04OFD.xml"u8, "公文.ofd").Kind?.Type);
        Assert.Equal("audio/amr", FileKind.Of("#!AMR\n\x03"u8, "a.amr").Kind?.Type);
        Assert.Equal("image/svg+xml", FileKind.Of("<svg onload='alert(1)'>"u8, "a.svg").Kind?.Type);
    }

    [Fact]
    public void What_is_not_what_its_name_says_is_refused_and_programs_always()
    {
        Assert.Equal(typeof(AttachmentTypeDiffers), Refused("a.pdf", "<html>"u8.ToArray()));
        Assert.Equal(typeof(AttachmentTypeDiffers), Refused("a.txt", "  <SCRIPT>alert(1)"u8.ToArray()));
        Assert.Equal(typeof(AttachmentTypeDiffers), Refused("a.jpg", "%PDF-1.4"u8.ToArray()));
        Assert.Equal(typeof(AttachmentTypeDiffers), Refused("a.pdf", "PK\x03\x04"u8.ToArray()));
        Assert.Equal(typeof(AttachmentTypeDiffers), Refused("pdf", "%PDF-1.4"u8.ToArray()));
        Assert.Equal(typeof(AttachmentIsProgram), Refused("a.pdf", "MZ\x90\0"u8.ToArray()));
        Assert.Equal(typeof(AttachmentIsProgram), Refused("a.pdf", [0x7F, 0x45, 0x4C, 0x46, 2]));
        Assert.Equal(typeof(AttachmentIsProgram), Refused("a.docm", "PK\x03\x04"u8.ToArray()));
        Assert.Equal(typeof(AttachmentIsProgram), Refused("a.txt", "#!/bin/sh\n"u8.ToArray()));
        Assert.Equal(typeof(AttachmentIsProgram), Refused("a.js", "alert(1)"u8.ToArray()));
        Assert.Equal(typeof(AttachmentTypeIsUnknown), Refused("a.dat", [0, 1, 2, 3]));
    }

    /// <summary>Names and heads put together at random: always an answer, never a name that is not plain.</summary>
    [Fact]
    public void Any_name_and_any_bytes_get_an_answer()
    {
        var random = new Random(20260508);
        string[] pieces =
        [
            "a",
            "报",
            ".",
            "..",
            "/",
            "\\",
            "\0",
            "\n",
            "\u202E",
            "\uD800",
            "\uDC00",
            ".pdf",
            ".exe",
            " ",
            "%00",
            "CON",
            "~",
            "\uFEFF",
            "é",
            "🙂",
            ":",
            "*",
            "\u0085",
        ];
        byte[][] starts =
        [
            "%PDF-"u8.ToArray(),
            "MZ"u8.ToArray(),
            "PK\x03\x04"u8.ToArray(),
            "<html"u8.ToArray(),
            [0xFF, 0xFE],
            [],
            "RIFF0000WEBP"u8.ToArray(),
            "#!"u8.ToArray(),
            [0xFF, 0xD8],
        ];
        for (var round = 0; round < 20_000; round++)
        {
            var name = string.Concat(
                Enumerable.Range(0, random.Next(9)).Select(_ => pieces[random.Next(pieces.Length)])
            );
            var clean = FileName.Clean(name, 120);
            if (clean is null)
            {
                continue;
            }

            Assert.DoesNotContain(clean, letter => "/\\\0\n\u202E\uFEFF:*".Contains(letter));
            Assert.Equal(clean, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(clean)));
            var rest = new byte[random.Next(40)];
            random.NextBytes(rest);
            var (kind, no) = FileKind.Of([.. starts[random.Next(starts.Length)], .. rest], clean);
            Assert.True(kind is null != no is null);
            Assert.True(kind is null || kind.Extensions.Contains(FileName.Extension(clean)));
        }
    }
}
