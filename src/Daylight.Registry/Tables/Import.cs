using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Registry.Faces;
using Daylight.Ui;
using Words = Daylight.Ui.Words;

namespace Daylight.Registry;

/// <summary>Looks a table through before anything is recorded: every fault with its row and column, all at once.</summary>
public static class Import
{
    /// <summary>Most rows that one import takes.</summary>
    public const int Most = 5000;

    /// <summary>The columns in which only certain words may stand, with these words.</summary>
    public static IReadOnlyList<(string Head, IReadOnlyList<string> Words)> Choices =>
        [
            ("单位类别", WordsOf<UnitKind>()),
            ("层级", WordsOf<PostLevel>()),
            ("任职方式", WordsOf<OfficeKind>()),
            ("班子成员、重点岗位、专业岗位", ["是", "否"]),
        ];

    internal static IReadOnlyList<string> WordsOf<T>()
        where T : struct, Enum =>
        [
            .. Enum.GetNames<T>()
                .Select(name =>
                    Words.Of(typeof(Import)).Say(Language.ZhHans, RegistryWords.Key(typeof(T), name))
                ),
        ];

    /// <param name="rows">The first one holds the heads.</param>
    public static ImportPlan Preview(TableKind kind, IReadOnlyList<HandedRow> rows, ImportKnown known)
    {
        if (rows.Count == 0)
        {
            return new(kind, 0, [new(1, "", "", Both("表格是空的。", "The table is empty."))], []);
        }

        var heads = rows[0].Cells.Select(head => head.Trim()).ToList();
        var missing = TableHeads
            .Of(kind)
            .Where(head => head.Required && !heads.Contains(head.Head))
            .Select(head => new ImportFault(
                rows[0].Number,
                "",
                head.Head,
                Both($"缺少“{head.Head}”一列。", $"The column {head.Head} is missing.")
            ))
            .ToList();
        if (missing.Count > 0)
        {
            return new(kind, rows.Count - 1, missing, []);
        }

        return rows.Count - 1 > Most
            ? new(
                kind,
                rows.Count - 1,
                [
                    new(
                        Most + 2,
                        "",
                        "",
                        Both($"一次最多{Most}行，请分批导入。", $"At most {Most} rows at a time.")
                    ),
                ],
                []
            )
            : Read(kind, rows.Skip(1), heads, known);
    }

    private static ImportPlan Read(
        TableKind kind,
        IEnumerable<HandedRow> rows,
        IReadOnlyList<string> heads,
        ImportKnown known
    )
    {
        var reading = new ImportReading(known, heads);
        var count = 0;
        foreach (var row in rows.Where(row => row.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell))))
        {
            count++;
            reading.Begin(row);
            foreach (var (head, required) in TableHeads.Of(kind))
            {
                if (required && reading.Cell(head).Length == 0)
                {
                    reading.Fault(head, "必须填写。", "This must be filled in.");
                }
            }

            reading.Take(kind);
        }

        return new(kind, count, reading.Faults, reading.Faults.Count > 0 ? [] : reading.Acts);
    }

    /// <summary>The member of an enumeration that a word of the pages means; null where it means none.</summary>
    internal static T? Member<T>(string word)
        where T : struct, Enum
    {
        var words = Words.Of(typeof(Import));
        foreach (var member in Enum.GetValues<T>())
        {
            var key = RegistryWords.Key(typeof(T), member.ToString());
            if (word == words.Say(Language.ZhHans, key) || word == member.ToString())
            {
                return member;
            }
        }

        return null;
    }

    internal static Phrase Both(string zh, string en) => new(zh, en);
}
