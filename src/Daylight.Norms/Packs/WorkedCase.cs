namespace Daylight.Norms;

/// <summary>A worked case: a situation, the norm that is asked, and what it must answer.</summary>
public sealed record WorkedCase(string Title, NormId Ask, Situation Given, Attributes Expect, Place At);
