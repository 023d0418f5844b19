using Daylight.Documents.Sheets;
using Daylight.Proceedings;
using Daylight.Registry;

namespace Daylight.Web;

/// <summary>The registry's tables as files: read within limits, written inert.</summary>
public sealed class TableFiles : ITableFiles
{
    public (IReadOnlyList<HandedRow>? Rows, Refusal? Refusal) Read(byte[] file) =>
        SheetReader.Read(file) switch
        {
            SheetReading.Refused refused => (null, refused.Refusal),
            SheetReading.Read { Book.Sheets: [var first, ..] } => ([.. first.Rows.Select(Row)], null),
            _ => ([], null),
        };

    public byte[] Xlsx(RegistryTable table, IReadOnlyList<string> notes) =>
        SheetWriter.Xlsx(Table(table, notes));

    public byte[] Csv(RegistryTable table, IReadOnlyList<string> notes) =>
        SheetWriter.Csv(Table(table, notes));

    private static HandedRow Row(SheetRow row)
    {
        var last = row.Cells.Count == 0 ? 0 : row.Cells.Max(cell => cell.Address.Column);
        return new(row.Number, [.. Enumerable.Range(1, last).Select(column => row[column].Text)]);
    }

    private static Table Table(RegistryTable table, IReadOnlyList<string> notes) =>
        new(
            table.Name,
            [.. table.Heads.Select(head => new TableColumn(head, 20))],
            table.Rows.Select(row => (IReadOnlyList<TableCell>)[.. row.Select(cell => (TableCell)cell)]),
            notes
        );
}
