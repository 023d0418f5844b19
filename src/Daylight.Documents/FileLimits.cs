namespace Daylight.Documents;

/// <summary>How much a file may hold before it is refused. What is unpacked is counted while it is unpacked, not believed.</summary>
public sealed record FileLimits
{
    /// <summary>Bytes of the file.</summary>
    public int Packed { get; init; } = 10 * 1024 * 1024;

    /// <summary>Bytes of all its parts, unpacked.</summary>
    public int Unpacked { get; init; } = 64 * 1024 * 1024;

    /// <summary>Parts in the archive.</summary>
    public int Parts { get; init; } = 500;

    /// <summary>How many times larger than its packed bytes a part beyond 1 MB may be.</summary>
    public int Ratio { get; init; } = 200;

    /// <summary>Sheets, rows of a sheet, columns of a row, cells of the book, letters of a cell.</summary>
    public int Sheets { get; init; } = 50;

    public int Rows { get; init; } = 20_000;

    public int Columns { get; init; } = 256;

    public int Cells { get; init; } = 400_000;

    public int Letters { get; init; } = 32_767;

    public static FileLimits Default { get; } = new();
}
