using System.Buffers.Binary;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// Takes out of a photo what tells where, when and with which telephone it was taken: Exif, XMP, comments. Of JPEG the
/// orientation stays, so that the picture stands upright; of PNG the text parts go. The picture itself is not touched. Other
/// kinds (WebP, HEIC, video) pass as they are.
/// </summary>
internal static class PhotoTraces
{
    private const byte Marker = 0xFF;
    private const byte StartOfImage = 0xD8;
    private const byte StartOfScan = 0xDA;
    private const byte Application0 = 0xE0;
    private const byte Application1 = 0xE1;
    private const byte Application2 = 0xE2;
    private const byte Application14 = 0xEE;
    private const byte Application15 = 0xEF;
    private const byte Comment = 0xFE;

    private static readonly byte[] s_png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static readonly string[] s_pngTold = ["tEXt", "zTXt", "iTXt", "eXIf", "tIME"];

    /// <summary>The photo without its traces; the stream itself where it is no JPEG or PNG, or is one that is broken.</summary>
    public static async Task<Stream> Without(Stream photo)
    {
        var head = new byte[8];
        var length = await photo.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false);
        photo.Position = 0;
        var isJpeg = length > 3 && head[0] == Marker && head[1] == StartOfImage && head[2] == Marker;
        if (!isJpeg && !head.AsSpan(0, length).SequenceEqual(s_png))
        {
            return photo;
        }

        using var all = new MemoryStream();
        await photo.CopyToAsync(all);
        photo.Position = 0;
        var bytes = all.ToArray();
        return (isJpeg ? Jpeg(bytes) : Png(bytes)) is { } bare ? new MemoryStream(bare) : photo;
    }

    internal static byte[]? Jpeg(byte[] photo)
    {
        using var kept = new MemoryStream(photo.Length);
        kept.Write(photo, 0, 2);
        var at = 2;
        while (at + 4 <= photo.Length && photo[at] == Marker)
        {
            var kind = photo[at + 1];
            if (kind == StartOfScan)
            {
                kept.Write(photo, at, photo.Length - at);
                return kept.ToArray();
            }

            var size = 2 + BinaryPrimitives.ReadUInt16BigEndian(photo.AsSpan(at + 2));
            if (at + size > photo.Length)
            {
                return null;
            }

            var segment = photo.AsSpan(at, size);
            if (kind == Application1 && Orientation(segment[4..]) is > 1 and var turned)
            {
                kept.Write(Upright(turned));
            }
            else if (Stays(kind))
            {
                kept.Write(segment);
            }

            at += size;
        }

        return null;
    }

    /// <summary>JFIF, colour profile and Adobe's transform are needed to show it; every other application part goes.</summary>
    private static bool Stays(byte kind) =>
        kind is Application0 or Application2 or Application14
        || (kind is not Comment && kind is not (>= Application0 and <= Application15));

    /// <summary>The orientation of an Exif part, 1 to 8; 0 where it has none.</summary>
    private static int Orientation(ReadOnlySpan<byte> part)
    {
        if (!part.StartsWith("Exif\0\0"u8) || part.Length < 14)
        {
            return 0;
        }

        var tiff = part[6..];
        var little = tiff[0] == (byte)'I';
        ushort Two(ReadOnlySpan<byte> from) =>
            little
                ? BinaryPrimitives.ReadUInt16LittleEndian(from)
                : BinaryPrimitives.ReadUInt16BigEndian(from);
        var first = little
            ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (first + 2 > tiff.Length)
        {
            return 0;
        }

        var count = Two(tiff[(int)first..]);
        for (var i = 0; i < count; i++)
        {
            var entry = (int)first + 2 + (12 * i);
            if (entry + 12 > tiff.Length)
            {
                return 0;
            }

            if (Two(tiff[entry..]) == 0x0112)
            {
                var turned = Two(tiff[(entry + 8)..]);
                return turned is >= 1 and <= 8 ? turned : 0;
            }
        }

        return 0;
    }

    /// <summary>An Exif part that says how the photo stands, and nothing else.</summary>
    private static byte[] Upright(int orientation) =>
        [
            Marker,
            Application1,
            0,
            34,
            .. "Exif\0\0"u8,
            .. "MM\0*\0\0\0\u0008"u8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte)orientation,
            0,
            0,
            0,
            0,
            0,
            0,
        ];

    internal static byte[]? Png(byte[] photo)
    {
        using var kept = new MemoryStream(photo.Length);
        kept.Write(photo, 0, 8);
        var at = 8;
        while (at + 12 <= photo.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(photo.AsSpan(at));
            if (length > photo.Length - at - 12)
            {
                return null;
            }

            var size = 12 + (int)length;
            var name = System.Text.Encoding.ASCII.GetString(photo, at + 4, 4);
            if (!s_pngTold.Contains(name))
            {
                kept.Write(photo, at, size);
            }

            at += size;
            if (name == "IEND")
            {
                return kept.ToArray();
            }
        }

        return null;
    }
}
