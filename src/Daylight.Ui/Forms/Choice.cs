namespace Daylight.Ui.Forms;

/// <summary>One of the values from which a field lets choose.</summary>
/// <param name="Note">A sentence below it, in groups of buttons only.</param>
public sealed record Choice(string Value, string Text, string? Note = null);
