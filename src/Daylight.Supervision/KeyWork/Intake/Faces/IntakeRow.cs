using Daylight.Proceedings;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Http;

namespace Daylight.Supervision.KeyWork.Intake.Faces;

/// <summary>One row of the page on which an officer confirms what a paper suggests. The page alone keeps it.</summary>
/// <param name="Number">From 1; the names of its fields begin with it.</param>
/// <param name="SameAs">Number and title of an open item of the same unit and matter; empty where there is none.</param>
/// <param name="Source">Its own source and reference, where a table gives them; else those of the page hold.</param>
public sealed record IntakeRow(
    int Number,
    string Item,
    string Place,
    string Original,
    bool Keep,
    string Title,
    string Demand,
    string Lead,
    string Assistants,
    string Given,
    string Source = "",
    string Reference = "",
    string SameAs = ""
)
{
    /// <summary>The name of a field of this row.</summary>
    public string Field(string name) => $"r{Number}-{name}";

    internal static IReadOnlyList<IntakeRow> Of(PaperReading.Read read, DateTimeOffset now) =>
        [
            .. read.Suggestions.Select(
                (suggestion, index) =>
                    new IntakeRow(
                        index + 1,
                        FactIds.New(now),
                        suggestion.Place,
                        suggestion.Original,
                        suggestion.IsLikely,
                        suggestion.Title,
                        suggestion.Demand,
                        suggestion.Units.Lead?.ShortName ?? "",
                        string.Join(
                            '、',
                            suggestion
                                .Units.Joint.Concat(suggestion.Units.Assistants)
                                .Select(unit => unit.ShortName)
                        ),
                        suggestion.Dates.Given ?? ""
                    )
            ),
        ];

    internal static IReadOnlyList<IntakeRow> Of(ItemSheet sheet, DateTimeOffset now) =>
        [
            .. sheet.Lines.Select(
                (line, index) =>
                    new IntakeRow(
                        index + 1,
                        FactIds.New(now),
                        $"第{line.Row}行",
                        line.Demand,
                        Keep: true,
                        line.Title,
                        line.Demand,
                        line.Lead,
                        line.Assistants,
                        line.Given,
                        line.Source?.ToString() ?? "",
                        line.Reference
                    )
            ),
        ];

    /// <summary>The rows as they were sent.</summary>
    public static IReadOnlyList<IntakeRow> Of(Sent sent) =>
        [
            .. Enumerable
                .Range(1, PaperReading.Most)
                .Where(number => sent.Has($"r{number}-item"))
                .Select(number => Read(number, name => sent[$"r{number}-{name}"] ?? "")),
        ];

    public static IReadOnlyList<IntakeRow> Of(IFormCollection form) => Of(Sent.Of(form, []));

    /// <summary>The act that it asks for, or the name that the registry does not know.</summary>
    public (Propose.Act? Act, string? Field, string? Unknown) Read(
        UnitBook book,
        ItemSource source,
        string reference,
        string giver
    )
    {
        var lead = book.Named(Lead);
        if (Lead.Length > 0 && lead is null)
        {
            return (null, Field("lead"), Lead);
        }

        var assistants = new List<string>();
        foreach (var name in UnitBook.Split(Assistants))
        {
            if (book.Named(name) is not { } unit)
            {
                return (null, Field("assistants"), name);
            }

            assistants.Add(unit.Id);
        }

        return (
            new Propose.Act(
                Item,
                Title,
                Enum.TryParse<ItemSource>(Source, out var own) ? own : source,
                Reference.Length > 0 ? Reference : $"{reference}{Place}",
                Demand,
                giver,
                lead?.Id ?? "",
                assistants,
                Given.Length > 0 ? Given : null,
                Urgent: false,
                Despite: SameAs.Length > 0 ? $"与{SameAs}同一事项，经办人确认另行立项" : null
            ),
            null,
            null
        );
    }

    private static IntakeRow Read(int number, Func<string, string> of) =>
        new(
            number,
            of("item").Trim(),
            of("place"),
            of("original"),
            of("keep") == "yes",
            of("title").Trim(),
            of("demand").Trim(),
            of("lead").Trim(),
            of("assistants").Trim(),
            of("given").Trim(),
            of("source"),
            of("reference").Trim(),
            of("same")
        );
}
