using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>公开、反馈义务: what is shown to whom, where, within what time, for how long, and what is left out.</summary>
public sealed partial record Disclosure : Parameters
{
    public required ImmutableArray<string> Audience { get; init; }

    public ImmutableArray<string> Channels { get; init; } = [];

    /// <summary>How many of the channels; all of them where null.</summary>
    public int? AtLeastChannels { get; init; }

    /// <summary>Items that the posting must show.</summary>
    public ImmutableArray<string> Content { get; init; } = [];

    /// <summary>The profile by which text is redacted before it is shown.</summary>
    public string? Redact { get; init; }

    /// <summary>Within what time of the start it must be posted.</summary>
    public Span? Within { get; init; }

    /// <summary>How long it must stay posted.</summary>
    public Span? For { get; init; }

    /// <summary>What must have been done before it may be posted: secrecy review, approval.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>Kinds of occurrence that start the duty where no start is given.</summary>
    public ImmutableArray<string> Starts { get; init; } = [];

    public bool RollForward { get; init; }

    public override NormKind Kind => NormKind.Disclosure;

    internal override IEnumerable<string> Names => [];

    internal static Disclosure Read(Fields fields)
    {
        var read = new Disclosure
        {
            Audience = fields.NeedTerms("audience"),
            Channels = fields.Terms("channels"),
            AtLeastChannels = fields.Count("at-least-channels", least: 1),
            Content = fields.Terms("content"),
            Redact = fields.Term("redact"),
            Within = fields.Span("within"),
            For = fields.Span("for"),
            Needs = fields.Terms("needs"),
            Starts = fields.Terms("starts"),
            RollForward = fields.Flag("roll-forward"),
        };
        if (read.AtLeastChannels > read.Channels.Length && fields.Find("at-least-channels") is { } at)
        {
            fields.Wrong(
                at,
                $"不超过所列渠道的个数（{read.Channels.Length}）",
                $"no more than the channels that are listed ({read.Channels.Length})"
            );
        }

        return read;
    }
}
