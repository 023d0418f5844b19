using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>Gathers the faults of all files of one pack. Nothing here throws for bad input.</summary>
internal sealed class Faults
{
    private readonly List<Fault> _found = [];
    private readonly Dictionary<string, string[]> _lines = [];

    public bool Any => _found.Exists(fault => fault.Bars);

    public int Count => _found.Count;

    /// <summary>Whether a fault that bars was found after the first so many.</summary>
    public bool AnySince(int count) => _found.Skip(count).Any(fault => fault.Bars);

    public ImmutableArray<Fault> All =>
        [
            .. _found
                .OrderBy(fault => fault.At.File, StringComparer.Ordinal)
                .ThenBy(fault => fault.At.Line)
                .ThenBy(fault => fault.At.Column),
        ];

    public void Knows(string file, string text) => _lines[file] = text.ReplaceLineEndings("\n").Split('\n');

    public void Add(Node at, Phrase what, Phrase? suggestion = null, bool bars = true) =>
        Add(at.At, at is Node.Scalar scalar ? scalar.Text.Length : 1, what, suggestion, bars);

    public void Add(Place at, int length, Phrase what, Phrase? suggestion = null, bool bars = true)
    {
        var line =
            _lines.TryGetValue(at.File ?? "", out var lines) && at.Line >= 1 && at.Line <= lines.Length
                ? lines[at.Line - 1]
                : "";
        var fits = Math.Clamp(length, 1, Math.Max(1, line.Length - at.Column + 1));
        _found.Add(new Fault(at, line, fits, what, suggestion, bars));
    }

    /// <summary>“这里不认识 x”, with the nearest of the known words.</summary>
    public void Unknown(Node.Scalar at, Phrase whatItIs, IReadOnlyCollection<string> known, bool bars = true)
    {
        var suggestion = Nearest.To(at.Text, known) is { } near
            ? new Phrase($"是不是“{near}”？", $"did you mean '{near}'?")
            : new Phrase($"可以写：{string.Join("、", known)}", $"known: {string.Join(", ", known)}");
        Add(
            at,
            new Phrase($"不认识{whatItIs.Zh}“{at.Text}”", $"unknown {whatItIs.En} '{at.Text}'"),
            suggestion,
            bars
        );
    }
}
