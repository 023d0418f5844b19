using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;

namespace Daylight.Supervision.Levels;

/// <summary>
/// A fact that another jurisdiction is to learn of. Its receipt is the letter: it shows the fact, and proves that and when it was recorded.
/// </summary>
public interface ILetter
{
    /// <summary>Code of the jurisdiction that it is for.</summary>
    string To { get; }

    /// <summary>The matter as the upper level's log knows it.</summary>
    string Matter { get; }
}

/// <summary>下交: an item was given to a lower level, in the words that its Daylight is to work with. The clock goes on here.</summary>
/// <param name="Due">The last day of the closing duty; null for 长期坚持.</param>
public sealed record ItemSentDown(
    string Item,
    string To,
    string Title,
    string Reference,
    string Demand,
    DateOnly? Due,
    bool Urgent
) : ItemFact(Item), ILetter
{
    public override IReadOnlyList<string> Streams => [ItemStreams.Of(Item), Level.NameOf(Item)];

    [System.Text.Json.Serialization.JsonIgnore]
    public string Matter => Item;
}

/// <summary>上级交办到达: the letter of an upper level was verified and taken; its receipt is kept with the fact.</summary>
/// <param name="From">Code of the upper level.</param>
/// <param name="FromIndex">Index of the fact in its log.</param>
/// <param name="SentAt">When it was recorded there: the clock runs from then.</param>
/// <param name="Proof">SHA-256 of the receipt.</param>
public sealed record ItemCameDown(
    string Matter,
    string From,
    long FromIndex,
    string Title,
    string Reference,
    string Demand,
    DateOnly? Due,
    bool Urgent,
    DateTimeOffset SentAt,
    string Proof
) : Fact
{
    private readonly byte[]? _receipt;

    internal ItemCameDown(ItemSentDown sent, Letter letter)
        : this(
            sent.Item,
            letter.From,
            letter.Index,
            sent.Title,
            sent.Reference,
            sent.Demand,
            sent.Due,
            sent.Urgent,
            letter.At,
            ContentHash.Of(letter.Receipt)
        ) => _receipt = letter.Receipt;

    public override IReadOnlyList<string> Streams => [Level.NameOf(Matter)];

    public override IReadOnlyList<byte[]> Contents => _receipt is null ? [] : [_receipt];

    public override IReadOnlyList<string> ContentHashes => [Proof];
}

/// <summary>撤回下交: the item was withdrawn here; whoever works on it below is told.</summary>
public sealed record SentDownWithdrawn(string Item, string To, string Reason) : ItemFact(Item), ILetter
{
    public override IReadOnlyList<string> Streams => [ItemStreams.Of(Item), Level.NameOf(Item)];

    [System.Text.Json.Serialization.JsonIgnore]
    public string Matter => Item;
}

/// <summary>上级已撤项: the letter was verified and taken. What becomes of the item of this level, its giver says.</summary>
/// <param name="Item">Opaque id of the item here; empty where none was opened.</param>
/// <param name="WithdrawnAt">When it was recorded above.</param>
/// <param name="Proof">SHA-256 of the receipt.</param>
public sealed record UpperWithdrew(
    string Matter,
    string From,
    long FromIndex,
    string Item,
    string Reason,
    DateTimeOffset WithdrawnAt,
    string Proof
) : Fact
{
    private readonly byte[]? _receipt;

    internal UpperWithdrew(string matter, string item, string reason, Letter letter)
        : this(matter, letter.From, letter.Index, item, reason, letter.At, ContentHash.Of(letter.Receipt)) =>
        _receipt = letter.Receipt;

    public override IReadOnlyList<string> Streams =>
        Item.Length > 0 ? [Level.NameOf(Matter), ItemStreams.Of(Item)] : [Level.NameOf(Matter)];

    public override IReadOnlyList<byte[]> Contents => _receipt is null ? [] : [_receipt];

    public override IReadOnlyList<string> ContentHashes => [Proof];
}

/// <summary>受理上级交办: an item of this level was opened for it.</summary>
/// <param name="Item">Opaque id of the item here.</param>
public sealed record CameDownTaken(string Matter, string To, string Item) : Fact, ILetter
{
    public override IReadOnlyList<string> Streams => [Level.NameOf(Matter)];
}

/// <summary>反馈上级: how the item of this level stands.</summary>
/// <param name="Text">The newest words of the lead unit, as far as the phase has any.</param>
public sealed record AnswerSentUp(string Matter, string To, ItemPhase Phase, string Text) : Fact, ILetter
{
    public override IReadOnlyList<string> Streams => [Level.NameOf(Matter)];
}

/// <summary>下级反馈到达: verified and taken; its receipt is kept with the fact.</summary>
/// <param name="Phase">How it stands there; Proposed where it was taken on.</param>
/// <param name="AnsweredAt">When it was recorded there, which is what counts.</param>
public sealed record AnswerCameUp(
    string Item,
    string From,
    long FromIndex,
    ItemPhase Phase,
    string Text,
    DateTimeOffset AnsweredAt,
    string Proof
) : ItemFact(Item)
{
    private readonly byte[]? _receipt;

    internal AnswerCameUp(string item, ItemPhase phase, string text, Letter letter)
        : this(item, letter.From, letter.Index, phase, text, letter.At, ContentHash.Of(letter.Receipt)) =>
        _receipt = letter.Receipt;

    public override IReadOnlyList<string> Streams => [ItemStreams.Of(Item), Level.NameOf(Item)];

    public override IReadOnlyList<byte[]> Contents => _receipt is null ? [] : [_receipt];

    public override IReadOnlyList<string> ContentHashes => [Proof];
}

/// <summary>A receipt of another level that was verified.</summary>
/// <param name="From">Code of the jurisdiction whose log it is of.</param>
/// <param name="At">When the fact was recorded there.</param>
public sealed record Letter(string From, long Index, DateTimeOffset At, byte[] Receipt);

/// <summary>A matter between two levels, as this log knows it.</summary>
/// <param name="To">Where it was given to; empty where it came from above.</param>
/// <param name="From">Whence it came; empty where it was given from here.</param>
/// <param name="Item">The item of this level.</param>
/// <param name="Withdrawn">Whether the upper level took it back.</param>
/// <param name="Heard">Index, in the other's log, of the newest letter that was taken.</param>
public sealed record Level(
    string To,
    string From,
    string Item,
    ItemPhase Told,
    long Heard,
    ItemCameDown? Came,
    bool Withdrawn = false
) : IState<Level>
{
    public static Level Start { get; } = new("", "", "", ItemPhase.None, -1, null);

    public static string NameOf(string matter) => $"level/{matter}";

    public static StreamRef<Level> At(string matter) => new(NameOf(matter));

    public Level Apply(Fact fact) =>
        fact switch
        {
            ItemSentDown f => this with { To = f.To, Item = f.Item },
            ItemCameDown f => this with { From = f.From, Came = f, Heard = f.FromIndex },
            CameDownTaken f => this with { Item = f.Item },
            AnswerSentUp f => this with { Told = f.Phase },
            AnswerCameUp f => this with { Told = f.Phase, Heard = f.FromIndex },
            UpperWithdrew f => this with { Heard = f.FromIndex, Withdrawn = true },
            _ => this,
        };
}
