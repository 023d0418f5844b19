namespace Daylight.Documents.Sheets;

/// <summary>Text that a spreadsheet program would take for a formula is written so that it stays text.</summary>
internal static class Inert
{
    public static bool IsActive(char first) =>
        first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';

    public static bool IsActive(string text) => text.Length > 0 && IsActive(text[0]);
}
