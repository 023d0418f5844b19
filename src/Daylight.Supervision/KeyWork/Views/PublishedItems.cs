using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Views;

/// <summary>One text of the public column: that of its public fact and nothing else.</summary>
/// <param name="Superseded">A later text of the same entry took its place; it stays to be read.</param>
public sealed record PublishedItem(
    string Record,
    int Edition,
    string Number,
    string Title,
    string Lead,
    DateOnly? Due,
    string Standing,
    DateOnly PublishedOn,
    long LogIndex,
    bool Superseded
);

/// <summary>督办专栏: folded from public facts alone.</summary>
public sealed class PublishedItems()
    : View<PublishedItem>("supervision_published", version: 2, keyLength: 2, "superseded, published_on")
{
    public override IEnumerable<object[]> Keys(Recorded recorded)
    {
        if (recorded.Fact is not ItemPublished f)
        {
            yield break;
        }

        yield return [f.Record, (long)f.Edition];
        if (f.Edition > 1)
        {
            yield return [f.Record, (long)f.Edition - 1];
        }
    }

    protected override PublishedItem? Apply(object[] key, PublishedItem? row, Recorded recorded) =>
        recorded.Fact is not ItemPublished f ? row
        : (long)key[1] == f.Edition
            ? new(
                f.Record,
                f.Edition,
                f.Number,
                f.Title,
                f.Lead,
                f.Due,
                f.Standing,
                f.On,
                recorded.Index,
                false
            )
        : row is null ? null
        : row with { Superseded = true };
}
