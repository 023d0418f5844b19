namespace Daylight.Ui;

/// <summary>One tab: a link, so that each view has its address.</summary>
public sealed record Tab(string Text, string Href, bool Current, int? Count = null);
