using System.Text;

namespace Daylight.Norms;

/// <summary>Something that is wrong in a rule file, told so that whoever wrote the file can mend it.</summary>
/// <param name="At">File, line and column, counted from 1.</param>
/// <param name="Line">The line of the file itself, as written.</param>
/// <param name="Length">How many letters of the line the mark covers; at least 1.</param>
/// <param name="What">What is wrong, with the value that is wrong.</param>
/// <param name="Suggestion">What was probably meant, or what to write instead.</param>
/// <param name="Bars">False for a blemish (a term without Chinese words): the pack may still be adopted.</param>
public sealed record Fault(
    Place At,
    string Line,
    int Length,
    Phrase What,
    Phrase? Suggestion,
    bool Bars = true
)
{
    /// <summary>The fault as a terminal shows it: place, words, the line with a mark under it, the suggestion.</summary>
    public override string ToString() => Show(phrase => phrase.Zh);

    public string ToEnglish() => Show(phrase => phrase.En);

    private string Show(Func<Phrase, string> words)
    {
        var number = At.Line.ToString();
        var margin = new string(' ', number.Length);
        var text = new StringBuilder().Append(At.ToString()).Append(": ").Append(words(What)).Append('\n');
        if (At.Line > 0)
        {
            text.Append(' ').Append(number).Append(" | ").Append(Line).Append('\n');
            text.Append(' ')
                .Append(margin)
                .Append(" | ")
                .Append(Indent())
                .Append('^', Math.Max(1, Length))
                .Append('\n');
        }

        if (Suggestion is { } suggestion)
        {
            text.Append(' ').Append(margin).Append(" = ").Append(words(suggestion)).Append('\n');
        }

        return text.ToString();
    }

    // A Chinese letter is two cells wide on a terminal: the mark stands under the right letter all the same.
    private string Indent()
    {
        var indent = new StringBuilder();
        foreach (var letter in Line.AsSpan(0, Math.Clamp(At.Column - 1, 0, Line.Length)))
        {
            indent.Append(letter >= '\u2e80' ? "  " : " ");
        }

        return indent.ToString();
    }
}
