using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Papers;

/// <summary>What papers and exports ask the rule packs.</summary>
internal static class PaperNorms
{
    /// <summary>导出的行数.</summary>
    public static readonly NormId Exporting = NormId.Parse("items.export");

    /// <summary>The norm that says how papers of a kind are numbered, and with it their 代字.</summary>
    public static NormId NumberingOf(PaperKind kind) => NormId.Parse($"items.paper-number.{Term(kind)}");

    /// <summary>发文机关代字 of a kind, as the packs have it; empty where they say nothing.</summary>
    public static string CodeOf(AdoptedRules rules, PaperKind kind, DateOnly day) =>
        rules.Find(NumberingOf(kind))?.On(day)?.Parameters is RecordKeeping { Numbering.Form: var form }
            ? form.Split('〔')[0]
            : "";

    /// <summary>How many rows one person takes out alone, and how many leave at a time with a second person's consent.</summary>
    /// <remarks>Where no norm is in force nothing leaves the house.</remarks>
    public static ExportLimits Limits(AdoptedRules rules, DateTimeOffset now) =>
        new(Limit(rules, now, second: false), Limit(rules, now, second: true));

    private static int Limit(AdoptedRules rules, DateTimeOffset now, bool second) =>
        rules.Ask(
            Exporting,
            new Situation(now) { Attributes = Attributes.Of(("rows", 0), ("second-person", second)) }
        )
            is { Applies: true } answer
        && answer.Results["needed"] is Value.Parts needed
        && needed["rows"] is Value.Number most
            ? (int)most.Amount
            : 0;

    private static string Term(PaperKind kind) =>
        kind switch
        {
            PaperKind.Assignment => "assignment",
            PaperKind.Notice => "notice",
            PaperKind.Reminder => "reminder",
            PaperKind.SpecialReport => "special-report",
            PaperKind.Circular => "circular",
            PaperKind.Submission => "submission",
            PaperKind.ExtensionForm => "extension",
            PaperKind.ReturnForm => "return",
            PaperKind.ClosingForm => "closing",
            PaperKind.Letter => "letter",
        };
}

/// <param name="Alone">Rows that one person takes out alone.</param>
/// <param name="Most">Rows of one export at most.</param>
internal sealed record ExportLimits(int Alone, int Most);
