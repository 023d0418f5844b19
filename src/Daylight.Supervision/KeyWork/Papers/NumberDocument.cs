using System.Text.RegularExpressions;
using Daylight.Proceedings;
using Daylight.Registry;

namespace Daylight.Supervision.KeyWork.Papers;

/// <summary>
/// 签发: signs a paper and gives it the next number of its organ, 代字 and year, at that moment and not before: never twice,
/// and without a gap.
/// </summary>
public static partial class NumberDocument
{
    /// <summary>Letters of a paper's text at most; a fact holds 32 KiB.</summary>
    public const int Most = 8000;

    /// <summary>Papers with which the office runs its items; the others are signed by whoever may approve.</summary>
    private static readonly PaperKind[] s_ofTheOffice =
    [
        PaperKind.Assignment,
        PaperKind.Reminder,
        PaperKind.Submission,
        PaperKind.ExtensionForm,
        PaperKind.ReturnForm,
        PaperKind.ClosingForm,
    ];

    /// <summary>Papers that order something. Whoever is not subordinate is asked by 函.</summary>
    private static readonly PaperKind[] s_orders =
    [
        PaperKind.Assignment,
        PaperKind.Notice,
        PaperKind.Reminder,
    ];

    [GeneratedRegex(@"^[\p{IsCJKUnifiedIdeographs}]{1,12}$", RegexOptions.None, 1000)]
    private static partial Regex CodeForm { get; }

    /// <summary>Which power signs a paper of this kind.</summary>
    public static Power SignedBy(PaperKind kind) =>
        s_ofTheOffice.Contains(kind) ? SupervisionPowers.Run : SupervisionPowers.Approve;

    /// <param name="Year">The year whose register gives the number: that of today.</param>
    public sealed record Act(
        string Paper,
        PaperKind Kind,
        string Item,
        string Organ,
        string OrganName,
        string Code,
        int Year,
        string Title,
        string To,
        string ToName,
        string Body,
        string CopyTo
    ) : Proceedings.Act
    {
        public override Power Needs => SignedBy(Kind);

        public override IReadOnlyList<StreamRef> Streams =>
            [
                PaperState.At(Paper),
                PaperNumbers.Of(Organ, Code, Year),
                .. Item.Length > 0 ? new StreamRef[] { KeyWork.Item.At(Item) } : [],
                .. To.Length > 0 ? new StreamRef[] { Unit.At(To) } : [],
            ];

        public override Decision Decide(Hearing hearing) => NumberDocument.Decide(this, hearing);
    }

    private static Decision Decide(Act act, Hearing hearing)
    {
        if (Fault(act, hearing) is { } fault)
        {
            return fault;
        }

        return new PaperNumbered(
            act.Paper,
            act.Kind,
            act.Item,
            act.Organ,
            act.OrganName,
            act.Code,
            act.Year,
            hearing.State(PaperNumbers.Of(act.Organ, act.Code, act.Year)).Last + 1,
            act.Title.Trim(),
            act.To,
            act.ToName.Trim(),
            act.Body.Trim(),
            act.CopyTo.Trim()
        );
    }

    private static Refusal? Fault(Act act, Hearing hearing)
    {
        var item = act.Item.Length > 0 ? hearing.State(KeyWork.Item.At(act.Item)) : null;
        return hearing.State(PaperState.At(act.Paper)).Signed is not null ? new PaperIsSignedAlready()
            : item is { Phase: ItemPhase.None } ? new NoSuchItem(act.Item)
            : act.Organ != hearing.Mandate.Unit && act.Organ != item?.Office
                ? new PaperOfAnotherOrgan(act.OrganName)
            : act.Year != hearing.Today.Year ? new NumberIsOfAnotherYear(act.Year, hearing.Today.Year)
            : !CodeForm.IsMatch(act.Code) ? new PaperCodeIsUnclear(act.Code)
            : SecrecyMark.In(act.Title, act.ToName, act.Body, act.CopyTo) is { } mark
                ? new TextBearsASecrecyMark(mark)
            : string.IsNullOrWhiteSpace(act.Title) ? new ItemNeedsItsWords("标题")
            : string.IsNullOrWhiteSpace(act.Body) ? new ItemNeedsItsWords("正文")
            : act.Body.Length > Most ? new PaperIsTooLong(act.Body.Length, Most)
            : act.To.Length > 0
            && s_orders.Contains(act.Kind)
            && hearing.State(Unit.At(act.To)).Kind is UnitKind.VerticallyManaged
                ? new AskByLetter(act.ToName)
            : null;
    }
}

/// <summary>作废: a numbered paper does not go out, or is taken back. Its number stays used.</summary>
public static class VoidNumber
{
    public sealed record Act(string Paper, string Item, string Organ, PaperKind Kind, string Reason)
        : Proceedings.Act
    {
        public override Power Needs => NumberDocument.SignedBy(Kind);

        public override IReadOnlyList<StreamRef> Streams =>
            Item.Length > 0 ? [PaperState.At(Paper), KeyWork.Item.At(Item)] : [PaperState.At(Paper)];

        public override Decision Decide(Hearing hearing)
        {
            var paper = hearing.State(PaperState.At(Paper));
            return paper.Signed is not { } signed || signed.Item != Item || signed.Kind != Kind
                    ? new NoSuchPaper()
                : paper.Void ? new PaperIsVoid(signed.Label)
                : string.IsNullOrWhiteSpace(Reason) ? new ReasonIsMissing("作废")
                : new PaperVoided(Paper, Item, Reason.Trim());
        }
    }
}

[NoNorm("an act that changes nothing is not recorded")]
public sealed record PaperIsSignedAlready : Refusal;

[NoNorm("another office's papers answer like papers that do not exist")]
public sealed record NoSuchPaper : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record PaperIsVoid(string Number) : Refusal;

[NoNorm("an office signs in the name of its own organ, or of the organ that runs the item")]
public sealed record PaperOfAnotherOrgan(string Organ) : Refusal;

[NoNorm("党政机关公文处理工作条例 9: 发文字号 is 代字, year and number")]
public sealed record PaperCodeIsUnclear(string Code) : Refusal;

[NoNorm("a fact is at most 32 KiB")]
public sealed record PaperIsTooLong(int Letters, int Most) : Refusal;

[NoNorm("党政机关公文处理工作条例 8, 15: bodies that are not subordinate are asked by 函")]
public sealed record AskByLetter(string Unit) : Refusal;
