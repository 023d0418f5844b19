using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Views;

namespace Daylight.Supervision.KeyWork.Faces;

/// <summary>What a form sent, read by name; missing is empty.</summary>
internal sealed record VerbForm(
    string Id,
    IReadOnlyDictionary<string, string> Fields,
    Mandate Mandate,
    DateOnly Today,
    ItemRow? Row = null,
    INames? Names = null
)
{
    /// <summary>Lines that came in their parts already, by the name of their field.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string[]>> Rows { get; init; } =
        new Dictionary<string, IReadOnlyList<string[]>>();

    /// <summary>Files that came with the form and are durable.</summary>
    public IReadOnlyList<AttachmentRef> Files { get; init; } = [];

    public string this[string name] => Fields.GetValueOrDefault(name) ?? "";

    /// <summary>Lines of a long text, each in its parts: 名称｜日期｜…</summary>
    public IReadOnlyList<string[]> Lines(string name) =>
        Rows.TryGetValue(name, out var rows)
            ? rows
            :
            [
                .. this[name]
                    .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => line.Split(['｜', '|', '\t'], StringSplitOptions.TrimEntries)),
            ];

    /// <summary>A day as people write it, or one far beyond any due date, which is then refused with its reason.</summary>
    public static DateOnly DayOf(string[] line, int at) =>
        line.Length > at && Daylight.Ui.Dates.TryRead(line[at], out var day) ? day : DateOnly.MaxValue;

    /// <summary>The unit of that name; empty where none is called so.</summary>
    public string Unit(string[] line, int at) =>
        line.Length > at
            ? Names?.Units.FirstOrDefault(unit => unit.Name == line[at] || unit.Id == line[at]).Id ?? ""
            : "";

    public DateOnly Day(string name) =>
        Daylight.Ui.Dates.TryRead(this[name], out var day) ? day : DateOnly.MinValue;
}
