using System.Text.RegularExpressions;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Intake;

/// <summary>
/// 导入: an item of the running ledger is carried over on day one, with the number, dates and extensions that it had.
/// Nothing lapses for the past: a clock runs only towards a day that is still ahead.
/// </summary>
public static partial class ImportItem
{
    [GeneratedRegex(@"^督\d{4}-\d+$", RegexOptions.None, 1000)]
    private static partial Regex OwnNumber { get; }

    /// <param name="OriginalDue">The due date as it was first; null for 长期坚持.</param>
    /// <param name="Due">The due date that holds now; where it is past, no clock runs.</param>
    /// <param name="Progress">What was done so far, in the ledger's words.</param>
    public sealed record Act(
        string Item,
        string Number,
        string Title,
        ItemSource Source,
        string Reference,
        string Demand,
        string Giver,
        string Lead,
        IReadOnlyList<string> Assistants,
        DateOnly Opened,
        DateOnly? OriginalDue,
        DateOnly? Due,
        int Extensions,
        ItemPhase Phase,
        DateOnly? Closed,
        string Progress
    ) : Proceedings.Act
    {
        public override Power Needs => SupervisionPowers.Run;

        public override IReadOnlyList<StreamRef> Streams =>
            [KeyWork.Item.At(Item), ImportedNumber.Of(Number.Trim())];

        public override Decision Decide(Hearing hearing) =>
            ImportItem.Decide(
                hearing.State(KeyWork.Item.At(Item)),
                hearing.State(ImportedNumber.Of(Number.Trim())),
                this,
                hearing
            );
    }

    internal static Decision Decide(Item item, ImportedNumber number, Act act, Hearing hearing)
    {
        if ((WordsFault(item, act) ?? DatesFault(act, hearing.Today)) is { } fault)
        {
            return fault;
        }

        if (number.Item is not null || OwnNumber.IsMatch(act.Number.Trim()))
        {
            return new ImportedNumberIsTaken(act.Number.Trim());
        }

        var running = act.Closed is null && act.Due is { } due && due >= hearing.Today ? act.Due : null;
        var imported = new ItemImported(
            act.Item,
            act.Number.Trim(),
            act.Title.Trim(),
            act.Source,
            act.Reference.Trim(),
            act.Demand.Trim(),
            act.Giver,
            hearing.Mandate.Unit,
            act.Lead,
            [.. act.Assistants.Where(unit => unit != act.Lead).Distinct()],
            act.Opened,
            act.OriginalDue,
            act.Due,
            act.Extensions,
            act.Phase,
            act.Closed,
            act.Progress.Trim()
        );
        if (running is null)
        {
            return imported;
        }

        var carried = item.Apply(imported);
        var start = Shanghai.StartOf(act.Opened);
        return ItemNorms.ClosingClock(carried, start, hearing) is { } clock
            ? Decision.Grant([
                imported,
                ItemDuties.Open(carried, ItemDuties.Close, "item.close", carried.Lead, start, clock),
            ])
            : new ItemHasNoDate(act.Source);
    }

    private static Refusal? WordsFault(Item item, Act act) =>
        item.Phase is not ItemPhase.None ? new ItemExistsAlready(item.Id)
        : SecrecyMark.In(act.Title, act.Reference, act.Demand, act.Progress) is { } mark
            ? new TextBearsASecrecyMark(mark)
        : string.IsNullOrWhiteSpace(act.Number) ? new ItemNeedsItsWords("事项编号")
        : string.IsNullOrWhiteSpace(act.Title) ? new ItemNeedsItsWords("事项名称")
        : string.IsNullOrWhiteSpace(act.Giver) ? new ItemNeedsItsWords("交办领导")
        : string.IsNullOrWhiteSpace(act.Lead) ? new ItemNeedsItsWords("牵头单位")
        : null;

    private static ImportedDatesDisagree? DatesFault(Act act, DateOnly today) =>
        act.Opened > today ? new("立项日期", act.Opened, "今天", today)
        : act.Closed is { } closed && closed > today ? new("办结日期", closed, "今天", today)
        : act.Closed is { } ended && ended < act.Opened ? new("立项日期", act.Opened, "办结日期", ended)
        : act.OriginalDue is { } first && first < act.Opened ? new("立项日期", act.Opened, "原定期限", first)
        : act.OriginalDue is { } original && act.Due is { } now && now < original
            ? new("原定期限", original, "现期限", now)
        : act.Phase is ItemPhase.Closed or ItemPhase.StruckOff != act.Closed is not null
            ? new("状态", today, "办结日期", act.Closed ?? today)
        : null;
}

/// <summary>导入: carried over from the ledger that was kept before.</summary>
/// <param name="Number">The number that it had there, given once and never again.</param>
/// <param name="Office">Opaque id of the unit that runs it.</param>
/// <param name="Opened">The day on which it was opened there.</param>
public sealed record ItemImported(
    string Item,
    string Number,
    string Title,
    ItemSource Source,
    string Reference,
    string Demand,
    string Giver,
    string Office,
    string Lead,
    IReadOnlyList<string> Assistants,
    DateOnly Opened,
    DateOnly? OriginalDue,
    DateOnly? Due,
    int Extensions,
    ItemPhase Phase,
    DateOnly? Closed,
    string Progress
) : ItemFact(Item)
{
    public override IReadOnlyList<string> Streams => [ItemStreams.Of(Item), ImportedNumber.Of(Number).Stream];

    public override IReadOnlyList<string> Subjects => [Lead, .. Assistants];

    /// <summary>The item as it was carried over.</summary>
    internal Item Carried =>
        KeyWork.Item.Start with
        {
            Id = Item,
            Number = Number,
            Title = Title,
            Source = Source,
            Giver = Giver,
            Office = Office,
            Lead = Lead,
            Assistants = [.. Assistants],
            Given = Due is { } due ? new Span.By(due).ToString() : null,
            Phase = Phase,
        };
}

/// <summary>A number of the former ledger: once only.</summary>
internal sealed record ImportedNumber(string? Item) : IState<ImportedNumber>
{
    public static ImportedNumber Start { get; } = new(Item: null);

    public static StreamRef<ImportedNumber> Of(string number) =>
        new($"imported-number/{FactIds.Derived("imported-number", number)}");

    public ImportedNumber Apply(Fact fact) => fact is ItemImported f ? new(f.Item) : this;
}

[NoNorm("a number names one item")]
public sealed record ImportedNumberIsTaken(string Number) : Refusal;

[NoNorm("days of one item follow one another")]
public sealed record ImportedDatesDisagree(string First, DateOnly Day, string Second, DateOnly Other)
    : Refusal;
