using System.Buffers.Binary;
using System.Security.Cryptography;
using Daylight.Norms;
using Daylight.Proceedings.Publishing;

namespace Daylight.Openness.Drops;

/// <summary>
/// The one folder into which the portal writes: sealed intakes that only the inside can open. A drop is durable when
/// <see cref="Put"/> returns. Nothing about it says who, or when to the hour: its name is random, its length is one of a few, and its
/// time is cut to the day.
/// </summary>
/// <remarks>
/// A file <c>32 hexadecimal digits.drop</c> holds <c>daylight/drop/v1\n</c>, the length of the sealed bytes in 8 bytes,
/// big-endian, the sealed bytes, and zeros up to the next size of <see cref="Sizes"/>. See docs/formats/publication.md.
/// </remarks>
/// <param name="folder">Made where it is missing.</param>
public sealed class DropBox(string folder)
{
    /// <summary>Ending of a drop's file.</summary>
    public const string Ending = ".drop";

    /// <summary>Drops that a box holds at most; then it is full until the inside has pulled.</summary>
    public const int Most = 10_000;

    /// <summary>Bytes of all drops together at most.</summary>
    public const long MostBytes = 4L << 30;

    /// <summary>Lengths that a drop's file may have.</summary>
    public static IReadOnlyList<int> Sizes { get; } =
    [4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20];

    private static ReadOnlySpan<byte> Head => "daylight/drop/v1\n"u8;

    private static int Around => Head.Length + sizeof(long);

    /// <summary>Sealed bytes that fit at most.</summary>
    public static int MostSealed => Sizes[^1] - Around;

    public string Folder => folder;

    /// <summary>Writes a drop; it is durable when this returns.</summary>
    /// <param name="today">The day to which its time is cut.</param>
    /// <returns>Its id: SHA-256 of the sealed bytes, in hexadecimal digits.</returns>
    /// <exception cref="DropRefusedException">when it is empty or too large, or the box is full.</exception>
    public string Put(ReadOnlySpan<byte> sealedBytes, DateOnly today)
    {
        var (count, bytes) = Held();
        if (sealedBytes.IsEmpty || sealedBytes.Length > MostSealed)
        {
            throw new DropRefusedException(
                new(
                    $"密封内容应为1至{MostSealed}字节，实际为{sealedBytes.Length}字节。",
                    $"Sealed bytes must be 1 to {MostSealed}, not {sealedBytes.Length}."
                )
            );
        }

        if (count >= Most || bytes + sealedBytes.Length > MostBytes)
        {
            throw new DropRefusedException(
                new(
                    "收件箱已满，内网尚未取走。请稍后再试，或者改用电话、来信、来访。",
                    "The box is full until the inside has pulled it. Try later, or telephone, write or come."
                )
            );
        }

        DurableFile.CreateFolder(folder);
        var file = Path.Combine(
            folder,
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) + Ending
        );
        DurableFile.Write(file, Pad(sealedBytes));
        File.SetLastWriteTimeUtc(file, today.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        return IdOf(sealedBytes);
    }

    /// <summary>The drops that lie in the box, in an order that says nothing.</summary>
    internal IReadOnlyList<string> Files()
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var files = Directory.GetFiles(folder, "*" + Ending);
        RandomNumberGenerator.Shuffle(files.AsSpan());
        return files;
    }

    /// <summary>The sealed bytes of a drop, or null where the file is none.</summary>
    internal static ReadOnlyMemory<byte>? Read(string file)
    {
        if (new FileInfo(file).Length is var length && (length > Sizes[^1] || !Sizes.Contains((int)length)))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(file);
        if (!bytes.AsSpan().StartsWith(Head))
        {
            return null;
        }

        var inside = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(Head.Length));
        return
            inside > 0
            && inside <= bytes.Length - Around
            && Fitting((int)inside) == bytes.Length
            && !bytes.AsSpan(Around + (int)inside).ContainsAnyExcept((byte)0)
            ? bytes.AsMemory(Around, (int)inside)
            : (ReadOnlyMemory<byte>?)null;
    }

    internal static string IdOf(ReadOnlySpan<byte> sealedBytes) =>
        Convert.ToHexStringLower(SHA256.HashData(sealedBytes));

    private static int Fitting(int sealedBytes) => Sizes.First(size => size >= sealedBytes + Around);

    private static byte[] Pad(ReadOnlySpan<byte> sealedBytes)
    {
        var bytes = new byte[Fitting(sealedBytes.Length)];
        Head.CopyTo(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(Head.Length), sealedBytes.Length);
        sealedBytes.CopyTo(bytes.AsSpan(Around));
        return bytes;
    }

    private (int Count, long Bytes) Held()
    {
        var files = Directory.Exists(folder) ? new DirectoryInfo(folder).GetFiles("*" + Ending) : [];
        return (files.Length, files.Sum(file => file.Length));
    }
}

/// <summary>A drop that the box does not take; says why and what to do instead.</summary>
public sealed class DropRefusedException(Phrase says) : Exception(says.En)
{
    public Phrase Says { get; } = says;
}
