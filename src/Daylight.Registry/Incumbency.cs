namespace Daylight.Registry;

/// <summary>One stretch of somebody in a post.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; null while it lasts.</param>
public sealed record Incumbency(
    string Office,
    string Post,
    string Person,
    OfficeKind Kind,
    DateOnly From,
    DateOnly? To
)
{
    public bool Covers(DateOnly day) => From <= day && (To is not { } to || day <= to);

    public bool Meets(DateOnly from, DateOnly? to) =>
        (to is not { } last || From <= last) && (To is not { } mine || from <= mine);
}
