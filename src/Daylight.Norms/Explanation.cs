using System.Collections.Immutable;
using System.Text;

namespace Daylight.Norms;

/// <summary>A sentence of an explanation, with what supports it. A leaf is a fact or the words of a rule.</summary>
/// <param name="Uses">Labels of the occurrences that the sentence rests on.</param>
public sealed record Explanation(
    Phrase Text,
    ImmutableArray<string> Uses,
    ImmutableArray<Explanation> Children
)
{
    public Explanation(Phrase text, params IEnumerable<Explanation> children)
        : this(text, [], [.. children]) { }

    public Explanation(string zh, string en, params IEnumerable<Explanation> children)
        : this(new Phrase(zh, en), children) { }

    public bool Equals(Explanation? other) =>
        other is not null
        && Text == other.Text
        && Uses.SequenceEqual(other.Uses)
        && Children.SequenceEqual(other.Children);

    public override int GetHashCode() => Text.GetHashCode();

    /// <summary>The tree as indented lines, to be read aloud from top to bottom.</summary>
    public string ToChinese() => Write(phrase => phrase.Zh);

    public string ToEnglish() => Write(phrase => phrase.En);

    public override string ToString() => ToChinese();

    private string Write(Func<Phrase, string> words)
    {
        var text = new StringBuilder();
        Append(text, words, 0);
        return text.ToString();
    }

    private void Append(StringBuilder text, Func<Phrase, string> words, int depth)
    {
        // A step that one language says in fewer sentences than the other has no words there.
        if (words(Text) is { Length: > 0 } sentence)
        {
            text.Append(' ', depth * 2).Append(sentence).Append('\n');
        }

        foreach (var child in Children)
        {
            child.Append(text, words, depth + 1);
        }
    }
}
