using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>Which list of the registry a table holds.</summary>
public enum TableKind
{
    /// <summary>单位</summary>
    Units,

    /// <summary>人员</summary>
    Persons,

    /// <summary>职位</summary>
    Posts,

    /// <summary>任职</summary>
    Offices,
}

/// <summary>A table as text: its heads and its rows, each as long as the heads.</summary>
public sealed record RegistryTable(
    string Name,
    IReadOnlyList<string> Heads,
    IReadOnlyList<IReadOnlyList<string>> Rows
);

/// <summary>One row that somebody handed in.</summary>
/// <param name="Number">From 1, as the table counts it; the heads are usually row 1.</param>
public sealed record HandedRow(int Number, IReadOnlyList<string> Cells);

/// <summary>Reads and writes table files. Made by the host, so that the registry knows no file format.</summary>
public interface ITableFiles
{
    /// <summary>The first table of an xlsx or CSV file, with its heads as first row; or why it was not taken.</summary>
    (IReadOnlyList<HandedRow>? Rows, Refusal? Refusal) Read(byte[] file);

    /// <summary>The bytes of a file in which no cell is active.</summary>
    /// <param name="notes">Lines that mark it: who took it out, when, for what.</param>
    byte[] Xlsx(RegistryTable table, IReadOnlyList<string> notes);

    byte[] Csv(RegistryTable table, IReadOnlyList<string> notes);
}

/// <summary>The heads of each kind of table, in order; those that may be empty or missing are marked.</summary>
public static class TableHeads
{
    public static IReadOnlyList<(string Head, bool Required)> Of(TableKind kind) =>
        kind switch
        {
            TableKind.Units =>
            [
                ("单位编号", true),
                ("代码", true),
                ("名称", true),
                ("简称", true),
                ("单位类别", true),
                ("上级单位", false),
            ],
            TableKind.Persons => [("人员编号", true), ("姓名", true)],
            TableKind.Posts =>
            [
                ("职位编号", true),
                ("单位", true),
                ("职位名称", true),
                ("层级", true),
                ("班子成员", false),
                ("重点岗位", false),
                ("分管", false),
                ("专业岗位", false),
            ],
            TableKind.Offices =>
            [
                ("职位编号", true),
                ("人员编号", true),
                ("任职方式", false),
                ("开始日期", true),
                ("结束日期", false),
                ("任免文件", true),
            ],
        };
}
