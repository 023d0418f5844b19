namespace Daylight.Ui.Charts;

/// <summary>The name of one part of a stacked bar, and its tone where it means something by itself.</summary>
public sealed record Part(string Name, Tone? Tone = null)
{
    /// <summary>The class that colours the part at this place, from 0.</summary>
    internal static string Class(Tone? tone, int place) => tone?.Class() ?? $"k{place + 1}";
}
