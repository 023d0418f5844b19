namespace Daylight.Norms;

/// <summary>Reads the arithmetic of a formula by descent: sums of products of factors.</summary>
internal sealed class ExpressionText
{
    private const int MostDepth = 40;

    private readonly List<string> _words;
    private readonly IReadOnlySet<string> _known;
    private int _at;
    private int _depth;
    private ExpressionFault? _fault;

    private ExpressionText(List<string> words, IReadOnlySet<string> known) =>
        (_words, _known) = (words, known);

    public static (Expression?, ExpressionFault?) Read(string text, IReadOnlySet<string> known)
    {
        var reading = new ExpressionText(Split(text), known);
        var expression = reading.Sum();
        if (reading._fault is null && reading._at < reading._words.Count)
        {
            reading.Fail(reading._words[reading._at], "多余的", "left over");
        }

        return reading._fault is null ? (expression, null) : (null, reading._fault);
    }

    private string Word => _at < _words.Count ? _words[_at] : "";

    private Expression Sum()
    {
        var sum = Product();
        while (Word is "+" or "-")
        {
            sum =
                _words[_at++] == "+"
                    ? new Expression.Sum(sum, Product())
                    : new Expression.Difference(sum, Product());
        }

        return sum;
    }

    private Expression Product()
    {
        var product = Factor();
        while (Word is "*" or "/" or "×" or "÷")
        {
            product = _words[_at++] is "*" or "×"
                ? new Expression.Product(product, Factor())
                : new Expression.Quotient(product, Factor());
        }

        return product;
    }

    private Expression Factor()
    {
        var word = Word;
        _at++;
        if (++_depth > MostDepth * 10 || _fault is not null)
        {
            return Fail(word, "算式太长", "the sum is too long:");
        }

        if (word is "(" or "（")
        {
            var inner = Sum();
            return Expect(")", inner);
        }

        if (word is "min" or "max")
        {
            return Pair(word);
        }

        if (word == "-")
        {
            return new Expression.Difference(new Expression.Constant(0, "0"), Factor());
        }

        if (Numbers.Parse(word) is { } number)
        {
            return new Expression.Constant(number, word);
        }

        if (word.EndsWith('%') && Share.Parse(word) is { } share)
        {
            return new Expression.Constant(share.Of(1), word);
        }

        return _known.Contains(word)
            ? new Expression.Name(word)
            : Fail(word, "算式里不认识", "the sum does not know");
    }

    private Expression Pair(string which)
    {
        Expect("(", null);
        var one = Sum();
        Expect(",", null);
        var other = Sum();
        return Expect(
            ")",
            which == "min" ? new Expression.Least(one, other) : new Expression.Greatest(one, other)
        );
    }

    private Expression Expect(string word, Expression? then)
    {
        var found = Word switch
        {
            "）" => ")",
            "（" => "(",
            "，" => ",",
            var other => other,
        };
        _at++;
        return found == word
            ? then ?? new Expression.Constant(0, "0")
            : Fail(found, $"算式里应是“{word}”，不是", $"the sum needs '{word}' instead of");
    }

    private Expression.Constant Fail(string word, string zh, string en)
    {
        _fault ??= new ExpressionFault(
            word,
            word.Length == 0 ? "算式没有写完" : $"{zh}“{word}”",
            word.Length == 0 ? "the sum is not finished" : $"{en} '{word}'"
        );
        return new Expression.Constant(0, "0");
    }

    // A hyphen between letters belongs to a name (half-year); one with a space on either side is a minus.
    private static List<string> Split(string text)
    {
        var words = new List<string>();
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var end = at + 1;
            if (IsPart(text[at]))
            {
                while (
                    end < text.Length
                    && (
                        IsPart(text[end])
                        || (
                            text[end] == '-'
                            && end + 1 < text.Length
                            && IsPart(text[end + 1])
                            && !char.IsDigit(text[at])
                        )
                    )
                )
                {
                    end++;
                }
            }

            words.Add(text[at..end]);
            at = end;
        }

        return words;
    }

    private static bool IsPart(char letter) => char.IsLetterOrDigit(letter) || letter is '.' or '%' or '_';
}
