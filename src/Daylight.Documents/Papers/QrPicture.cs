using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Daylight.Ui;

namespace Daylight.Documents.Papers;

/// <summary>A QR code as a picture for a paper: PNG, one bit a pixel.</summary>
public static partial class QrPicture
{
    /// <summary>Pixels of a module, so that print stays sharp.</summary>
    private const int Scale = 8;

    [GeneratedRegex("M(?<x>[0-9]+) (?<y>[0-9]+)h(?<run>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Run { get; }

    public static byte[] Of(string text)
    {
        var modules = QrModules.Of(text);
        var side = modules.Side * Scale;
        var stride = (side + 7) / 8;
        var rows = new byte[(stride + 1) * side];
        for (var row = 0; row < side; row++)
        {
            rows.AsSpan((row * (stride + 1)) + 1, stride).Fill(0xFF);
        }

        foreach (Match run in Run.Matches(modules.Path))
        {
            Paint(rows, stride, Number(run, "x"), Number(run, "y"), Number(run, "run"));
        }

        return Png(side, rows);
    }

    private static int Number(Match run, string group) =>
        int.Parse(run.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static void Paint(byte[] rows, int stride, int x, int y, int run)
    {
        for (var row = y * Scale; row < (y + 1) * Scale; row++)
        {
            for (var pixel = x * Scale; pixel < (x + run) * Scale; pixel++)
            {
                rows[(row * (stride + 1)) + 1 + (pixel / 8)] &= (byte)~(0x80 >> (pixel % 8));
            }
        }
    }

    private static byte[] Png(int side, byte[] rows)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, side);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), side);
        head[8] = 1;
        Chunk(file, "IHDR"u8, head);
        using (var packed = new MemoryStream())
        {
            using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            {
                zlib.Write(rows);
            }

            Chunk(file, "IDAT"u8, packed.ToArray());
        }

        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(Crc(0xFFFFFFFF, type), data) ^ 0xFFFFFFFF);
        file.Write(number);
    }

    /// <summary>CRC-32 as PNG has it (ISO 3309), bit by bit.</summary>
    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var octet in bytes)
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return crc;
    }
}
