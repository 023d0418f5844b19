namespace Daylight.Ui;

/// <summary>One step of the way to a page (位置); the page itself comes last and has no address.</summary>
public sealed record Crumb(string Text, string? Href = null);
