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
}

/// <summary>Why an expression cannot be read; <see cref="Word"/> is the word at fault.</summary>
internal sealed record ExpressionFault(string Word, string Zh, string En)
{
    public static implicit operator Phrase(ExpressionFault fault) => new(fault.Zh, fault.En);
}
