namespace Daylight.Ui;

public enum Reach
{
    Reached,
    Current,
    Ahead,
}

/// <summary>One node of a matter. Progress is the nodes that facts have reached; nobody types a percentage.</summary>
/// <param name="Note">The day it was reached or is due, or who holds it.</param>
public sealed record ProgressNode(string Name, Reach Reach, string? Note = null);
