using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Papers;

/// <summary>Papers on the road of an item.</summary>
public enum PaperKind
{
    /// <summary>督查事项交办单</summary>
    Assignment,

    /// <summary>督查通知书</summary>
    Notice,

    /// <summary>催办单</summary>
    Reminder,

    /// <summary>督查专报</summary>
    SpecialReport,

    /// <summary>督查情况通报</summary>
    Circular,

    /// <summary>呈报单</summary>
    Submission,

    /// <summary>延期审批表</summary>
    ExtensionForm,

    /// <summary>退办审批表</summary>
    ReturnForm,

    /// <summary>办结（销号）审批表</summary>
    ClosingForm,

    /// <summary>函, to bodies that are not subordinate</summary>
    Letter,
}

/// <summary>签发: a paper was signed, and numbered at that moment. Its text is what was signed.</summary>
/// <param name="Item">Opaque id of the item that it is about; empty for a circular about several.</param>
/// <param name="Organ">Opaque id of the unit in whose name it goes out.</param>
/// <param name="Code">发文机关代字.</param>
/// <param name="To">Opaque id of the unit that it goes to; empty for none or several.</param>
/// <param name="ToName">主送机关 as it is written.</param>
/// <param name="Body">Its text, a line per paragraph or row.</param>
public sealed record PaperNumbered(
    string Paper,
    PaperKind Kind,
    string Item,
    string Organ,
    string OrganName,
    string Code,
    int Year,
    int Number,
    string Title,
    string To,
    string ToName,
    string Body,
    string CopyTo
) : Fact
{
    public override IReadOnlyList<string> Streams =>
        Item.Length > 0
            ? [PaperStreams.Of(Paper), PaperStreams.Numbers(Organ, Code, Year), ItemStreams.Of(Item)]
            : [PaperStreams.Of(Paper), PaperStreams.Numbers(Organ, Code, Year)];

    public override IReadOnlyList<string> Subjects => To.Length > 0 ? [To] : [];

    /// <summary>发文字号: 象政督〔2026〕3号.</summary>
    public string Label => PaperStreams.Label(Code, Year, Number);
}

/// <summary>作废: the number stays used and is never given again.</summary>
public sealed record PaperVoided(string Paper, string Item, string Reason) : Fact
{
    public override IReadOnlyList<string> Streams =>
        Item.Length > 0 ? [PaperStreams.Of(Paper), ItemStreams.Of(Item)] : [PaperStreams.Of(Paper)];
}

internal static class PaperStreams
{
    public static string Of(string paper) => $"paper/{paper}";

    /// <summary>The register of one organ, one 代字 and one year.</summary>
    public static string Numbers(string organ, string code, int year) =>
        $"paper-numbers/{organ}/{code}/{year}";

    /// <summary>Without a leading nought and with the brackets of GB/T 9704.</summary>
    public static string Label(string code, int year, int number) => $"{code}〔{year}〕{number}号";
}

/// <summary>A paper as its stream tells it.</summary>
internal sealed record PaperState(PaperNumbered? Signed, bool Void) : IState<PaperState>
{
    public static PaperState Start { get; } = new(null, false);

    public static StreamRef<PaperState> At(string paper) => new(PaperStreams.Of(paper));

    public PaperState Apply(Fact fact) =>
        fact switch
        {
            PaperNumbered f => this with { Signed = f },
            PaperVoided => this with { Void = true },
            _ => this,
        };
}

/// <summary>The last number given in a register.</summary>
internal sealed record PaperNumbers(int Last) : IState<PaperNumbers>
{
    public static PaperNumbers Start { get; } = new(0);

    public static StreamRef<PaperNumbers> Of(string organ, string code, int year) =>
        new(PaperStreams.Numbers(organ, code, year));

    public PaperNumbers Apply(Fact fact) => fact is PaperNumbered f ? new(f.Number) : this;
}
