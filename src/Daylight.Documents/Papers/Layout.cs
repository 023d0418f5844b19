namespace Daylight.Documents.Papers;

/// <summary>
/// The measures of GB/T 9704-2012 in twentieths of a point (1 mm = 56.693). The text block is 156 mm by 225 mm and takes 22 lines
/// of 28 characters of 3号 (16 pt): a line is 28.95 pt high, and a character is set 0.25 pt tighter than its body.
/// </summary>
internal static class Layout
{
    public const int PageWidth = 11906;
    public const int PageHeight = 16838;

    /// <summary>37 mm 天头, 35 mm below, 28 mm 订口, 26 mm at the right.</summary>
    public const int Top = 2098;
    public const int Bottom = 1984;
    public const int Left = 1588;
    public const int Right = 1474;

    /// <summary>225 mm are 12756; 22 lines of 579 fill 12738.</summary>
    public const int Line = 579;

    /// <summary>156 mm are 8844; 28 characters of 315 fill 8820.</summary>
    public const int Character = 315;

    public const int Tightening = -5;

    /// <summary>The footer stands 15 mm over the edge, so that the page number begins 7 mm below the text.</summary>
    public const int Footer = 850;

    public const int Width = PageWidth - Left - Right;

    /// <summary>The rules of a letter are 170 mm: 8 mm to the left of the text and 6 mm to its right.</summary>
    public const int LetterLeft = 454;
    public const int LetterRight = 340;

    /// <summary>Half points: 2号, 3号, 4号, 小五.</summary>
    public const int Size2 = 44;
    public const int Size3 = 32;
    public const int Size4 = 28;
    public const int Small = 18;

    public const string Song = "仿宋_GB2312";
    public const string Black = "黑体";
    public const string Script = "楷体_GB2312";
    public const string Title = "方正小标宋简体";
    public const string Plain = "宋体";

    /// <summary>Fonts that stand in where the one named is not on a machine, in order of likeness.</summary>
    public static IReadOnlyList<(string Font, string Instead)> Substitutes { get; } =
    [
        (Song, "仿宋"),
        (Script, "楷体"),
        (Title, "小标宋,华文中宋,STZhongsong,宋体"),
        (Black, "SimHei"),
        (Plain, "SimSun"),
    ];
}
