namespace Daylight.Norms;

/// <summary>The same words in Chinese and in English. Chinese leads: it is what pages show and what is read aloud.</summary>
public sealed record Phrase(string Zh, string En)
{
    /// <summary>Words that a pack gives in Chinese only stand for both.</summary>
    public static Phrase Of(string both) => new(both, both);

    public override string ToString() => Zh;
}
