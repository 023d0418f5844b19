using System.Diagnostics.CodeAnalysis;

namespace Daylight.Norms;

/// <summary>
/// The name of a norm: words of small letters, digits and hyphens, joined by points, such as
/// <c>integrity.rung.no-awards</c>. The same in rule files, facts, routes and pages.
/// </summary>
/// <remarks><c>default</c> is no norm; its text is empty and <see cref="TryParse(string?, out NormId)"/> never yields it.</remarks>
public readonly record struct NormId : IParsable<NormId>
{
    private readonly string? _text;

    private NormId(string text) => _text = text;

    public string Text => _text ?? "";

    public static NormId Parse(string text) =>
        TryParse(text, out var id)
            ? id
            : throw new FormatException(
                $"'{text}' is no norm id. Write words of small letters, digits and hyphens joined by points, such as integrity.rung.no-awards."
            );

    public static bool TryParse([NotNullWhen(true)] string? text, out NormId id)
    {
        var good = text is { Length: > 0 and <= 120 } && text.Split('.').All(IsWord);
        id = good ? new NormId(text!) : default;
        return good;
    }

    static NormId IParsable<NormId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<NormId>.TryParse(
        [NotNullWhen(true)] string? s,
        IFormatProvider? provider,
        out NormId result
    ) => TryParse(s, out result);

    public override string ToString() => Text;

    private static bool IsWord(string word) =>
        word.Length > 0
        && word[0] != '-'
        && word[^1] != '-'
        && word.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}

/// <summary>The content of a rule pack, named by its SHA-256 in lower-case hex.</summary>
/// <remarks><c>default</c> names no content.</remarks>
public readonly record struct PackHash(string Hex)
{
    public override string ToString() => Hex ?? "";
}

/// <summary>A norm as it stood in one content of a pack: what a fact writes down of the rule that it was decided under.</summary>
public readonly record struct NormRef(NormId Id, PackHash Pack);
