using System.Buffers.Binary;
using System.Text;
using Daylight.Supervision.KeyWork;

namespace Daylight.Tests.Supervision;

/// <summary>What is looked for in a file, and taken out of it, before it is kept.</summary>
public sealed class EvidenceTests
{
    private static byte[] Segment(byte kind, params byte[] content)
    {
        var segment = new byte[content.Length + 4];
        segment[0] = 0xFF;
        segment[1] = kind;
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(content.Length + 2));
        content.CopyTo(segment, 4);
        return segment;
    }

    /// <summary>Exif with orientation 6 and a place, little-endian as telephones write it.</summary>
    private static byte[] Exif() =>
        [
            .. "Exif\0\0II*\0"u8,
            8,
            0,
            0,
            0,
            2,
            0,
            .. (byte[])[0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0],
            .. (byte[])[0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0],
            0,
            0,
            0,
            0,
            .. "GPS 29.47N 121.86E HUAWEI"u8,
        ];

    private static byte[] Photo(params byte[][] before) =>
        [0xFF, 0xD8, .. before.SelectMany(part => part), 0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9];

    [Fact]
    public void A_photo_keeps_how_it_stands_and_nothing_of_where_it_was_taken()
    {
        var bare = PhotoTraces.Jpeg(
            Photo(
                Segment(0xE0, [.. "JFIF\0"u8]),
                Segment(0xE1, Exif()),
                Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0<gps/>"u8]),
                Segment(0xED, [.. "Photoshop 3.0\0place"u8]),
                Segment(0xFE, [.. "HUAWEI"u8]),
                Segment(0xDB, 1, 2, 3)
            )
        )!;
        var text = Encoding.Latin1.GetString(bare);
        Assert.DoesNotContain("GPS", text, StringComparison.Ordinal);
        Assert.DoesNotContain("HUAWEI", text, StringComparison.Ordinal);
        Assert.DoesNotContain("adobe", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Photoshop", text, StringComparison.Ordinal);
        Assert.Contains("JFIF", text, StringComparison.Ordinal);
        Assert.Contains("Exif\0\0MM\0*", text, StringComparison.Ordinal);
        Assert.EndsWith("\x01\x02\x03\xff\xd9", text, StringComparison.Ordinal);
        // Whoever reads it again finds the same orientation and no more: taking traces out twice changes nothing.
        Assert.Equal(bare, PhotoTraces.Jpeg(bare));
    }

    [Fact]
    public async Task A_broken_photo_passes_as_it_is()
    {
        byte[] broken = [0xFF, 0xD8, 0xFF, 0xE1, 0x7F, 0xFF, 1, 2];
        await using var content = new MemoryStream(broken);
        var same = await PhotoTraces.Without(content);
        Assert.Same(content, same);
        Assert.Equal(0, same.Position);
    }

    [Fact]
    public void Of_a_png_the_parts_that_tell_go()
    {
        byte[] Chunk(string name, string text)
        {
            var chunk = new byte[12 + text.Length];
            BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)text.Length);
            Encoding.ASCII.GetBytes(name + text).CopyTo(chunk, 4);
            return chunk;
        }

        byte[] photo =
        [
            0x89,
            0x50,
            0x4E,
            0x47,
            0x0D,
            0x0A,
            0x1A,
            0x0A,
            .. Chunk("IHDR", "0123456789abc"),
            .. Chunk("eXIf", "GPS"),
            .. Chunk("tEXt", "Author"),
            .. Chunk("IDAT", "pixels"),
            .. Chunk("IEND", ""),
        ];
        var text = Encoding.Latin1.GetString(PhotoTraces.Png(photo)!);
        Assert.DoesNotContain("GPS", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Author", text, StringComparison.Ordinal);
        Assert.Contains("pixels", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("现场情况.txt", "机密★1年\n现场情况", "机密")]
    [InlineData("（秘密）现场情况.jpg", "", "秘密")]
    [InlineData("现场情况.txt", "注意保守秘密", null)]
    [InlineData("现场情况.jpg", "机密★1年", null)]
    public async Task A_mark_is_found_in_the_name_and_in_what_can_be_read(
        string name,
        string text,
        string? mark
    ) =>
        Assert.Equal(
            mark,
            await SecretFiles.MarkIn(name, () => new MemoryStream(Encoding.UTF8.GetBytes(text)))
        );
}
