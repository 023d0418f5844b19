namespace Daylight.Norms;

/// <summary>
/// All that a norm sees of what happened: who, what kind, on which day, how much. Mechanisms map their facts to it.
/// </summary>
/// <param name="Subject">Whom or what it counts for; compared by exact text.</param>
/// <param name="Kind">A kind that the rule pack names, such as integrity.points-deducted.</param>
/// <param name="Day">The day in Shanghai on which it counts.</param>
/// <param name="Amount">Points, money, a number of things; 1 where nothing is measured.</param>
public sealed record Occurrence(string Subject, string Kind, DateOnly Day, decimal Amount = 1)
{
    public Attributes Attributes { get; init; } = Attributes.None;

    /// <summary>The day on which the finding behind it was reversed. From then on it never counted.</summary>
    public DateOnly? Reversed { get; init; }

    /// <summary>What explanations call it; may be empty.</summary>
    public string Label { get; init; } = "";

    /// <summary>Its attributes together with its own parts, under the names subject, kind, day and amount.</summary>
    internal Attributes Known =>
        Attributes.Of([
            .. Attributes.Names.Select(name => (name, Attributes[name]!)),
            ("subject", Subject),
            ("kind", Kind),
            ("day", Day),
            ("amount", Amount),
        ]);
}
