using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Views;

/// <summary>One entry of the public column: the text of its public fact and nothing else.</summary>
public sealed record PublishedItem(
    string Item,
    string Number,
    string Title,
    string Lead,
    DateOnly? Due,
    string Standing,
    DateOnly PublishedOn,
    long LogIndex
);

/// <summary>督办专栏: folded from public facts alone.</summary>
public sealed class PublishedItems()
    : View<PublishedItem>("supervision_published", version: 1, keyLength: 1, "published_on")
{
    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact is ItemPublished f
            ?
            [
                [f.Item],
            ]
            : [];

    protected override PublishedItem? Apply(object[] key, PublishedItem? row, Recorded recorded) =>
        recorded.Fact is ItemPublished f
            ? new(f.Item, f.Number, f.Title, f.Lead, f.Due, f.Standing, f.On, recorded.Index)
            : row;
}
