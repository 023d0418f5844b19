using System.Globalization;
using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>On which of the two lists an entry stands.</summary>
public enum PowerClass
{
    /// <summary>可作为</summary>
    MayDo,

    /// <summary>不可作为</summary>
    MustNotDo,
}

/// <summary>A power was listed, with the duty that goes with it and the one post that answers for it.</summary>
/// <param name="Power">Opaque id.</param>
/// <param name="LegalBasis">Law and article that give it, or forbid it.</param>
/// <param name="Duty">What is owed with it; no power without one.</param>
public sealed record PowerListed(
    string Power,
    string Post,
    string Title,
    PowerClass Class,
    string LegalBasis,
    string Duty
) : Fact
{
    public override IReadOnlyList<string> Streams =>
        [PowerStreams.Of(Power), PowerStreams.OfTitle(Title), PostStreams.Of(Post)];
}

/// <summary>Another post answers for a power from now on.</summary>
public sealed record PowerPassed(string Power, string From, string To) : Fact
{
    public override IReadOnlyList<string> Streams =>
        [PowerStreams.Of(Power), PostStreams.Of(From), PostStreams.Of(To)];
}

/// <summary>A power is no longer on the list.</summary>
public sealed record PowerStruck(string Power, string Title, string Post, string Reason) : Fact
{
    public override IReadOnlyList<string> Streams =>
        [PowerStreams.Of(Power), PowerStreams.OfTitle(Title), PostStreams.Of(Post)];
}

/// <summary>A node of a year's responsibility tree has its place and its one owner.</summary>
/// <param name="Parent">The node above; empty for the root.</param>
public sealed record ResponsibilityPlaced(int Year, string Node, string Parent, string Title, string Post)
    : Fact
{
    public override IReadOnlyList<string> Streams => [PowerStreams.OfYear(Year), PostStreams.Of(Post)];
}

/// <summary>Another post owns a node of the responsibility tree from now on.</summary>
public sealed record ResponsibilityPassed(int Year, string Node, string From, string To) : Fact
{
    public override IReadOnlyList<string> Streams =>
        [PowerStreams.OfYear(Year), PostStreams.Of(From), PostStreams.Of(To)];
}

/// <summary>One matter that was open when a desk was handed over.</summary>
/// <param name="Matter">The stream of the matter.</param>
/// <param name="Duty">The duty within it.</param>
public sealed record HandedMatter(string Matter, string Duty, string Title, DateOnly? Due);

/// <summary>离任未了事项清单: a desk went over from one person to another, with everything that was open.</summary>
/// <param name="Office">Id of the stretch that ended.</param>
public sealed record DeskHandedOver(
    string Office,
    string Post,
    string From,
    string To,
    DateOnly On,
    IReadOnlyList<HandedMatter> Matters,
    IReadOnlyList<string> Answers
) : Fact
{
    public override IReadOnlyList<string> Streams =>
        [PostStreams.Of(Post), PostStreams.OfPerson(From), PostStreams.OfPerson(To)];

    public override IReadOnlyList<string> Subjects => [From, To];
}

/// <summary>The successor signed for the desk.</summary>
public sealed record DeskAccepted(string Office, string Post, string Person, string Remark) : Fact
{
    public override IReadOnlyList<string> Streams => [PostStreams.Of(Post)];

    public override IReadOnlyList<string> Subjects => [Person];
}

/// <summary>Names of streams of powers and of responsibility.</summary>
internal static class PowerStreams
{
    public static string Of(string power) => $"power/{power}";

    public static string OfTitle(string title) => $"power-title/{title}";

    public static string OfYear(int year) => $"responsibility/{year.ToString(CultureInfo.InvariantCulture)}";
}
