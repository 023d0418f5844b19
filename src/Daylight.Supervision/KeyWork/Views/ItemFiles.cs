using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Views;

/// <summary>One file that a fact of an item names. Whoever may see the item may read it.</summary>
/// <param name="Hash">SHA-256 of the ciphertext: under this it is kept.</param>
/// <param name="Step">Version of the item's stream at which it came.</param>
/// <param name="Kind">Name of the fact that it came with.</param>
/// <param name="Content">SHA-256 of the file as it was kept, so that it can be proven later.</param>
/// <param name="CaseKey">Id of the key that opens it.</param>
public sealed record FileRow(
    string Item,
    string Hash,
    long Step,
    string Kind,
    string Name,
    string Type,
    long Size,
    string Content,
    string CaseKey,
    string Person,
    DateTimeOffset At
)
{
    /// <summary>As facts name it.</summary>
    public AttachmentRef Ref => new(Hash, Content, CaseKey, Name, Type, Size);
}

/// <summary>The files of items.</summary>
public sealed class ItemFiles() : View<FileRow>("supervision_file", version: 1, keyLength: 3)
{
    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact.Attachments.Count == 0
            ? []
            : from stream in recorded.Envelope.Streams
            where stream.Stream.StartsWith("item/", StringComparison.Ordinal)
            from file in recorded.Fact.Attachments.DistinctBy(file => file.Hash)
            select new object[] { stream.Stream["item/".Length..], file.Hash, stream.Version };

    protected override FileRow? Apply(object[] key, FileRow? row, Recorded recorded)
    {
        var file = recorded.Fact.Attachments.First(known => known.Hash == (string)key[1]);
        return new(
            (string)key[0],
            file.Hash,
            (long)key[2],
            recorded.Envelope.Kind,
            file.Name,
            file.Type,
            file.Size,
            file.Content,
            file.Case,
            recorded.Person,
            recorded.At
        );
    }
}
