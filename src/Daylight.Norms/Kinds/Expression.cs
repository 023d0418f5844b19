namespace Daylight.Norms;

/// <summary>The arithmetic of a formula: numbers, names, + - * /, brackets, min and max. Nothing else, so that an official can check it.</summary>
public abstract record Expression
{
    private Expression() { }

    /// <summary>A number, with its spelling: 80% is 0.8.</summary>
    public sealed record Constant(decimal Amount, string Written) : Expression;

    public sealed record Name(string Text) : Expression;

    public sealed record Sum(Expression One, Expression Other) : Expression;

    public sealed record Difference(Expression One, Expression Other) : Expression;

    public sealed record Product(Expression One, Expression Other) : Expression;

    public sealed record Quotient(Expression One, Expression Other) : Expression;

    public sealed record Least(Expression One, Expression Other) : Expression;

    public sealed record Greatest(Expression One, Expression Other) : Expression;

    /// <exception cref="DivideByZeroException">A divisor is nought.</exception>
    /// <exception cref="OverflowException">The value does not fit a decimal.</exception>
    internal decimal Work(IReadOnlyDictionary<string, decimal> numbers) =>
        this switch
        {
            Constant constant => constant.Amount,
            Name name => numbers[name.Text],
            Sum sum => sum.One.Work(numbers) + sum.Other.Work(numbers),
            Difference difference => difference.One.Work(numbers) - difference.Other.Work(numbers),
            Product product => product.One.Work(numbers) * product.Other.Work(numbers),
            Quotient quotient => quotient.One.Work(numbers) / quotient.Other.Work(numbers),
            Least least => Math.Min(least.One.Work(numbers), least.Other.Work(numbers)),
            Greatest greatest => Math.Max(greatest.One.Work(numbers), greatest.Other.Work(numbers)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>日常工作分280＋本职工作分270, with the numbers put in.</summary>
    internal Phrase Say(IReadOnlyDictionary<string, decimal> numbers, Words words) =>
        this switch
        {
            Constant constant => Phrase.Of(constant.Written),
            Name name => new Phrase(
                $"{words.Say(name.Text).Zh}{numbers[name.Text].Plain()}",
                $"{words.Say(name.Text).En} {numbers[name.Text].Plain()}"
            ),
            Sum sum => Both(sum.One, sum.Other, "＋", "+", numbers, words),
            Difference difference => Both(
                difference.One,
                difference.Other,
                "－",
                "-",
                numbers,
                words,
                bracketsRight: true
            ),
            Product product => Both(product.One, product.Other, "×", "*", numbers, words, brackets: true),
            Quotient quotient => Both(
                quotient.One,
                quotient.Other,
                "÷",
                "/",
                numbers,
                words,
                brackets: true,
                bracketsRight: true
            ),
            Least least => Pick(least.One, least.Other, "较小者", "min", numbers, words),
            Greatest greatest => Pick(greatest.One, greatest.Other, "较大者", "max", numbers, words),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static Phrase Both(
        Expression one,
        Expression other,
        string sign,
        string signEn,
        IReadOnlyDictionary<string, decimal> numbers,
        Words words,
        bool brackets = false,
        bool bracketsRight = false
    )
    {
        var left = Bracketed(one.Say(numbers, words), brackets && one is Sum or Difference);
        var right = Bracketed(
            other.Say(numbers, words),
            (brackets && other is Sum or Difference) || (bracketsRight && other is not (Constant or Name))
        );
        return new Phrase(left.Zh + sign + right.Zh, $"{left.En} {signEn} {right.En}");
    }

    private static Phrase Pick(
        Expression one,
        Expression other,
        string which,
        string whichEn,
        IReadOnlyDictionary<string, decimal> numbers,
        Words words
    )
    {
        var (first, second) = (one.Say(numbers, words), other.Say(numbers, words));
        return new Phrase($"（{first.Zh}与{second.Zh}的{which}）", $"{whichEn}({first.En}, {second.En})");
    }

    private static Phrase Bracketed(Phrase phrase, bool needed) =>
        needed ? new Phrase($"（{phrase.Zh}）", $"({phrase.En})") : phrase;
}

/// <summary>Why an expression cannot be read; <see cref="Word"/> is the word at fault.</summary>
internal sealed record ExpressionFault(string Word, string Zh, string En)
{
    public static implicit operator Phrase(ExpressionFault fault) => new(fault.Zh, fault.En);
}
