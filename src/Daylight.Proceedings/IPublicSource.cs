using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>
/// How a mechanism's public facts read in the public column. It sees public facts only, and a portal that holds nothing
/// else uses it: so it must not need a view, a name or a norm.
/// </summary>
public interface IPublicSource
{
    /// <summary>The section of the column, in letters, digits and dashes; part of addresses and exports.</summary>
    string Section { get; }

    /// <summary>The section as pages name it, such as 督办专栏.</summary>
    Phrase Name { get; }

    /// <summary>What the column shows of a fact; null where the fact is another source's.</summary>
    PublicNotice? Read(Fact fact);
}

/// <summary>One notice of the column: the text of one public fact.</summary>
/// <param name="Matter">Opaque id under which the public knows the matter; later notices with the same id are its history.</param>
/// <param name="Number">事项编号 or 发文字号; empty where it has none.</param>
/// <param name="Unit">The unit as the public knows it; never a person.</param>
/// <param name="Standing">How it stood on that day, in the words of the notice.</param>
/// <param name="Done">Whether it had ended.</param>
/// <param name="On">The day of publication.</param>
public sealed record PublicNotice(
    string Matter,
    string Number,
    string Title,
    string Unit,
    string Standing,
    bool Done,
    DateOnly? Due,
    DateOnly On
)
{
    /// <summary>Further lines of the notice, each a name and a text.</summary>
    public IReadOnlyList<(Phrase Name, string Text)> Lines { get; init; } = [];

    /// <summary>A draw that the notice announces or tells, so that anybody can draw again; null for none.</summary>
    public PublicDrawing? Draw { get; init; }
}

/// <summary>All that is needed to redo a draw of RFC 3797.</summary>
/// <param name="Pool">Names in the order of their places, from 1.</param>
/// <param name="Values">The numbers of each source, in the order of the sources; none before they came out.</param>
/// <param name="Places">What was drawn; empty before.</param>
public sealed record PublicDrawing(
    IReadOnlyList<string> Pool,
    int Size,
    IReadOnlyList<string> Sources,
    DateOnly SeedsOn,
    IReadOnlyList<string> Values,
    IReadOnlyList<int> Places
);

/// <summary>Takes over what came out of the drop box: sealed bytes, which the portal could not read either.</summary>
public interface IDropTaker
{
    /// <summary>
    /// Keeps the bytes durably before it returns; only then are they removed from the box. The same drop may come twice,
    /// with the same id.
    /// </summary>
    /// <param name="id">SHA-256 of the sealed bytes, in hexadecimal digits.</param>
    /// <returns>Whether it is this taker's; where no taker takes a drop, it stays in the box.</returns>
    ValueTask<bool> Take(string id, ReadOnlyMemory<byte> sealedBytes, CancellationToken cancel);
}
