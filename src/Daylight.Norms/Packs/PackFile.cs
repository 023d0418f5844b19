namespace Daylight.Norms;

/// <summary>One file of a rule pack: its path inside the pack with forward slashes, and its text.</summary>
public sealed record PackFile(string Path, string Text);
