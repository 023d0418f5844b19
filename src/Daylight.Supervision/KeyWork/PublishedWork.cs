using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>督办专栏: how published items read in the public column.</summary>
public sealed class PublishedWork : IPublicSource
{
    private const string Ended = "已办结";

    public string Section => "key-work";

    public Phrase Name => new("重点工作督办", "Key work");

    public PublicNotice? Read(Fact fact) =>
        fact is ItemPublished f
            ? new PublicNotice(
                f.Record,
                f.Number,
                f.Title,
                f.Lead,
                f.Standing,
                f.Standing.StartsWith(Ended, StringComparison.Ordinal),
                f.Due,
                f.On
            )
            : null;
}
