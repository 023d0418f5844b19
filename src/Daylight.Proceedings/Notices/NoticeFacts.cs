using System.Globalization;

namespace Daylight.Proceedings.Notices;

/// <summary>An act that should have followed from a fact was refused; somebody must see to it.</summary>
/// <param name="Cause">Index of the fact.</param>
/// <param name="Refusal">Name of the refusal, whose words are in the mechanism's resource; its values are not repeated here.</param>
/// <param name="Owner">Opaque id of the unit that must see to it.</param>
public sealed record NoticeRefused(string Subscriber, long Cause, string Refusal, string Owner) : Fact
{
    public override IReadOnlyList<string> Streams => [NoticeState.StreamOf(Subscriber, Cause)];

    public override IReadOnlyList<string> Subjects => [Owner];
}

/// <summary>Somebody saw to a refused notice.</summary>
/// <param name="How">What was done, in words.</param>
public sealed record NoticeSettled(string Subscriber, long Cause, string How) : Fact
{
    public override IReadOnlyList<string> Streams => [NoticeState.StreamOf(Subscriber, Cause)];
}

/// <summary>Whether a notice was refused, which unit must see to it, and whether it did.</summary>
public sealed record NoticeState(bool Refused, bool Settled, string Owner = "") : IState<NoticeState>
{
    public static NoticeState Start { get; } = new(false, false);

    /// <summary>A stream per notice.</summary>
    public static string StreamOf(string subscriber, long cause) =>
        string.Create(CultureInfo.InvariantCulture, $"notice/{subscriber}/{cause}");

    /// <summary>The notice whose stream this is, or null where it is of something else.</summary>
    internal static (string Subscriber, long Cause)? Read(string stream) =>
        stream.Split('/') is ["notice", var subscriber, var cause]
        && long.TryParse(cause, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? (subscriber, index)
            : null;

    public NoticeState Apply(Fact fact) =>
        fact switch
        {
            NoticeRefused f => this with { Refused = true, Owner = f.Owner },
            NoticeSettled => this with { Settled = true },
            _ => this,
        };
}
