using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Papers;

/// <summary>How far an export is.</summary>
public enum ExportStanding
{
    None,

    /// <summary>More rows than one person may take out alone: waits for a second.</summary>
    Asked,

    /// <summary>A second person agreed; whoever asked may take it once.</summary>
    Allowed,

    Declined,

    /// <summary>Taken out.</summary>
    Taken,
}

/// <summary>An act on one export. Whoever may see a list may take it out, for a purpose.</summary>
public abstract record ExportAct(string Export) : Act
{
    public override Power Needs => SupervisionPowers.Run;

    public override IReadOnlyList<StreamRef> Streams => [ExportState.At(Export)];
}

/// <summary>导出: takes a list out, with its purpose; above the limit it waits for a second person.</summary>
public static class ExportItems
{
    /// <param name="Filter">What was looked for, as the address of the list has it.</param>
    /// <param name="Rows">How many rows the list has now.</param>
    public sealed record Act(string Export, string Filter, int Rows, string Format, string Purpose)
        : ExportAct(Export)
    {
        public override Refusal? Bar(Hearing hearing) =>
            hearing.Mandate.Lacks(SupervisionPowers.Run) is { } lacks
            && hearing.Mandate.Lacks(SupervisionPowers.Answer) is not null
            && hearing.Mandate.Lacks(SupervisionPowers.Give) is not null
                ? lacks
                : null;

        public override Decision Decide(Hearing hearing)
        {
            var limits = PaperNorms.Limits(hearing.Rules, hearing.Now);
            return hearing.State(ExportState.At(Export)).Standing is not ExportStanding.None
                    ? new ExportIsDone()
                : string.IsNullOrWhiteSpace(Purpose) ? new ReasonIsMissing("导出用途")
                : SecrecyMark.In(Purpose) is { } mark ? new TextBearsASecrecyMark(mark)
                : Rows > limits.Most
                    ? new ExportIsTooLarge(
                        Rows,
                        limits.Most,
                        ItemNorms.Ref(hearing.Rules, PaperNorms.Exporting)
                    )
                : Rows > limits.Alone
                    ? new ExportAsked(
                        Export,
                        Filter,
                        Rows,
                        Format,
                        Purpose.Trim(),
                        hearing.Mandate.Person,
                        hearing.Mandate.Office
                    )
                : new ListExported(Export, Filter, Rows, Format, Purpose.Trim(), hearing.Mandate.Person);
        }
    }

    /// <summary>A second person, who may approve, agrees or declines.</summary>
    public sealed record DecideAct(string Export, bool Agreed) : ExportAct(Export)
    {
        public override Power Needs => SupervisionPowers.Approve;

        public override Decision Decide(Hearing hearing)
        {
            var export = hearing.State(ExportState.At(Export));
            return export is not { Standing: ExportStanding.Asked, Asked: { } asked } ? new NoSuchExport()
                : asked.Person == hearing.Mandate.Person ? new ExportNeedsASecondPerson()
                : new ExportDecided(Export, Agreed, hearing.Mandate.Person);
        }
    }

    /// <summary>Whoever asked takes out what a second person agreed to, once.</summary>
    public sealed record TakeAct(string Export, int Rows) : ExportAct(Export)
    {
        public override Refusal? Bar(Hearing hearing) =>
            hearing.State(ExportState.At(Export)).Asked?.Person == hearing.Mandate.Person
                ? null
                : new NoSuchExport();

        public override Decision Decide(Hearing hearing)
        {
            var export = hearing.State(ExportState.At(Export));
            return export is not { Standing: ExportStanding.Allowed, Asked: { } asked }
                ? new NoSuchExport()
                : new ListExported(
                    Export,
                    asked.Filter,
                    Rows,
                    asked.Format,
                    asked.Purpose,
                    hearing.Mandate.Person
                );
        }
    }
}

/// <summary>A fact of one export.</summary>
public abstract record ExportFact(string Export) : Fact
{
    public override IReadOnlyList<string> Streams => [ExportState.At(Export).Stream];
}

/// <summary>A list was taken out.</summary>
/// <param name="Person">Opaque id of who did.</param>
public sealed record ListExported(
    string Export,
    string Filter,
    int Rows,
    string Format,
    string Purpose,
    string Person
) : ExportFact(Export);

/// <summary>More rows than one person takes out alone were asked for.</summary>
public sealed record ExportAsked(
    string Export,
    string Filter,
    int Rows,
    string Format,
    string Purpose,
    string Person,
    string Office
) : ExportFact(Export);

/// <summary>A second person decided.</summary>
public sealed record ExportDecided(string Export, bool Agreed, string Person) : ExportFact(Export);

/// <summary>An export as its stream tells it.</summary>
internal sealed record ExportState(ExportStanding Standing, ExportAsked? Asked) : IState<ExportState>
{
    public static ExportState Start { get; } = new(ExportStanding.None, null);

    public static StreamRef<ExportState> At(string export) => new($"export/{export}");

    public ExportState Apply(Fact fact) =>
        fact switch
        {
            ExportAsked f => new(ExportStanding.Asked, f),
            ExportDecided f => this with
            {
                Standing = f.Agreed ? ExportStanding.Allowed : ExportStanding.Declined,
            },
            ListExported => this with { Standing = ExportStanding.Taken },
            _ => this,
        };
}

[NoNorm("one act, one export")]
public sealed record ExportIsDone : Refusal;

[NoNorm("another person's export answers like one that does not exist")]
public sealed record NoSuchExport : Refusal;

[NoNorm("two persons see to it that no register leaves the house unseen")]
public sealed record ExportNeedsASecondPerson : Refusal;

/// <summary>A list for work is never the whole register.</summary>
public sealed record ExportIsTooLarge(int Rows, int Most, NormRef? Under) : Refusal(Under);
