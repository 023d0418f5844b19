namespace Daylight.Norms;

/// <summary>Where something stands in a rule file: line and column count from 1.</summary>
/// <remarks><c>default</c> is no place at all and prints as nothing.</remarks>
public readonly record struct Place(string File, int Line, int Column)
{
    public override string ToString() => File is null ? "" : $"{File}:{Line}:{Column}";
}
